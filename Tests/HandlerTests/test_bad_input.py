"""Events and manifests that are wrong in any way: one answer, in words."""

import copy
import hashlib
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from layers import Given, Scripts
from stage import Event, Stage

SEED = 20261121
EVENTS = 400
MANIFESTS = 400
SCRIPTS: Scripts = {
    "V1__users.sql": "CREATE TABLE users (id INT);\nINSERT INTO users VALUES (1);",
    "V2__more.sql": Given("SELECT 1;", changes={"phase": "contract", "timeout": 5}).with_statement(
        probe={"kind": "table", "name": "users", "exists": True}
    ),
    "R__view.sql": "CREATE OR REPLACE VIEW ids AS SELECT 1 AS id;",
}
STRANGE = [
    None,
    True,
    False,
    0,
    -1,
    2**70,
    1.5,
    "",
    " ",
    "x" * 100_000,
    "\x00",
    "\ud800",
    "😀" * 100,
    "../../etc/passwd",
    "'; DROP TABLE users; --",
    [],
    ["x"],
    {},
    {"a": {"b": [None]}},
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something can be changed."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield from places(inner, (*path, name))


def changed(value: Any, source: random.Random) -> Any:
    """A copy with one to three parts missing, or something else."""
    made = copy.deepcopy(value)
    for _ in range(source.randint(1, 3)):
        found = list(places(made))
        if not found:
            break
        *path, last = source.choice(found)
        holder = made
        for name in path:
            holder = holder[name]
        if source.random() < 0.3:
            del holder[last]
        else:
            holder[last] = copy.deepcopy(source.choice(STRANGE))
    return made


def answered(stage: Stage, event: Event) -> dict[str, Any] | None:
    """The answer, if there is one, which is in words."""
    before = len(stage.answers)
    stage.functions.payloads.clear()
    stage.run_in(stage.folder / stage.layer(SCRIPTS), event)
    while stage.functions.payloads:
        stage.run_in(stage.folder / stage.layer(SCRIPTS), stage.functions.payloads.pop())
    given = stage.answers[before:]
    assert len(given) <= 1
    if given and given[0]["Status"] == "FAILED":
        reason = given[0]["Reason"]
        assert " " in reason.split(" (log stream")[0], reason
        assert not any(word in reason for word in ("Traceback", "KeyError", "TypeError", "AttributeError", "File "))
        assert len(reason.encode(errors="replace")) <= 900
    return given[0] if given else None


@pytest.mark.parametrize("kind", ["Create", "Update"])
def test_an_event_that_is_wrong_is_answered(mysql: Stage, kind: str, tell: Callable[[str], None]) -> None:
    source = random.Random(SEED)
    good = mysql.event(kind, mysql.layer(SCRIPTS))
    good["Borealis"] = {"hop": 0, "owner": "o", "deadline": 0}
    failures = 0
    for _ in range(EVENTS // 2):
        event = changed(good, source)
        given = answered(mysql, event)
        can_be_answered = isinstance(event.get("ResponseURL"), str)
        assert (given is not None) == can_be_answered, event
        failures += given is not None and given["Status"] == "FAILED"
    tell(f"SEED={SEED}: {EVENTS // 2} wrong events of {kind}, {failures} answered with FAILED")
    assert failures > EVENTS // 6


def test_a_manifest_that_is_wrong_is_answered(mysql: Stage, tell: Callable[[str], None]) -> None:
    source = random.Random(SEED)
    folder = mysql.folder / mysql.layer(SCRIPTS)
    good = json.loads((folder / "migrations.json").read_text())
    failures = 0
    for number in range(MANIFESTS):
        text = json.dumps(changed(good, source))
        if number % 20 == 0:
            text = text[: source.randrange(len(text))]
        (folder / "migrations.json").write_text(text)
        event = mysql.event("Create", hashlib.sha256(text.encode()).hexdigest())
        before = len(mysql.answers)
        mysql.run_in(folder, event)
        [given] = mysql.answers[before:]
        if given["Status"] == "FAILED":
            failures += 1
            reason = given["Reason"]
            assert not any(word in reason for word in ("Traceback", "KeyError", "TypeError", "Attribute")), reason
    tell(f"SEED={SEED}: {MANIFESTS} wrong manifests, {failures} answered with FAILED")
    assert failures > MANIFESTS // 2


@pytest.mark.parametrize("event", [None, [], "event", 1, {}, {"ResponseURL": 1}, {"RequestType": "Delete"}])
def test_what_is_no_event_has_no_answer(mysql: Stage, event: Any, capsys: pytest.CaptureFixture[str]) -> None:
    mysql.run_in(mysql.folder, event)
    assert mysql.answers == []
    assert json.loads(capsys.readouterr().out)["step"] == "no event of CloudFormation"


def test_a_manifest_that_is_nested_too_deeply_is_refused(mysql: Stage) -> None:
    scripts_hash = mysql.layer(SCRIPTS)
    text = "[" * 100_000
    (mysql.folder / scripts_hash / "migrations.json").write_text(text)
    event = mysql.event("Create", hashlib.sha256(text.encode()).hexdigest())
    mysql.run_in(mysql.folder / scripts_hash, event)
    assert mysql.answers[0]["Reason"].startswith("migrations.json is no JSON")


def refusal(stage: Stage, scripts: Scripts, **changes: Any) -> str:
    """Why a manifest is refused."""
    stage.deliver(stage.event("Create", stage.layer(scripts, **changes)))
    return str(stage.answers[0]["Reason"]).removesuffix(" (log stream 2026/11/21/[$LATEST]0123)")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"mode": "quick"}, "mode"),
        ({"mode": ["none"]}, "mode"),
        ({"script": "../U1__t.sql"}, "script"),
        ({"script": "U" * 501}, "script"),
        ({"timeout": "60"}, "timeout"),
    ],
)
def test_what_undoes_a_script_is_looked_at_like_a_script(stage: Stage, changes: dict[str, Any], name: str) -> None:
    undo = {"script": "U1__t.sql", "content": "0", "mode": "transaction", "statements": []} | changes
    scripts: Scripts = {"V1__t.sql": Given("SELECT 1;", changes={"undo": undo})}
    words = f"migrations.json is not what synth writes: {name} of script 1's undo is not what it may be"
    assert refusal(stage, scripts) == words


def test_how_the_strings_of_a_manifest_were_read_is_known(postgresql: Stage) -> None:
    words = "migrations.json is not what synth writes: standardConformingStrings of assumes is no text"
    assert refusal(postgresql, {}, assumes={}) == words

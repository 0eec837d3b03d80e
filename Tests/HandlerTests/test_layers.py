"""The layer: only the scripts that the event is about are run, and only when they are whole."""

import json
from pathlib import Path

import pytest

from layers import Given, Scripts
from stage import Refusing, Stage

ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT);"}
TWO: Scripts = ONE | {"V2__posts.sql": "CREATE TABLE posts (id INT);"}


def replace(stage: Stage, wanted: str, other: str) -> Path:
    """Has the function see another layer in place of the one that it should."""
    (stage.folder / wanted).rename(stage.folder / "aside")
    (stage.folder / wanted).symlink_to(stage.folder / other)
    return stage.folder / "aside"


def test_the_layer_of_another_deploy_is_waited_for_and_its_scripts_are_never_run(stage: Stage) -> None:
    wanted = stage.layer(TWO)
    replace(stage, wanted, stage.layer(ONE))
    reason = stage.deliver(stage.event("Create", wanted))["Reason"]
    assert reason.startswith("the layer has the scripts of another deploy; deploy again")
    assert stage.database.service.clock.now() == 5 + 10 + 15 + 30
    assert stage.calls == []


def test_the_layer_that_comes_late_is_used(stage: Stage) -> None:
    wanted = stage.layer(TWO)
    aside = replace(stage, wanted, stage.layer(ONE))
    event = stage.event("Create", wanted)
    assert stage.invoke(event) is None
    assert stage.invoke(stage.functions.payloads.pop()) is None
    (stage.folder / wanted).unlink()
    aside.rename(stage.folder / wanted)
    assert stage.deliver(stage.functions.payloads.pop())["Data"]["Applied"] == "2"


def test_a_layer_of_another_format_is_only_waited_for(stage: Stage) -> None:
    """The code of the function changes at another moment than its layers."""
    wanted = stage.layer(TWO)
    replace(stage, wanted, stage.layer(ONE, formatVersion=1))
    assert stage.invoke(stage.event("Create", wanted)) is None


def test_an_invocation_that_is_refused_is_answered(stage: Stage) -> None:
    wanted = stage.layer(TWO)
    replace(stage, wanted, stage.layer(ONE))
    stage.functions = Refusing()
    assert stage.deliver(stage.event("Create", wanted))["Reason"].startswith("AccessDenied: invoke is not allowed")


def test_a_manifest_of_another_format_is_refused(stage: Stage) -> None:
    answer = stage.deliver(stage.event("Create", stage.layer(ONE, formatVersion=3)))
    assert answer["Reason"].startswith("migrations.json has format 3; expected 2")


@pytest.mark.parametrize(
    "changes", [{"Set": "other"}, {"Engine": "mysql"}, {"Engine": "postgresql"}], ids=["set", "mysql", "postgresql"]
)
def test_the_scripts_of_another_engine_or_set_are_refused(stage: Stage, changes: dict[str, str]) -> None:
    if changes.get("Engine") == stage.engine:
        changes = {"Set": "another"}
    reason = stage.send("Create", ONE, **changes)["Reason"]
    assert reason.startswith(f"the layer has the scripts of {stage.engine} main; expected those of ")
    assert stage.calls == []


def test_a_manifest_whose_text_was_changed_is_not_used(stage: Stage) -> None:
    scripts_hash = stage.layer(ONE)
    path = stage.folder / scripts_hash / "migrations.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"head": "changed"}))
    assert stage.deliver(stage.event("Create", scripts_hash))["Reason"].startswith("the layer has the scripts of ano")
    assert stage.calls == []


def test_a_script_that_is_not_that_of_the_manifest_stops_all(stage: Stage) -> None:
    scripts_hash = stage.layer(TWO)
    (stage.folder / scripts_hash / "V2__posts.sql").write_text("DROP TABLE users;")
    reason = stage.deliver(stage.event("Create", scripts_hash))["Reason"]
    assert reason.startswith("V2__posts.sql in the layer is not the script of the manifest")
    assert stage.history == []


def test_a_script_that_is_missing_stops_all(stage: Stage) -> None:
    scripts_hash = stage.layer(TWO)
    (stage.folder / scripts_hash / "V2__posts.sql").unlink()
    reason = stage.deliver(stage.event("Create", scripts_hash))["Reason"]
    assert reason.startswith("V2__posts.sql is not in the layer")
    assert stage.history == []


# What would be more than a name, if it were put into a statement.
SHARP = "1'); DROP TABLE users; --\"`\\ :name $1 ?"


def test_names_are_never_part_of_a_statement(stage: Stage) -> None:
    script = Given("INSERT INTO users VALUES (1);", changes={"description": SHARP, "waivers": [{"reason": SHARP}]})
    scripts: Scripts = ONE | {f"V2__{SHARP}.sql": script, f"R__{SHARP}.sql": "SELECT 1;"}
    event = stage.event("Create", stage.layer(scripts, set=SHARP), Set=SHARP)
    event |= {"RequestId": SHARP, "StackId": SHARP}
    assert stage.deliver(event)["Data"]["Applied"] == "3"
    assert stage.query("SELECT id FROM users") == [[1]]
    rows = stage.query(f"SELECT set_name, script, description, request_id FROM {stage.table('history')} ORDER BY seq")
    assert rows[1] == [SHARP, f"V2__{SHARP}.sql", SHARP, SHARP]
    assert all("DROP" not in call.sql for call in stage.calls)


TWICE = "CREATE TABLE users (id INT);\nINSERT INTO users VALUES (1), (1);"


def test_the_name_of_an_index_that_is_left_invalid_is_quoted_by_the_server(postgresql: Stage) -> None:
    name = 'x"; DROP TABLE users; --'
    quoted = '"x""; DROP TABLE users; --"'
    postgresql.send("Create", {"V1__users.sql": TWICE})
    text = f"CREATE UNIQUE INDEX CONCURRENTLY {quoted} ON users (id);"
    probe = {"kind": "index", "name": name, "exists": True}
    index = Given(text, [text[:-1]], {"mode": "none"}, {"probe": probe, "transaction": "outside"})
    scripts: Scripts = {"V1__users.sql": TWICE, "V2__i.sql": index}
    assert postgresql.send("Update", scripts)["Status"] == "FAILED"
    postgresql.query("DELETE FROM users WHERE ctid = (SELECT min(ctid) FROM users)")
    assert postgresql.send("Update", scripts)["Status"] == "SUCCESS"
    assert postgresql.query("SELECT count(*) FROM users") == [[1]]


def test_a_long_name_is_described_by_its_beginning(stage: Stage) -> None:
    name = f"V2__{'x' * 240}.sql"
    assert stage.send("Create", ONE | {name: "INSERT INTO users VALUES (1);"})["Status"] == "SUCCESS"
    rows = stage.query(f"SELECT script, description FROM {stage.table('history')} ORDER BY seq DESC LIMIT 1")
    assert rows == [[name, "x" * 200]]

"""Compares what is found in the corpus with what squawk finds in it.

Our findings are goldens that a Swift test writes; what each rule of squawk corresponds to, and why some of them to
nothing, is read from the page of the documentation that says so.
"""

import json
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
PAGE = ROOT / "Sources/Borealis/Borealis.docc/SQLChecks.md"
SQUAWK = ROOT / ".build/venv/bin/squawk"

# Where a rule of squawk finds what we don't, though both know the class; the page gives the reasons.
EXCEPTIONS = {
    "adding-foreign-key-constraint": {"add_column_references"},
    "ban-detach-inheritance": {"detach_partition_concurrently", "inherit"},
    "ban-drop-index": {"drop_index_concurrently"},
    "ban-drop-table": {"drop_new_table"},
    "renaming-object": {"rename_constraint"},
    "require-lock-timeout": {
        "add_attribute",
        "add_enum_value",
        "add_enum_value_and_use",
        "alter_domain_add_check",
        "alter_system",
        "create_domain_with_check",
        "create_index_concurrently",
        "create_index_concurrently_in_transaction",
        "create_index_on_new_table",
        "detach_partition_concurrently",
        "drop_attribute",
        "drop_database",
        "drop_domain",
        "drop_extension",
        "drop_function",
        "drop_index_concurrently",
        "drop_new_table",
        "drop_type",
        "refresh_concurrently",
        "reindex_concurrently",
        "rename_type_value",
        "replace_function",
        "validate_constraint",
    },
}
# Found once for a script, or at another of its statements.
OF_THE_SCRIPT = {"require-lock-timeout", "transaction-nesting", "ban-uncommitted-transaction"}


@dataclass(frozen=True)
class Finding:
    script: str
    line: int
    rule: str


def table(title: str) -> dict[str, str]:
    """The rows of the table below a heading of the page."""
    section = PAGE.read_text().split(f"\n### {title}\n", 1)[1].split("\n#", 1)[0]
    return dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", section, re.MULTILINE))


def corresponding() -> dict[str, set[str]]:
    return {rule: set(re.findall(r"SQL\d+", codes)) for rule, codes in table("Found by both").items()}


@cache
def theirs() -> tuple[Finding, ...]:
    # Rules that are off by default are asked for by name; a migration tool wraps a script in a transaction.
    rules = ",".join([*corresponding(), *table("Left out")])
    options = ["--reporter", "json", "--pg-version", "16", "--assume-in-transaction", "--include", rules]
    run = subprocess.run(
        [SQUAWK, *options, *sorted(CORPUS.glob("*.sql"))],
        capture_output=True,
        text=True,
        check=False,
    )
    return tuple(
        Finding(Path(found["file"]).stem.split("_", 1)[1], int(found["line"]) + 1, found["rule_name"])
        for found in json.loads(run.stdout)
    )


def ours(script: str) -> tuple[list[int], set[tuple[str, int]]]:
    """The lines of the statements, and codes with lines."""
    golden = next(path for path in CORPUS.glob("*.golden") if path.stem.split("_", 1)[1] == script)
    first, *found = golden.read_text().splitlines()
    return [int(line) for line in first.split()[1:]], {(line.split()[0], int(line.split()[1])) for line in found}


def is_found(finding: Finding, codes: set[str]) -> bool:
    lines, found = ours(finding.script)
    if finding.rule in OF_THE_SCRIPT:
        return any(code in codes for code, _ in found)
    statement = max(line for line in lines if line <= finding.line)
    return any((code, statement) in found for code in codes)


def test_every_rule_of_squawk_is_found_or_left_out_for_a_reason() -> None:
    both, left_out = corresponding(), table("Left out")
    assert {found.rule for found in theirs()} <= both.keys() | left_out.keys()
    assert not both.keys() & left_out.keys()
    assert all(both.values())
    assert all(len(reason) > 20 for reason in left_out.values())


def test_what_squawk_finds_is_found() -> None:
    both = corresponding()
    missed = [
        found
        for found in theirs()
        if found.rule in both
        and not is_found(found, both[found.rule])
        and found.script not in EXCEPTIONS.get(found.rule, set())
    ]
    assert missed == []


def test_exceptions_are_needed_and_have_their_reasons() -> None:
    both = corresponding()
    needed: dict[str, set[str]] = {}
    for found in theirs():
        if found.rule in both and not is_found(found, both[found.rule]):
            needed.setdefault(found.rule, set()).add(found.script)
    assert needed == EXCEPTIONS
    assert set(EXCEPTIONS) == set(table("Found in fewer places"))


def test_the_corpus_has_what_either_finds() -> None:
    seen = {found.rule for found in theirs()}
    assert corresponding().keys() - seen == set()


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("truncate", "SQL204"),
        ("delete_all", "SQL205"),
        ("update_all", "SQL206"),
        ("set_logged", "SQL311"),
        ("vacuum_full", "SQL311"),
        ("refresh", "SQL312"),
        ("attach_partition", "SQL313"),
        ("several_tables", "SQL315"),
        ("lock_table", "SQL316"),
        ("update_after_alter", "SQL319"),
    ],
)
def test_more_is_found_than_by_squawk(script: str, code: str) -> None:
    assert code in {found for found, _ in ours(script)[1]}
    both = corresponding()
    assert not {found.rule for found in theirs() if found.script == script and code in both.get(found.rule, set())}

"""What expands is applied before the services are deployed, what contracts behind them."""

from layers import Given, Scripts
from stage import Event, Stage

CONTRACT = {"phase": "contract"}
ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT);"}
EXPANDING: Scripts = ONE | {"V2__names.sql": "CREATE TABLE names (id INT);"}
BOTH: Scripts = EXPANDING | {"V3__drop.sql": Given("DROP TABLE users;", changes=CONTRACT)}
MIXED: Scripts = ONE | {
    "V2__drop.sql": Given("DROP TABLE users;", changes=CONTRACT),
    "V3__a.sql": "CREATE TABLE a (id INT);",
}


def scripts(stage: Stage) -> list[str]:
    return [row[0] for row in stage.history if row[1] == "APPLIED"]


def contract(stage: Stage, scripts: Scripts, kind: str = "Create") -> Event:
    return stage.event(kind, stage.layer(scripts), Phase="contract")


def test_each_phase_runs_its_own_scripts(stage: Stage) -> None:
    stage.send("Create", ONE)
    expanded = stage.send("Update", BOTH)
    assert expanded["Data"] == {
        "Response": "applied 1 script; the database is at 2; 1 script left for the other phase",
        "Head": "2",
        "Applied": "1",
        "State": "APPLIED",
    }
    contracted = stage.deliver(contract(stage, BOTH))
    assert contracted["Data"]["Response"] == "applied 1 script; the database is at 3"
    assert contracted["PhysicalResourceId"] != expanded["PhysicalResourceId"]
    assert scripts(stage) == ["V1__users.sql", "V2__names.sql", "V3__drop.sql"]


def test_an_empty_database_gets_all_scripts_in_their_order(stage: Stage) -> None:
    assert stage.send("Create", MIXED)["Data"]["Head"] == "3"
    assert scripts(stage) == list(MIXED)
    assert stage.deliver(contract(stage, MIXED))["Data"]["Applied"] == "0"


def test_an_empty_database_gets_the_rest_of_them_from_the_next_invocation(stage: Stage) -> None:
    first = stage.event("Create", stage.layer(MIXED))
    context = stage.context_until(lambda call: "DROP TABLE" in call.sql)
    assert stage.invoke(first, context) is None
    assert (
        stage.deliver(stage.functions.payloads.pop())["Data"]["Response"] == "applied 3 scripts; the database is at 3"
    )
    assert scripts(stage) == list(MIXED)


def test_a_rollback_of_one_phase_sees_what_the_other_has_applied(stage: Stage) -> None:
    stage.send("Create", BOTH)
    assert stage.send("Update", EXPANDING)["Data"]["State"] == "AHEAD"


def test_what_contracts_is_not_overtaken_by_what_expands(stage: Stage) -> None:
    stage.send("Create", ONE)
    reason = stage.send("Update", MIXED)["Reason"]
    assert reason.startswith("V2__drop.sql contracts and comes before V3__a.sql, which expands, and both are pending")
    assert scripts(stage) == ["V1__users.sql"]


def test_nothing_contracts_before_all_has_expanded(stage: Stage) -> None:
    reason = stage.deliver(contract(stage, BOTH))["Reason"]
    assert reason.startswith("V1__users.sql comes before the scripts that contract, and is pending")
    assert stage.history == []

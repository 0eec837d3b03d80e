"""Sequences of events as CloudFormation sends them when it goes back: a rollback is never answered FAILED."""

from typing import Any

import pytest

from layers import Scripts
from local_aws.data_api.errors import DataAPIError
from local_aws.data_api.faults import refused
from stage import Killed, Refusing, Stage

ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY);"}
TWO: Scripts = ONE | {"V2__rows.sql": "INSERT INTO users VALUES (1);"}
THREE: Scripts = TWO | {"V3__more.sql": "CREATE TABLE more (id INT);\nINSERT INTO more VALUES (3);"}
BROKEN: Scripts = TWO | {"V3__more.sql": "CREATE TABLE more (id INT);\nINSERT INTO nowhere VALUES (3);"}
ROLLING_BACK = "UPDATE_ROLLBACK_IN_PROGRESS"


@pytest.fixture(params=["may ask", "may not ask"])
def trace(request: pytest.FixtureRequest, stage: Stage) -> Stage:
    """A stage whose function may, or may not, ask CloudFormation for the state of the stack."""
    if request.param == "may not ask":
        stage.stacks = Refusing()
    return stage


def roll_back(stage: Stage, scripts: Scripts, **properties: str) -> dict[str, Any]:
    """What follows a failed update: the properties swapped, with the layer put back before."""
    if not isinstance(stage.stacks, Refusing):
        stage.stacks.status = ROLLING_BACK
    answer = stage.send("Update", scripts, **properties)
    if not isinstance(stage.stacks, Refusing):
        stage.stacks.status = "UPDATE_IN_PROGRESS"
    return answer


def outcome(answer: dict[str, Any]) -> tuple[str, str, str]:
    """What is answered, in short."""
    data = answer.get("Data", {})
    return answer["Status"], data.get("State", ""), data.get("Applied", "")


def delete(stage: Stage, physical_resource_id: str) -> None:
    """The database stays what it is, and isn't asked."""
    stage.calls.clear()
    event = stage.event("Delete", "") | {"PhysicalResourceId": physical_resource_id}
    answer = stage.deliver(event)
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", physical_resource_id)
    assert stage.calls == []


def test_a_create_that_fails_is_deleted_and_created_again(trace: Stage) -> None:
    failed = trace.send("Create", BROKEN)
    assert failed["Status"] == "FAILED"
    delete(trace, failed["PhysicalResourceId"])
    assert outcome(trace.send("Create", THREE)) == ("SUCCESS", "APPLIED", "1")


def test_an_update_after_which_another_resource_fails(trace: Stage) -> None:
    created = trace.send("Create", ONE)
    updated = trace.send("Update", TWO)
    rolled_back = roll_back(trace, ONE)
    assert outcome(rolled_back) == ("SUCCESS", "AHEAD", "0")
    assert {answer["PhysicalResourceId"] for answer in (created, updated, rolled_back)} == {
        created["PhysicalResourceId"]
    }
    assert outcome(trace.send("Update", TWO)) == ("SUCCESS", "APPLIED", "0")
    assert outcome(trace.send("Update", THREE)) == ("SUCCESS", "APPLIED", "1")
    delete(trace, created["PhysicalResourceId"])


def test_an_update_that_fails_by_itself(trace: Stage) -> None:
    trace.send("Create", ONE)
    failed = trace.send("Update", BROKEN)
    assert failed["Status"] == "FAILED"
    rolled_back = roll_back(trace, ONE)
    assert outcome(rolled_back) == ("SUCCESS", "AHEAD", "0")
    rest = ", and V3__more.sql in part" if trace.engine == "mysql" else ""
    assert rolled_back["Data"]["Response"] == (f"the database is at 2{rest}, ahead of these scripts: nothing was run")
    assert outcome(trace.send("Update", THREE)) == ("SUCCESS", "APPLIED", "1")
    assert trace.query("SELECT id FROM more") == [[3]]
    delete(trace, failed["PhysicalResourceId"])


def test_an_update_whose_first_script_fails(trace: Stage) -> None:
    trace.send("Create", ONE)
    assert trace.send("Update", ONE | {"V2__rows.sql": "INSERT INTO nowhere VALUES (1);"})["Status"] == "FAILED"
    assert outcome(roll_back(trace, ONE)) == ("SUCCESS", "APPLIED", "0")
    assert outcome(trace.send("Update", TWO)) == ("SUCCESS", "APPLIED", "1")


def test_a_script_of_mysql_that_failed_in_the_middle_goes_on_when_it_is_corrected(mysql: Stage) -> None:
    """The statement before it isn't run again, and can't be changed any more."""
    mysql.send("Create", TWO)
    for _ in range(2):
        assert mysql.send("Update", BROKEN)["Status"] == "FAILED"
        assert outcome(roll_back(mysql, TWO)) == ("SUCCESS", "AHEAD", "0")
    changed = BROKEN | {"V3__more.sql": "CREATE TABLE more (id BIGINT);\nINSERT INTO more VALUES (3);"}
    reason = mysql.send("Update", changed)["Reason"]
    assert reason.startswith("V3__more.sql was begun, up to statement 1, and edited at statement 1; restore that one")
    assert outcome(roll_back(mysql, TWO)) == ("SUCCESS", "AHEAD", "0")
    assert outcome(mysql.send("Update", THREE)) == ("SUCCESS", "APPLIED", "1")
    assert mysql.query("SELECT id FROM more") == [[3]]


def test_a_repeatable_script_comes_back_as_it_was(trace: Stage) -> None:
    view = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users"
    before, after = TWO | {"R__ids.sql": f"{view};"}, TWO | {"R__ids.sql": f"{view} WHERE id > 1;"}
    trace.send("Create", before)
    trace.send("Update", after)
    assert outcome(roll_back(trace, before)) == ("SUCCESS", "APPLIED", "1")
    assert trace.query("SELECT id FROM ids") == [[1]]
    assert outcome(trace.send("Update", after)) == ("SUCCESS", "APPLIED", "1")


def test_a_repeatable_script_that_failed_stays_as_it_was(trace: Stage) -> None:
    view = "CREATE OR REPLACE VIEW ids AS SELECT id FROM "
    before, after = TWO | {"R__ids.sql": f"{view}users;"}, TWO | {"R__ids.sql": f"{view}nowhere;"}
    trace.send("Create", before)
    assert trace.send("Update", after)["Status"] == "FAILED"
    assert outcome(roll_back(trace, before)) == ("SUCCESS", "APPLIED", "0")
    assert trace.query("SELECT id FROM ids") == [[1]]


def contradict(stage: Stage) -> None:
    """Has the history say what these scripts are not."""
    stage.query(f"UPDATE {stage.table('history')} SET checksum = 'x' WHERE script = 'V1__users.sql'")


def agree(stage: Stage) -> None:
    checksum = "(SELECT MAX(checksum) FROM (SELECT checksum FROM kept) k)"
    stage.query(f"UPDATE {stage.table('history')} SET checksum = {checksum} WHERE script = 'V1__users.sql'")


def test_what_contradicts_the_history_needs_attention_and_the_next_deploy_refuses(trace: Stage) -> None:
    trace.send("Create", ONE)
    trace.query(f"CREATE TABLE kept AS SELECT checksum FROM {trace.table('history')}")
    trace.send("Update", TWO)
    contradict(trace)
    rolled_back = roll_back(trace, ONE)
    assert outcome(rolled_back) == ("SUCCESS", "NEEDS_ATTENTION", "0")
    assert rolled_back["Data"]["Response"].startswith("needs attention before the next deploy: edited after it was app")
    assert trace.send("Update", THREE)["Reason"].startswith("edited after it was applied: V1__users.sql")
    assert outcome(roll_back(trace, ONE)) == ("SUCCESS", "NEEDS_ATTENTION", "0")
    agree(trace)
    assert outcome(trace.send("Update", THREE)) == ("SUCCESS", "APPLIED", "1")


def test_a_rollback_that_is_begun_again_is_one_still(trace: Stage) -> None:
    trace.send("Create", ONE)
    trace.send("Update", TWO)
    contradict(trace)
    before = trace.last
    for _ in range(3):
        trace.last = before
        assert outcome(roll_back(trace, ONE)) == ("SUCCESS", "NEEDS_ATTENTION", "0")


def test_a_deploy_that_contradicts_is_no_rollback(trace: Stage) -> None:
    trace.send("Create", ONE)
    trace.send("Update", TWO)
    contradict(trace)
    assert outcome(trace.send("Update", THREE))[0] == "FAILED"


def test_a_deploy_of_the_same_scripts_is_no_rollback(trace: Stage) -> None:
    """A change of another property is an update from a hash to the same one."""
    trace.send("Create", ONE)
    trace.send("Update", ONE, ServiceTimeout="900")
    contradict(trace)
    assert outcome(trace.send("Update", ONE, ServiceTimeout="1800"))[0] == "FAILED"


def test_another_stack_s_last_request_says_nothing(stage: Stage) -> None:
    stage.stacks = Refusing()
    stage.send("Create", ONE)
    stage.send("Update", TWO)
    contradict(stage)
    event = stage.event("Update", stage.layer(ONE)) | {"StackId": "another"}
    assert stage.deliver(event)["Status"] == "FAILED"


def test_a_database_that_is_gone_does_not_stop_a_rollback(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.send("Update", TWO)
    stage.faults.add(refused(lambda attempt: DataAPIError("BadRequestException", "no such cluster")), times=100)
    answer = roll_back(stage, ONE)
    assert outcome(answer) == ("SUCCESS", "NEEDS_ATTENTION", "0")
    assert answer["Data"]["Response"].endswith("BadRequestException: no such cluster")


def test_a_layer_that_is_gone_does_not_stop_a_rollback(trace: Stage) -> None:
    trace.send("Create", ONE)
    trace.send("Update", TWO)
    (trace.folder / trace.layer(ONE)).rename(trace.folder / "aside")
    if not isinstance(trace.stacks, Refusing):
        trace.stacks.status = ROLLING_BACK
    hash_of_one = trace.layer(ONE)
    (trace.folder / hash_of_one / "migrations.json").unlink()
    answer = trace.deliver(trace.event("Update", hash_of_one))
    assert outcome(answer) == ("SUCCESS", "NEEDS_ATTENTION", "0")


def test_properties_of_years_ago_do_not_stop_a_rollback(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.send("Update", TWO)
    stage.stacks.status = ROLLING_BACK
    event = stage.event("Update", stage.layer(ONE))
    del event["ResourceProperties"]["Phase"]
    answer = stage.deliver(event)
    assert outcome(answer) == ("SUCCESS", "NEEDS_ATTENTION", "0")
    assert answer["PhysicalResourceId"] == event["PhysicalResourceId"]


def test_what_needs_attention_has_the_version_of_the_database(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.send("Update", TWO)
    edited = {name: f"{text} SELECT 1;" for name, text in ONE.items()}
    stage.stacks.status = ROLLING_BACK
    answer = stage.send("Update", edited, Head="1")
    assert outcome(answer) == ("SUCCESS", "NEEDS_ATTENTION", "0")
    assert answer["Data"]["Head"] == "2"


def test_what_needs_attention_has_the_version_of_the_event_where_the_database_tells_none(stage: Stage) -> None:
    stage.send("Create", TWO)
    stage.stacks.status = ROLLING_BACK
    event = stage.event("Update", stage.layer(ONE), Head="1", Phase="rewind")
    assert stage.deliver(event)["Data"]["Head"] == "1"
    other = "mysql" if stage.engine == "postgresql" else "postgresql"
    assert stage.send("Update", ONE, Head="1", Engine=other)["Data"]["Head"] == "1"


def test_properties_without_the_newest_ones_are_as_good(trace: Stage) -> None:
    trace.send("Create", ONE)
    trace.send("Update", TWO)
    if not isinstance(trace.stacks, Refusing):
        trace.stacks.status = ROLLING_BACK
    event = trace.event("Update", trace.layer(ONE))
    for name in ("OnEdited", "OnRollback", "OnUnmanaged", "ServiceTimeout", "Head"):
        del event["ResourceProperties"][name]
    assert outcome(trace.deliver(event)) == ("SUCCESS", "AHEAD", "0")


def test_an_update_that_is_cancelled_while_the_function_works(trace: Stage) -> None:
    """The rollback is answered at once; what still works comes to its end, and is answered where nobody waits."""
    trace.send("Create", TWO)
    cancelled = trace.event("Update", trace.layer(THREE))
    context = trace.context_until(lambda call: "CREATE TABLE more" in call.sql)
    assert trace.invoke(cancelled, context) is None
    rolled_back = roll_back(trace, TWO)
    assert rolled_back["Status"] == "SUCCESS"
    assert rolled_back["Data"]["State"] == ("AHEAD" if trace.engine == "mysql" else "APPLIED")
    assert outcome(trace.deliver(trace.functions.payloads.pop())) == ("SUCCESS", "APPLIED", "1")
    assert outcome(roll_back(trace, TWO)) == ("SUCCESS", "AHEAD", "0")
    assert outcome(trace.send("Update", THREE)) == ("SUCCESS", "APPLIED", "0")


def test_a_rollback_that_cannot_work_now_needs_attention(stage: Stage) -> None:
    view = "CREATE OR REPLACE VIEW ids AS SELECT id FROM users"
    before = TWO | {"R__ids.sql": f"{view};"}
    stage.send("Create", before)
    stage.send("Update", TWO | {"R__ids.sql": f"{view} WHERE id > 1;"})
    stage.query(
        f"UPDATE {stage.table('lease')} SET owner = 'o', stack_id = 's', request_id = 'r', "
        "expires_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR, taken_at = CURRENT_TIMESTAMP"
    )
    answer = roll_back(stage, before)
    assert outcome(answer) == ("SUCCESS", "NEEDS_ATTENTION", "0")
    assert "another deploy works on this database: stack s, request r" in answer["Data"]["Response"]


def test_a_run_that_was_killed_does_not_keep_a_rollback_waiting(trace: Stage) -> None:
    trace.send("Create", TWO)

    def kill(call: Any) -> None:
        if "INSERT INTO more" in call.sql:
            raise Killed

    trace.faults.after = kill
    with pytest.raises(Killed):
        trace.invoke(trace.event("Update", trace.layer(THREE)))
    trace.faults.clear()
    before = trace.database.service.clock.now()
    assert roll_back(trace, TWO)["Status"] == "SUCCESS"
    assert trace.database.service.clock.now() == before
    trace.let_the_lease_expire()
    trace.database.service.clock.sleep(200)
    assert trace.send("Update", THREE)["Status"] == "SUCCESS"
    assert trace.query("SELECT id FROM more") == [[3]]


def test_an_update_that_makes_another_resource_and_goes_back(trace: Stage) -> None:
    """Another set is another resource: the first one is deleted when all is well, the second when it isn't."""
    first = trace.send("Create", ONE)
    other: Scripts = {"V1__other.sql": "CREATE TABLE other (id INT);"}
    second = trace.deliver(trace.event("Update", trace.layer(other, set="other"), Set="other"))
    assert second["PhysicalResourceId"] != first["PhysicalResourceId"]
    assert outcome(roll_back(trace, ONE)) == ("SUCCESS", "APPLIED", "0")
    delete(trace, second["PhysicalResourceId"])

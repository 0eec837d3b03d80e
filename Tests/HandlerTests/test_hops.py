"""Work that takes more than one invocation of the function."""

import threading
import time
from typing import Any

import pytest

from invocation import KEY, MOST_HOPS, Invocation
from layers import Scripts
from local_aws.data_api.faults import Call
from stage import STACK, Context, Denied, Event, Killed, Refusing, Stage

ONE: Scripts = {"V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY);"}
ROWS: Scripts = ONE | {"V2__rows.sql": "INSERT INTO users VALUES (1);\nINSERT INTO users VALUES (2);"}
TABLES: Scripts = {"V1__tables.sql": "".join(f"CREATE TABLE t{number} (id INT);\n" for number in range(1, 6))}


def at_hop(event: Event, hop: int) -> Event:
    return event | {KEY: {"hop": hop, "owner": "the one before", "deadline": 0}}


def test_no_statement_begins_with_less_than_a_minute(stage: Stage) -> None:
    assert stage.invoke(stage.event("Create", stage.layer(ONE)), Context(59_000)) is None
    assert stage.calls == []
    assert stage.functions.payloads[0][KEY]["hop"] == 1
    assert stage.deliver(stage.functions.payloads.pop())["Data"]["Applied"] == "1"


def test_the_next_invocation_goes_on_where_this_one_came_to(mysql: Stage) -> None:
    context = mysql.context_until(lambda call: "CREATE TABLE t2" in call.sql)
    assert mysql.invoke(mysql.event("Create", mysql.layer(TABLES)), context) is None
    assert mysql.history == [["V1__tables.sql", "RUNNING", 0]]
    answer = mysql.deliver(mysql.functions.payloads.pop())
    assert answer["Data"]["Response"] == "applied 1 script; the database is at 1"
    assert mysql.history == [["V1__tables.sql", "APPLIED", 5]]
    assert sum("CREATE TABLE t" in call.sql for call in mysql.calls) == 5


def test_every_invocation_may_do_one_statement_only(mysql: Stage) -> None:
    event = mysql.event("Create", mysql.layer(TABLES))
    answer = None
    for _ in range(MOST_HOPS):
        context = mysql.context_until(lambda call: "CREATE TABLE t" in call.sql)
        answer = mysql.invoke(event, context)
        if answer:
            break
        event = mysql.functions.payloads.pop()
    assert answer and answer["Data"]["Applied"] == "1"
    assert sum("CREATE TABLE t" in call.sql for call in mysql.calls) == 5


def test_what_an_earlier_invocation_has_applied_counts(stage: Stage) -> None:
    context = stage.context_until(lambda call: call.operation == "CommitTransaction" or "'APPLIED'" in call.sql)
    scripts = ROWS | {"V3__more.sql": "INSERT INTO users VALUES (3);"}
    assert stage.invoke(stage.event("Create", stage.layer(scripts)), context) is None
    assert stage.deliver(stage.functions.payloads.pop())["Data"]["Applied"] == "3"


def test_the_last_invocation_says_where_the_work_is(mysql: Stage) -> None:
    context = mysql.context_until(lambda call: "CREATE TABLE t2" in call.sql)
    answer = mysql.invoke(at_hop(mysql.event("Create", mysql.layer(TABLES)), MOST_HOPS), context)
    assert answer is not None
    assert answer["Reason"].startswith(
        "the function's time is up; resumable at V1__tables.sql, statement 2 of 5; deploy again, and it goes on"
    )
    assert mysql.functions.payloads == []
    assert mysql.send("Update", TABLES)["Data"]["Applied"] == "1"


def test_the_last_invocation_of_a_rollback_does_not_fail(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.stacks.status = "UPDATE_ROLLBACK_IN_PROGRESS"
    answer = stage.invoke(at_hop(stage.event("Update", stage.layer(ROWS)), MOST_HOPS), Context(59_000))
    assert answer is not None
    assert (answer["Status"], answer["Data"]["State"]) == ("SUCCESS", "NEEDS_ATTENTION")


def test_a_chain_of_invocations_ends(stage: Stage) -> None:
    event = stage.event("Create", stage.layer(ONE))
    hops = 0
    answer = stage.invoke(event, Context(59_000))
    while answer is None:
        hops += 1
        answer = stage.invoke(stage.functions.payloads.pop(), Context(59_000))
    assert hops == MOST_HOPS == 14
    assert answer["Reason"].startswith("the function's time is up; resumable at its beginning")


def test_an_invocation_that_is_refused_is_answered(stage: Stage) -> None:
    stage.functions = Refusing()
    context = stage.context_until(lambda call: "CREATE TABLE users" in call.sql)
    answer = stage.invoke(stage.event("Create", stage.layer(ROWS)), context)
    assert answer is not None
    assert "resumable at V" in answer["Reason"]
    assert stage.send("Update", ROWS)["Status"] == "SUCCESS"


def test_the_watchdog_barks_twenty_seconds_before_the_end(stage: Stage) -> None:
    invocation = Invocation.of(stage.event("Create", ""), Context(900_000), stage, stage.folder)
    assert invocation.watchdog(lambda: None).interval == 880


def test_a_call_that_does_not_end_is_left_to_the_next_invocation(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.hang("CREATE TABLE users", monkeypatch)
    event = stage.event("Create", stage.layer(ROWS))
    assert stage.invoke(event) is None
    assert [payload[KEY]["hop"] for payload in stage.functions.payloads] == [1]
    assert stage.deliver(stage.functions.payloads.pop())["Data"]["Applied"] == "2"
    assert len(stage.answers) == 1
    assert sum("CREATE TABLE users" in call.sql for call in stage.calls) == 1


@pytest.mark.parametrize("hop", [0, MOST_HOPS])
def test_a_call_that_does_not_end_is_answered_where_nobody_goes_on(
    stage: Stage, hop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if hop == 0:
        stage.functions = Refusing()
    stage.hang("CREATE TABLE users", monkeypatch)
    answer = stage.invoke(at_hop(stage.event("Create", stage.layer(ROWS)), hop))
    assert answer is not None
    why = (
        "the function could not invoke itself: AccessDenied: invoke is not allowed"
        if hop == 0
        else "the function has invoked itse"
    )
    assert answer["Reason"].startswith(f"the function's time is up, and {why}")
    assert "; resumable at V1__users.sql, statement 1 of 1; deploy again (log stream " in answer["Reason"]
    assert len(stage.answers) == 1


def test_a_hop_that_is_delivered_twice_does_its_work_once(stage: Stage) -> None:
    context = stage.context_until(lambda call: "CREATE TABLE users" in call.sql)
    assert stage.invoke(stage.event("Create", stage.layer(ROWS)), context) is None
    hop = stage.functions.payloads.pop()
    first = stage.deliver(hop)
    assert stage.deliver(hop) == first
    assert stage.query("SELECT COUNT(*) FROM users") == [[2]]


def hold(stage: Stage, request_id: str) -> None:
    """Has another invocation, for this or another request, have the lease and the fence."""
    stage.query(
        f"UPDATE {stage.table('lease')} SET owner = 'another', stack_id = '{STACK}', "
        f"request_id = '{request_id}', taken_at = CURRENT_TIMESTAMP(6), "
        "expires_at = CURRENT_TIMESTAMP(6) + INTERVAL '100' SECOND"
    )
    stage.query(f"UPDATE {stage.table('fence')} SET value = value + 1")


@pytest.mark.parametrize("hop", [0, 3])
def test_who_finds_that_another_works_on_the_request_leaves(stage: Stage, hop: int) -> None:
    stage.send("Create", ONE)
    event = stage.event("Update", stage.layer(ROWS))
    hold(stage, event["RequestId"])
    clock = stage.database.service.clock
    begun = clock.now()

    def renew() -> None:
        if begun + 29 < clock.now() < begun + 36:
            hold(stage, event["RequestId"])

    clock.watch(renew)
    assert stage.invoke(at_hop(event, hop)) is None
    assert stage.functions.payloads == []
    assert clock.now() >= begun + 30


@pytest.mark.parametrize("hop", [0, 3])
def test_who_finds_that_another_has_died_takes_over(stage: Stage, hop: int) -> None:
    stage.send("Create", ONE)
    event = stage.event("Update", stage.layer(ROWS))
    hold(stage, event["RequestId"])
    clock = stage.database.service.clock
    begun = clock.now()

    def expire() -> None:
        if clock.now() > begun + 100:
            stage.let_the_lease_expire()

    clock.watch(expire)
    answer = stage.invoke(at_hop(event, hop))
    assert answer and answer["Data"]["Applied"] == "1"


def replace(stage: Stage, request_id: str) -> None:
    """Has somebody take over before the rows are written."""

    def before(call: Call) -> None:
        if call.operation == "BeginTransaction":
            stage.faults.before = lambda call: None
            hold(stage, request_id)

    stage.faults.before = before


def test_who_is_replaced_by_another_request_waits_for_its_turn(stage: Stage) -> None:
    """Nobody else would answer."""
    stage.send("Create", ONE)
    replace(stage, "another")
    assert stage.invoke(stage.event("Update", stage.layer(ROWS))) is None
    stage.let_the_lease_expire()
    assert stage.deliver(stage.functions.payloads.pop())["Data"]["Applied"] == "1"
    assert stage.query("SELECT COUNT(*) FROM users") == [[2]]


def test_who_is_replaced_by_another_request_at_last_says_so(stage: Stage) -> None:
    stage.send("Create", ONE)
    replace(stage, "another")
    answer = stage.invoke(at_hop(stage.event("Update", stage.layer(ROWS)), MOST_HOPS))
    assert answer is not None
    assert answer["Reason"].startswith("another deploy has taken over; resumable at V2__rows.sql; deploy again")


def test_who_is_replaced_by_the_same_request_leaves_it_the_answer(stage: Stage) -> None:
    stage.send("Create", ONE)
    event = stage.event("Update", stage.layer(ROWS))
    replace(stage, event["RequestId"])
    assert stage.invoke(event) is None
    assert stage.functions.payloads == []


def test_nothing_is_begun_when_cloudformation_stops_to_wait(stage: Stage) -> None:
    late = at_hop(stage.event("Create", stage.layer(ONE)), 1)
    late[KEY]["deadline"] = time.time() + 50
    answer = stage.deliver(late)
    assert answer["Reason"].startswith("CloudFormation's time for this resource is up; resumable at its beginning")
    assert stage.calls == []


def test_all_invocations_have_one_deadline(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    context = stage.context_until(lambda call: "CREATE TABLE users" in call.sql)
    assert stage.invoke(stage.event("Create", stage.layer(ROWS), ServiceTimeout="600"), context) is None
    hop = stage.functions.payloads.pop()
    hop[KEY]["deadline"] -= 570
    answer = stage.deliver(hop)
    assert answer["Reason"].startswith("CloudFormation's time for this resource is up; resumable at")


def test_a_file_of_one_transaction_that_takes_longer_than_an_invocation_is_refused(stage: Stage) -> None:
    stage.send("Create", ONE)
    # More than one call takes.
    rows = "".join(f"INSERT INTO users VALUES ({number});\n" for number in range(60))
    event = stage.event("Update", stage.layer(ONE | {"V2__rows.sql": rows}))
    for _ in range(2):
        context = stage.context_until(lambda call: call.sql.startswith(("INSERT INTO users", "DO ")))
        answer = stage.invoke(event, context)
        if answer is None:
            event = stage.functions.payloads.pop()
    assert answer is not None
    assert answer["Reason"].startswith("V2__rows.sql takes longer than the function may work; divide it")
    assert stage.query("SELECT COUNT(*) FROM users") == [[0]]


def test_a_transaction_that_had_little_time_is_begun_again(stage: Stage) -> None:
    """Its time went by before it."""
    stage.send("Create", ONE)
    context = stage.context_until(lambda call: "borealis" in call.sql and "fence SET value" in call.sql)
    assert stage.invoke(at_hop(stage.event("Update", stage.layer(ROWS)), 1), context) is None
    assert stage.deliver(stage.functions.payloads.pop())["Data"]["Applied"] == "1"


class SlowLambda:
    """A service that is being asked while the work ends, and refuses then, or not."""

    def __init__(self, stage: Stage, *, refuses: bool) -> None:
        self.refuses = refuses
        self.payloads: list[Any] = []
        self.asked, self.worked, self.returned = threading.Event(), threading.Event(), threading.Event()
        stage.functions = self
        stage.faults.after = self.after

    def after(self, call: Call) -> None:
        if "INSERT INTO users" in call.sql:
            self.asked.wait(10)
        if call.operation == "CommitTransaction" and self.asked.is_set():
            self.worked.set()

    def invoke(self, **parameters: Any) -> None:
        self.asked.set()
        self.worked.wait(10)
        # Whoever doesn't wait for this comes to his end.
        self.returned.wait(0.5)
        if self.refuses:
            raise Denied("invoke")
        self.payloads.append(parameters)


@pytest.mark.parametrize("refuses", [False, True])
def test_who_is_being_handed_over_waits_until_that_is_done(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, *, refuses: bool
) -> None:
    """Lambda would stop the thread that invokes the function, and nobody would answer."""
    stage.send("Create", ONE)
    stage.answers.clear()
    service = SlowLambda(stage, refuses=refuses)
    monkeypatch.setattr(Invocation, "watchdog", lambda invocation, bark: threading.Timer(0, bark))
    stage.run(stage.event("Update", stage.layer(ROWS)))
    answers, payloads = list(stage.answers), list(service.payloads)
    service.returned.set()
    assert ([answer["Status"] for answer in answers], len(payloads)) == ((["SUCCESS"], 0) if refuses else ([], 1))


def test_the_watchdog_of_a_rollback_does_not_fail_it_and_remembers_that(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.send("Create", ONE)
    stage.stacks.status = "UPDATE_ROLLBACK_IN_PROGRESS"
    stage.hang("INSERT INTO users", monkeypatch)
    event = at_hop(stage.event("Update", stage.layer(ROWS)), MOST_HOPS)
    answer = stage.invoke(event)
    assert answer is not None
    assert (answer["Status"], answer["Data"]["State"]) == ("SUCCESS", "NEEDS_ATTENTION")
    stage.let_the_lease_expire()
    assert stage.invoke(event) == answer


def test_who_is_replaced_in_a_rollback_at_last_does_not_fail_it(stage: Stage) -> None:
    stage.send("Create", ONE)
    stage.stacks.status = "UPDATE_ROLLBACK_IN_PROGRESS"
    replace(stage, "another")
    event = at_hop(stage.event("Update", stage.layer(ROWS)), MOST_HOPS)
    answer = stage.invoke(event)
    assert answer is not None
    assert (answer["Status"], answer["Data"]["State"]) == ("SUCCESS", "NEEDS_ATTENTION")
    assert stage.invoke(event) == answer


def test_the_deadline_is_set_before_a_layer_is_waited_for(stage: Stage) -> None:
    event = stage.event("Create", stage.layer(ONE), ServiceTimeout="600")
    begun = time.time()
    stage.run_in(stage.folder / "another", event)
    deadline = stage.functions.payloads.pop()[KEY]["deadline"]
    assert begun + 570 <= deadline <= time.time() + 570


def killed(stage: Stage, event: Event, sql: str) -> None:
    """Delivers an event, and ends the run before one of its calls."""

    def before(call: Call) -> None:
        if sql in call.sql:
            raise Killed

    stage.faults.before = before
    with pytest.raises(Killed):
        stage.invoke(event)
    stage.faults.clear()


def test_an_event_that_is_delivered_again_has_the_deadline_of_the_first_time(stage: Stage) -> None:
    stage.send("Create", ONE)
    event = stage.event("Update", stage.layer(ROWS), ServiceTimeout="600")
    # Before it has the lease, for which it may wait long.
    killed(stage, event, f"UPDATE {stage.table('lease')}")
    stage.query(f"UPDATE {stage.table('runs')} SET started_at = started_at - INTERVAL '520' SECOND")
    answer = stage.invoke(event)
    assert answer is not None
    assert answer["Reason"].startswith("CloudFormation's time for this resource is up; resumable at V2__rows.sql")
    assert stage.query("SELECT COUNT(*) FROM users") == [[0]]

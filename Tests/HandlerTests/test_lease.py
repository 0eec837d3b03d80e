"""Who works on a database, for how long, and what one may do who no longer does."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import lease
from crashes import short_waits
from history import Failure
from layers import Given, layer
from lease import Held, Replaced
from manifest import Manifest, Script
from run import Run
from runners import prepare, replace, runner, take, told_time
from stage import Stage
from transactions import transact

JOIN_SECONDS = 30
# How long the machine may take between two statements, and no more than a renewal adds.
PATIENCE_SECONDS = 30


@pytest.fixture
def prepared(stage: Stage) -> Stage:
    prepare(stage)
    return stage


def script(stage: Stage, folder: Path) -> Script:
    (folder / "scripts").mkdir()
    layer(folder / "scripts", stage.engine, {"V1__rows.sql": Given("INSERT INTO kept VALUES (1);")})
    return Manifest.read(folder / "scripts").scripts[0]


def remaining(stage: Stage) -> int:
    """Seconds until the lease ends."""
    now, table = "CURRENT_TIMESTAMP", stage.table("lease")
    if stage.engine == "mysql":
        return int(stage.query(f"SELECT TIMESTAMPDIFF(SECOND, {now}, expires_at) FROM {table}")[0][0])
    return int(stage.query(f"SELECT EXTRACT(EPOCH FROM expires_at - {now})::int FROM {table}")[0][0])


def let_remain(stage: Stage, seconds: int) -> None:
    stage.query(f"UPDATE {stage.table('lease')} SET expires_at = CURRENT_TIMESTAMP + INTERVAL '{seconds}' SECOND")


def test_a_lease_lasts_for_two_minutes(prepared: Stage) -> None:
    take(runner(prepared, "first"))
    assert 120 - PATIENCE_SECONDS <= remaining(prepared) <= 120


def test_a_lease_is_renewed_before_a_call_when_thirty_seconds_have_passed(prepared: Stage) -> None:
    with told_time() as time:
        run = runner(prepared, "first")
        take(run)
        counts = []
        for seconds in (29, 1, 29, 1):
            time.seconds += seconds
            prepared.calls.clear()
            run.database.ask("SELECT 1")
            counts.append(len(prepared.calls))
    assert counts == [1, 2, 1, 2]


def test_a_renewed_lease_keeps_others_waiting(prepared: Stage) -> None:
    with told_time() as time:
        run = runner(prepared, "first")
        take(run)
        let_remain(prepared, PATIENCE_SECONDS)
        time.seconds += 30
        run.database.ask("SELECT 1")
    assert 120 - PATIENCE_SECONDS <= remaining(prepared) <= 120
    assert not runner(prepared, "second").lease.seize()


def test_a_lease_that_another_has_taken_is_not_renewed(prepared: Stage) -> None:
    with told_time() as time:
        run = runner(prepared, "first")
        take(run)
        replace(prepared, run)
        time.seconds += 30
        with pytest.raises(Replaced):
            run.database.ask("SELECT 1")


def test_the_wait_for_a_lease_ends_and_names_who_has_it(prepared: Stage) -> None:
    take(runner(prepared, "first"))
    prepared.query(f"UPDATE {prepared.table('lease')} SET taken_at = CURRENT_TIMESTAMP - INTERVAL '77' SECOND")
    with told_time() as time, pytest.raises(Held) as raised:
        take(runner(prepared, "second"))
    before, age, after = re.split(r"(\d+)(?= s;)", str(raised.value))
    assert before + after == (
        "another deploy works on this database: stack database/0123, request request-of-first, "
        "for  s; deploy again when it has ended"
    )
    # However long this test takes.
    assert 77 <= int(age) < 77 + 60
    assert 300 <= sum(time.sleeps) < 306
    assert all(2 <= pause <= 6 for pause in time.sleeps)
    assert len(set(time.sleeps)) > 1


def test_a_second_delivery_leaves_when_the_first_is_seen_to_live(prepared: Stage) -> None:
    take(runner(prepared, "first", RequestId="request"))
    second = runner(prepared, "second", RequestId="request")
    with told_time() as time:
        sleep = time.sleep

        def renew(seconds: float) -> None:
            sleep(seconds)
            let_remain(prepared, 115)

        time.sleep = renew  # type: ignore[method-assign]
        with pytest.raises(Replaced, match="the request is being worked on"):
            take(second)
    assert len(time.sleeps) == 1


def test_a_dead_holder_is_in_the_way_until_its_lease_ends(prepared: Stage) -> None:
    take(runner(prepared, "dead"))
    let_remain(prepared, PATIENCE_SECONDS)
    second = runner(prepared, "second")
    assert not second.lease.seize()
    prepared.let_the_lease_expire()
    take(second)
    assert second.lease.holder().owner == "second"


def test_the_next_invocation_for_a_request_takes_the_lease_over_at_once(prepared: Stage) -> None:
    take(runner(prepared, "first"))
    with told_time() as time:
        take(runner(prepared, "next", predecessor="first"))
    assert time.sleeps == []


def test_a_released_lease_is_free(prepared: Stage) -> None:
    first = runner(prepared, "first")
    take(first)
    first.lease.release()
    assert runner(prepared, "second").lease.seize()


def test_each_take_raises_the_fence(prepared: Stage) -> None:
    fences = []
    for owner in ("first", "second", "third"):
        run = runner(prepared, owner)
        take(run)
        fences.append(run.lease.fence)
        run.lease.release()
    assert fences == [1, 2, 3]


def test_who_lost_the_lease_while_he_took_it_does_not_raise_the_fence(prepared: Stage) -> None:
    late = runner(prepared, "late")
    value = late.lease.holder().fence
    assert late.lease.seize()
    successor = replace(prepared, late)
    with pytest.raises(Replaced):
        late.lease.raise_fence(value)
    assert prepared.query(f"SELECT value FROM {prepared.table('fence')}") == [[successor.lease.fence]]


def begin(run: Run, script: Script) -> None:
    run.history.begin(script, None)


def start(run: Run, script: Script) -> None:
    run.journal.start(1, 1, script.statements[0], None)


def finish(run: Run, script: Script) -> None:
    run.journal.finish(1, 1, 0)


def doubt(run: Run, script: Script) -> None:
    run.journal.doubt(1, 1)


def end(run: Run, script: Script) -> None:
    run.history.end(1, script, 0)


def fail(run: Run, script: Script) -> None:
    run.history.fail(1, script, "FAILED", 0, Failure("1", "words", None))


def remember(run: Run, script: Script) -> None:
    run.runs.write("DONE", 0)


def transact_rows(run: Run, script: Script) -> None:
    transact(run, script, lambda transaction: None, lambda: False)


@pytest.mark.parametrize("write", [begin, start, finish, doubt, end, fail, remember, transact_rows])
def test_who_was_replaced_writes_nothing(prepared: Stage, tmp_path: Path, write: Callable[[Run, Script], None]) -> None:
    given = script(prepared, tmp_path)
    run = runner(prepared, "first")
    take(run)
    successor = replace(prepared, run)
    # Of the successor there is a row and a step, which nobody else may change.
    seq = successor.history.begin(given, None)
    successor.journal.start(seq, 2, given.statements[0], None)
    before = contents(prepared)
    with pytest.raises(Replaced):
        write(run, given)
    assert contents(prepared) == before


def contents(stage: Stage) -> list[list[list[object]]]:
    return [stage.query(f"SELECT * FROM {stage.table(name)}") for name in ("history", "steps", "runs", "fence")]


def test_nobody_takes_over_before_an_open_transaction_of_the_one_before_has_ended(
    prepared: Stage, tmp_path: Path
) -> None:
    prepared.query("CREATE TABLE kept (a INT)")
    prepared.database.service.statement_seconds = 0.2
    run = runner(prepared, "first")
    take(run)
    transaction = run.database.begin()
    run.lease.lock_fence(transaction, {})
    run.database.execute("INSERT INTO kept VALUES (1)", None, transaction)
    prepared.let_the_lease_expire()
    successor = runner(prepared, "successor")
    with short_waits():
        thread = threading.Thread(target=lambda: take(successor))
        thread.start()
        thread.join(1)
        assert thread.is_alive()
        run.database.commit(transaction)
        thread.join(JOIN_SECONDS)
        assert not thread.is_alive()
    assert successor.lease.fence == run.lease.fence + 1
    assert prepared.query("SELECT a FROM kept") == [[1]]


def test_a_transaction_whose_run_died_keeps_others_out_for_three_minutes(
    prepared: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Attempts to raise the fence take real time.
    monkeypatch.setattr(lease, "FENCE_SECONDS", 20.0)
    run = runner(prepared, "first")
    take(run)
    run.lease.lock_fence(run.database.begin(), {})
    prepared.let_the_lease_expire()
    before = prepared.database.service.clock.now()
    prepared.database.service.statement_seconds = 0.3
    successor = runner(prepared, "successor")
    take(successor)
    assert successor.lease.fence == run.lease.fence + 1
    assert 160 <= prepared.database.service.clock.now() - before < 240


def test_a_lease_is_renewed_beside_the_runs_own_open_transaction(prepared: Stage) -> None:
    with told_time() as time:
        run = runner(prepared, "first")
        take(run)
        transaction = run.database.begin()
        run.lease.lock_fence(transaction, {})
        let_remain(prepared, PATIENCE_SECONDS)
        time.seconds += 30
        run.database.execute("SELECT 1", None, transaction)
        run.database.commit(transaction)
    assert 120 - PATIENCE_SECONDS <= remaining(prepared) <= 120


def test_who_waits_for_the_lease_is_not_in_the_way_of_an_index(postgresql: Stage) -> None:
    prepare(postgresql)
    postgresql.query("CREATE TABLE users (id INT)")
    run = runner(postgresql, "first")
    take(run)
    waiter = runner(postgresql, "waiter")
    with short_waits():
        thread = threading.Thread(target=lambda: take(waiter))
        thread.start()
        run.database.execute("CREATE INDEX CONCURRENTLY users_id ON users (id)", goes_on=True)
        assert thread.is_alive()
        run.lease.release()
        thread.join(JOIN_SECONDS)
        assert not thread.is_alive()
    assert waiter.lease.holder().owner == "waiter"

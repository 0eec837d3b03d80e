"""Statements of PostgreSQL that go on when their call has ended, and for longer than their script allows.

No setting ends them: statement_timeout holds for a statement that begins after it was set, and a block is one.
"""

from data_api import Database

# Of a mark: the number of the row, and the seconds that the statement may take; see probe.mark.
LIMITED = "^/[*] borealis [0-9a-f]+/(-?[0-9]{1,19})/[0-9]+ timeout=([0-9]{1,9}) [*]/"
CANCELLED = (
    "SELECT late.limits[1], pg_catalog.pg_cancel_backend(late.pid) FROM (SELECT pid, query_start, "
    f"pg_catalog.regexp_match(query, '{LIMITED}') AS limits FROM pg_catalog.pg_stat_activity WHERE state = 'active' "
    "AND datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()) AS late "
    "WHERE late.limits IS NOT NULL AND late.query_start < "
    "pg_catalog.clock_timestamp() - CAST(late.limits[2] AS BIGINT) * INTERVAL '1 second'"
)


class TookTooLong(Exception):
    """A statement was cancelled."""


def cancel(database: Database) -> list[int]:
    """Ends what takes too long by the database's clock, whichever run has begun it; gives the numbers of its rows."""
    if database.engine != "postgresql":
        return []
    numbers = [int(row[0]) for row in database.ask(CANCELLED).rows]
    for number in numbers:
        database.log.step("cancelled", row=number)
    return numbers


def words(seconds: int | None) -> str:
    return f"it took longer than its timeout of {seconds} s and was cancelled"

"""Drops all that a set has made, so that it is applied anew: for the stack of a developer, whose rows are no loss."""

import errors
from run import Run
from tables import LISTED
from transactions import OwnWork, persist, transact

# How often a list of what is left is made: what depends on others may need another round.
ROUNDS = 5
PAGE = 500


def quoted(column: str) -> str:
    """A name as MySQL's statements need it; the server writes it."""
    return f"'`', REPLACE({column}, '`', '``'), '`'"


def listed(order: int, words: str, name: str, source: str) -> str:
    return f"SELECT {order} AS turn, CONCAT({words}, {quoted(name)}) AS statement FROM information_schema.{source}"


# What there is to drop, in an order in which it can be; the triggers of a table go with it. Foreign keys go first, as
# they would hold their tables; a session in which they are not checked would outlast this run.
MYSQL = (
    "SELECT statement FROM ("
    + " UNION ALL ".join(
        [
            listed(1, "'DROP VIEW '", "table_name", "views WHERE table_schema = DATABASE()"),
            listed(1, "'DROP EVENT '", "event_name", "events WHERE event_schema = DATABASE()"),
            listed(
                1,
                "'DROP ', routine_type, ' '",
                "routine_name",
                "routines WHERE routine_schema = DATABASE() AND routine_type IN ('FUNCTION', 'PROCEDURE')",
            ),
            listed(
                2,
                f"'ALTER TABLE ', {quoted('table_name')}, ' DROP FOREIGN KEY '",
                "constraint_name",
                "table_constraints WHERE table_schema = DATABASE() AND constraint_type = 'FOREIGN KEY'",
            ),
            listed(
                3,
                "'DROP TABLE '",
                "table_name",
                "tables WHERE table_schema = DATABASE() AND table_type NOT LIKE '%VIEW' "
                f"AND table_name NOT IN ({LISTED['mysql']})",
            ),
        ]
    )
    + f") AS found ORDER BY turn, statement LIMIT {PAGE}"
)
# All objects that are in a schema of users, but those of extensions; then the schemas, but public and those that
# extensions are in. What went with another is there no longer when its turn comes.
OBJECTS = """
        FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_namespace n ON n.oid = d.refobjid
        CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) o
        WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.deptype = 'n' AND d.objsubid = 0
        AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'borealis')
        AND o.type NOT IN ('default acl', 'publication namespace')
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend e
            WHERE e.classid = d.classid AND e.objid = d.objid
            AND (e.deptype = 'e' OR (e.deptype = 'i' AND e.refobjid <> e.objid)))
        AND d.classid <> 'pg_catalog.pg_extension'::pg_catalog.regclass"""
SCHEMAS = """
        FROM pg_catalog.pg_namespace n
        WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'borealis', 'public')
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend e
            WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND e.objid = n.oid AND e.deptype = 'e')
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_depend e
            ON e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e'
            WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = n.oid)
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_extension x WHERE x.extnamespace = n.oid)"""
# What of that is another role's; what the first role of all owns has no row in pg_shdepend.
OTHERS = f"""
    SELECT CAST(found.kind || ' ' || found.identity AS TEXT), CAST(pg_catalog.pg_get_userbyid(owner.oid) AS TEXT)
    FROM (
        SELECT o.type AS kind, o.identity, d.classid, d.objid{OBJECTS}
        UNION ALL
        SELECT 'schema', pg_catalog.quote_ident(n.nspname), 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid
        {SCHEMAS}
    ) AS found
    CROSS JOIN LATERAL (SELECT COALESCE(
        (SELECT s.refobjid FROM pg_catalog.pg_shdepend s WHERE s.classid = found.classid AND s.objid = found.objid
            AND s.objsubid = 0 AND s.deptype = 'o'
            AND s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())),
        10) AS oid) AS owner
    WHERE pg_catalog.pg_get_userbyid(owner.oid) <> current_user
    ORDER BY 1 LIMIT 1"""
POSTGRESQL = f"""DO $borealis$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT CASE o.type WHEN 'statistics object' THEN 'statistics' ELSE o.type END AS kind, o.identity{OBJECTS}
        ORDER BY o.type = 'table' DESC, o.identity
    LOOP
        EXECUTE pg_catalog.format('DROP %s IF EXISTS %s CASCADE', found.kind, found.identity);
    END LOOP;
    FOR found IN
        SELECT n.nspname{SCHEMAS}
    LOOP
        EXECUTE pg_catalog.format('DROP SCHEMA %I CASCADE', found.nspname);
    END LOOP;
END $borealis$"""


class NotRebuilt(Exception):
    """What the set has made can't be told from what others have; nothing was dropped."""


def drop_all(run: Run) -> None:
    """Drops everything in the database but the function's own tables, and forgets the set.

    Raises NotRebuilt.
    """
    refuse_others(run)
    run.log.step("rebuild")
    if run.database.engine == "mysql":
        mark(run)
        drop_mysql(run)
        forget(run, [])
    else:
        forget(run, [POSTGRESQL])


def refuse_others(run: Run) -> None:
    """The database must be this set's alone, from its beginning on."""
    table, steps = run.history.table, run.journal.table
    rows = run.database.ask(f"SELECT DISTINCT set_name, state FROM {table} ORDER BY set_name, state").rows
    others = sorted({str(name) for name, _ in rows} - {run.request.set_name})
    if others:
        raise NotRebuilt(f"a rebuild would drop what the set {others[0]} has made; restore the scripts instead")
    if any(state == "BASELINE" for _, state in rows):
        raise NotRebuilt(
            "a rebuild would drop what was in the database before the first script; restore the scripts instead"
        )
    # Of a script that was marked as a whole nothing was run.
    by_hand = run.database.ask(
        f"SELECT script FROM {table} h WHERE state = 'REPAIRED' "
        f"AND NOT EXISTS (SELECT 1 FROM {steps} s WHERE s.seq = h.seq) ORDER BY seq LIMIT 1"
    ).rows
    if by_hand:
        raise NotRebuilt(
            f"a rebuild would drop what somebody has made in place of {by_hand[0][0]}; restore the scripts instead"
        )
    if run.database.engine == "postgresql":
        for name, owner in run.database.ask(OTHERS).rows:
            raise NotRebuilt(f"a rebuild would drop the {name}, which {owner} owns; restore the scripts instead")


def mark(run: Run) -> None:
    """Remembers what is about to be dropped: nothing but a rebuild may follow."""
    run.database.ask(
        f"UPDATE {run.history.table} SET state = 'REBUILDING' WHERE set_name = :set_name "
        f"AND undone = 0 AND {run.history.dialect.is_fenced}",
        {"set_name": run.request.set_name, "fence": run.lease.fence},
    )
    run.lease.check()


def forget(run: Run, first: list[str]) -> None:
    """Deletes the set's rows in one transaction; first: what is run in it before."""
    job = OwnWork("rebuild")
    history, steps = run.history.table, run.journal.table
    values = {"set_name": run.request.set_name}

    def work(transaction: str) -> None:
        for sql in first:
            run.database.execute(sql, None, transaction)
        numbers = f"(SELECT seq FROM {history} WHERE set_name = :set_name)"
        run.database.execute(f"DELETE FROM {steps} WHERE ABS(seq) IN {numbers}", values, transaction)
        run.database.execute(f"DELETE FROM {history} WHERE set_name = :set_name", values, transaction)

    persist(run, job, lambda: transact(run, job, work, lambda: not run.history.entries()))


def drop_mysql(run: Run) -> None:
    """Drops one by one, from what the catalogue lists: what a run before this one has dropped is not in it."""
    rounds = 0
    while statements := [str(row[0]) for row in run.database.ask(MYSQL).rows]:
        left = drop_each(run, statements)
        rounds += left is not None
        if left and rounds == ROUNDS:
            raise NotRebuilt(f"something is in the way of a rebuild: {errors.message(left)}") from left


def drop_each(run: Run, statements: list[str]) -> Exception | None:
    """Runs statements; gives the last error of those that failed."""
    last: Exception | None = None
    for sql in statements:
        run.budget.check()
        # Nothing else stops one that was shut out.
        run.lease.check()
        try:
            run.database.execute(sql, goes_on=True)
        except Exception as error:
            if not (errors.did_nothing(error) or errors.is_ambiguous(error)):
                raise
            run.log.step("not dropped", code=errors.database_code(error))
            last = error
    return last

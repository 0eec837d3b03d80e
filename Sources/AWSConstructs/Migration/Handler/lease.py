"""The lease of the one who works, and the fence that keeps out whoever was replaced.

Session locks mean nothing between the pooled calls of the Data API. The lease is a row that ends by the database's
clock unless it is renewed. The fence is another row: whoever takes the lease raises it, which waits for a transaction
that has locked it, and each write of one who was replaced meets a value that isn't his.
"""

import random
import time
from dataclasses import dataclass

import errors
import overdue
from data_api import Database
from dialect import DIALECTS
from request import Request

SECONDS = 120
# No call takes as long as what lies between this and the lease's end.
RENEWAL_SECONDS = 30
WAIT_SECONDS = 300
POLL_SECONDS = (2.0, 6.0)
# Between two attempts to raise the fence; an attempt waits itself.
FENCE_SECONDS = 1.0


class Held(Exception):
    """Another deploy works on the database, and didn't end in time."""


class Replaced(Exception):
    """Another run has taken over: this one must do nothing more, and say nothing."""


@dataclass(frozen=True)
class Holder:
    """Who has the lease, as the database's clock sees it."""

    owner: str | None
    stack_id: str
    request_id: str
    # In seconds, since it was taken.
    age: int
    expires_at: str
    is_live: bool
    fence: int

    @classmethod
    def of(cls, row: list[object]) -> "Holder":
        owner, stack_id, request_id, age, expires_at, is_live, fence = row
        return cls(
            owner=None if owner is None else str(owner),
            stack_id=str(stack_id or ""),
            request_id=str(request_id or ""),
            age=int(str(age or 0)),
            expires_at=str(expires_at),
            is_live=owner is not None and int(str(is_live or 0)) == 1,
            fence=int(str(fence)),
        )


class Lease:
    """The lease of one database, whatever the set.

    owner: who takes it: an invocation. predecessor: the one that it continues.
    """

    def __init__(self, database: Database, request: Request, owner: str, predecessor: str | None = None) -> None:
        self.database = database
        self.request = request
        self.owner = owner
        self.predecessor = predecessor or owner
        self.dialect = DIALECTS[database.engine]
        self.table = f"{self.dialect.prefix}lease"
        self.fence_table = f"{self.dialect.prefix}fence"
        self.fence = 0
        self.is_held = False
        self.renewed_at = 0.0
        self.is_renewing = False
        # The rows of the history whose statements this run has ended, as they took too long.
        self.cancelled: set[int] = set()

    @property
    def of_request(self) -> tuple[str, str]:
        return self.request.stack_id, self.request.request_id

    @property
    def columns(self) -> str:
        """What a Holder is made of, from the tables lease and fence."""
        lease, text = self.table, self.dialect.text
        return (
            f"{lease}.owner, {lease}.stack_id, {lease}.request_id, {self.dialect.seconds_since(f'{lease}.taken_at')}, "
            f"CAST({lease}.expires_at AS {text}), CASE WHEN {lease}.expires_at > {self.dialect.now} THEN 1 ELSE 0 END, "
            f"{self.fence_table}.value"
        )

    def holder(self) -> Holder:
        """Who has it now."""
        rows = self.database.ask(
            f"SELECT {self.columns} FROM {self.table}, {self.fence_table} "
            f"WHERE {self.table}.id = 1 AND {self.fence_table}.id = 1"
        ).rows
        return Holder.of(rows[0])

    def take(self, holder: Holder) -> None:
        """Waits until it is free, takes it, and raises the fence; holder: who had it a moment ago.

        Raises Held, with who has it; Replaced where another invocation works on the same request.
        """
        begun = time.monotonic()
        waited = 0.0
        twin: Holder | None = None
        while not self.seize():
            holder = self.holder()
            if holder.is_live and (holder.stack_id, holder.request_id) == self.of_request:
                # The same event was delivered before; that delivery answers it, if it lives.
                twin = twin or holder
                if (holder.owner, holder.expires_at) != (twin.owner, twin.expires_at):
                    raise Replaced("the request is being worked on")
            if waited >= WAIT_SECONDS or time.monotonic() - begun >= WAIT_SECONDS:
                raise Held(held(holder))
            self.database.budget.check()
            self.database.log.step("waiting for the lease", holder=holder.request_id, age=holder.age)
            pause = random.uniform(*POLL_SECONDS)
            time.sleep(pause)
            waited += pause
        self.is_held = True
        self.renewed_at = time.monotonic()
        self.database.keep_alive = self.renew_when_due
        self.raise_fence(holder.fence)

    def seize(self) -> bool:
        """Takes the lease where nobody has it, or nobody any longer."""
        return bool(
            self.database.ask(
                f"UPDATE {self.table} SET owner = :owner, stack_id = :stack_id, request_id = :request_id, "
                f"set_name = :set_name, taken_at = {self.dialect.now}, expires_at = {self.dialect.after(SECONDS)} "
                "WHERE id = 1 AND (owner IS NULL OR owner = :owner OR owner = :predecessor "
                f"OR expires_at <= {self.dialect.now})",
                {
                    "owner": self.owner,
                    "predecessor": self.predecessor,
                    "stack_id": self.request.stack_id,
                    "request_id": self.request.request_id,
                    "set_name": self.request.set_name,
                },
            ).changed
        )

    def raise_fence(self, value: int) -> None:
        """Keeps out everybody else; it waits for a transaction that has locked the fence to end.

        Raises OutOfTime when that doesn't end before the invocation does; Replaced when the lease is lost meanwhile.
        """
        while not self.raised(value):
            holder = self.holder()
            if holder.owner != self.owner:
                raise Replaced("the lease is another's")
            value = holder.fence
        self.fence = value + 1

    def raised(self, value: int) -> bool:
        while True:
            try:
                return bool(
                    self.database.ask(
                        f"UPDATE {self.fence_table} SET value = :next WHERE id = 1 AND value = :value "
                        f"AND EXISTS (SELECT 1 FROM {self.table} WHERE id = 1 AND owner = :owner)",
                        {"value": value, "next": value + 1, "owner": self.owner},
                        errors.is_refused_early,
                    ).changed
                )
            except Exception as error:
                if not (errors.is_ambiguous(error) or errors.is_contended(error)):
                    raise
                self.database.log.step("waiting for the fence", code=errors.code(error))
                self.cancel_overdue()
                self.database.budget.check()
                time.sleep(FENCE_SECONDS)

    def cancel_overdue(self) -> None:
        """Ends what holds the fence for longer than it may: whoever has begun it may wait for it no more."""
        self.cancelled.update(overdue.cancel(self.database))

    def renew_when_due(self) -> None:
        """Makes it last, before a call.

        Raises Replaced when it is another's.
        """
        if self.is_renewing or not self.is_held or time.monotonic() - self.renewed_at < RENEWAL_SECONDS:
            return
        self.is_renewing = True
        try:
            now = time.monotonic()
            renewed = self.database.ask(
                f"UPDATE {self.table} SET expires_at = {self.dialect.after(SECONDS)} WHERE id = 1 AND owner = :owner",
                {"owner": self.owner},
            )
            if not renewed.changed:
                raise Replaced("the lease is another's")
            self.renewed_at = now
        finally:
            self.is_renewing = False

    def release(self) -> None:
        """Lets others work; when that fails, the lease ends by itself."""
        self.is_held = False
        try:
            self.database.execute(
                f"UPDATE {self.table} SET owner = NULL, expires_at = NULL WHERE id = 1 AND owner = :owner",
                {"owner": self.owner},
            )
        except Exception as error:
            self.database.log.step("the lease was not released", code=errors.code(error))

    def lock_fence(self, transaction: str, settings: dict[str, str]) -> None:
        """The first statement of a transaction: nobody takes over before it ends.

        settings: of PostgreSQL, for this transaction.

        Raises Replaced when somebody has taken over.
        """
        changes = [f"pg_catalog.set_config('{name}', :{name}, true)" for name in settings]
        columns = ", ".join(["value", *changes])
        found = self.database.execute(
            f"SELECT {columns} FROM {self.fence_table} WHERE id = 1 AND value = :fence FOR UPDATE",
            {"fence": self.fence, **settings},
            transaction,
        )
        if not found.rows:
            raise Replaced("the fence is another's")

    def check(self) -> None:
        """Raises Replaced when somebody has taken over."""
        if self.holder().fence != self.fence:
            raise Replaced("the fence is another's")

    def await_transaction(self) -> None:
        """Returns when no transaction that has locked the fence is open any longer."""
        self.database.ask(f"SELECT value FROM {self.fence_table} WHERE id = 1 FOR UPDATE")


def held(holder: Holder) -> str:
    stack = holder.stack_id.split(":stack/")[-1]
    return (
        f"another deploy works on this database: stack {stack}, request {holder.request_id}, "
        f"for {holder.age} s; deploy again when it has ended"
    )

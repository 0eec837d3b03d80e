"""Where the SQL of the two engines differs."""

from dataclasses import dataclass

from request import Engine


@dataclass(frozen=True)
class Dialect:
    """One engine's words."""

    engine: Engine
    # Before the names of our own tables.
    prefix: str
    # The database's clock, which goes on within a transaction.
    now: str
    # Has a row that is read stay as it is until the statement, or its transaction, ends.
    share: str
    text: str

    def after(self, seconds: int) -> str:
        """A time from now."""
        return f"{self.now} + INTERVAL '{seconds}' SECOND"

    def before(self, milliseconds: str) -> str:
        """A time ago; milliseconds: a parameter."""
        if self.engine == "postgresql":
            return f"{self.now} - {milliseconds} * INTERVAL '1 millisecond'"
        return f"{self.now} - INTERVAL 1000 * {milliseconds} MICROSECOND"

    def seconds_since(self, column: str) -> str:
        if self.engine == "postgresql":
            return f"CAST(EXTRACT(EPOCH FROM {self.now} - {column}) AS BIGINT)"
        return f"TIMESTAMPDIFF(SECOND, {column}, {self.now})"

    @property
    def is_fenced(self) -> str:
        """A condition: nobody has taken over. It holds until the statement ends, as whoever takes over waits for it."""
        return f"EXISTS (SELECT 1 FROM {self.prefix}fence WHERE id = 1 AND value = :fence{self.share})"


DIALECTS: dict[Engine, Dialect] = {
    "mysql": Dialect("mysql", "borealis_", "UTC_TIMESTAMP(6)", " LOCK IN SHARE MODE", "CHAR"),
    "postgresql": Dialect("postgresql", "borealis.", "pg_catalog.clock_timestamp()", " FOR SHARE", "TEXT"),
}

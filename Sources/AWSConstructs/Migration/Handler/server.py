"""What the server tells of itself, in the first call of a run."""

from dataclasses import dataclass

from data_api import Database, is_transient, is_transient_at_first
from manifest import Manifest
from plan import Refused
from request import Engine
from tables import LISTED, NAMES

QUESTION: dict[Engine, str] = {
    "mysql": (
        "SELECT @@sql_mode, VERSION(), (SELECT COUNT(*) FROM information_schema.tables "
        f"WHERE table_schema = DATABASE() AND table_name IN ({LISTED['mysql']}))"
    ),
    "postgresql": (
        "SELECT current_setting('standard_conforming_strings'), current_setting('server_version'), "
        "(SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE n.nspname = 'borealis' AND c.relname IN ({LISTED['postgresql']}))"
    ),
}


@dataclass(frozen=True)
class Server:
    """The settings that the scripts depend on."""

    # sql_mode of MySQL, standard_conforming_strings of PostgreSQL.
    quotes: str
    version: str
    # Whether our own tables are there.
    is_prepared: bool

    @classmethod
    def of(cls, database: Database, *, is_new: bool) -> "Server":
        """Waits until the database answers: a paused one is the normal case at a deploy."""
        answer = database.ask(QUESTION[database.engine], None, is_transient_at_first if is_new else is_transient)
        quotes, version, count = answer.rows[0]
        return cls(str(quotes), str(version)[:64], count == len(NAMES))

    def check(self, manifest: Manifest) -> None:
        """Refuses settings with which the statements would end elsewhere."""
        refused = [mode for mode in manifest.assumes.get("sqlModeWithout", []) if mode in self.quotes.split(",")]
        if refused:
            raise Refused(f"the database's sql_mode has {', '.join(refused)}; the scripts were read without")
        if manifest.engine == "postgresql" and self.quotes != manifest.assumes["standardConformingStrings"]:
            raise Refused(f"the database's standard_conforming_strings is {self.quotes}; the scripts were read with on")

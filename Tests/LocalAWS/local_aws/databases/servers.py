"""The servers of all clusters."""

import threading
from pathlib import Path
from typing import Literal

from .mariadb import MariaDB
from .postgresql import PostgreSQL
from .server import DatabaseServer, Login

Family = Literal["mysql", "postgresql"]


def family(engine: str) -> Family:
    """Which family an engine of RDS belongs to: aurora-mysql and the like, or aurora-postgresql and the like."""
    return "postgresql" if "postgres" in engine else "mysql"


class DatabaseServers:
    """A server for each cluster, started when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers: dict[str, DatabaseServer] = {}
        self.count = 0
        self.lock = threading.Lock()

    def server(self, cluster_id: str, engine: str, master: Login, database: str | None) -> DatabaseServer:
        """The server of a cluster, with the master user's password of now.

        cluster_id: the resource ID, which no other cluster ever has.

        Raises ServerError when it can't be started.
        """
        with self.lock:
            server = self.servers.get(cluster_id)
            if server is None:
                server = self.make(engine)
                server.start(master, database)
                self.servers[cluster_id] = server
            elif server.master != master:
                server.change_password(master)
            return server

    def make(self, engine: str) -> DatabaseServer:
        kind = MariaDB if family(engine) == "mysql" else PostgreSQL
        # The cluster's own name could make the name of the socket too long.
        self.count += 1
        return kind(
            self.folder / f"{kind.__name__.lower()}-{self.count}", self.folder / f"seed-{kind.__name__.lower()}"
        )

    def drop(self, cluster_id: str) -> None:
        """Stops the server of a cluster that was deleted."""
        with self.lock:
            server = self.servers.pop(cluster_id, None)
        if server:
            server.stop()

    def stop(self) -> None:
        with self.lock:
            for server in self.servers.values():
                server.process.release()
            for server in self.servers.values():
                server.stop()
            self.servers.clear()

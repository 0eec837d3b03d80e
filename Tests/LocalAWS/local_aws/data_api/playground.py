"""A database server with the Data API over it, and quickly made empty databases: for tests that make many calls."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_aws.databases.mariadb import MariaDB
from local_aws.databases.postgresql import PostgreSQL
from local_aws.databases.server import DatabaseServer, Login
from local_aws.databases.servers import Family
from local_aws.endpoint import REGION
from local_aws.processes import LeashedProcess

from . import direct
from .clock import Clock, FakeClock
from .clusters import Cluster, OneCluster
from .service import DataAPI

CLUSTER_ARN = f"arn:aws:rds:{REGION}:123456789012:cluster:local"
SECRET_ARN = f"arn:aws:secretsmanager:{REGION}:123456789012:secret:local-AbCdEf"


@dataclass(frozen=True)
class Database:
    """One database, its Data API, and a client that calls it in this process."""

    name: str
    service: DataAPI
    client: Any

    @property
    def target(self) -> dict[str, str]:
        """What calls that begin something name."""
        return {"resourceArn": CLUSTER_ARN, "secretArn": SECRET_ARN, "database": self.name}

    def execute(self, sql: str, **more: Any) -> Any:
        return self.client.execute_statement(**self.target | more, sql=sql)


MEMORY = Path("/dev/shm")
MEMORY_BYTES = 2 * 1024**3


def memory_folder() -> Path | None:
    """Where files are in memory, unless there is little of it or TMPDIR names another place."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free >= MEMORY_BYTES else None


class Playground:
    """A server of one engine, which ends with `stop`, or with this process.

    in_memory: whether its files are, where there is room and TMPDIR says nothing else; on a busy disk, making a
    database takes thirty times as long.
    asks_passwords: whether PostgreSQL does; it connects in half the time without.

    Raises ServerError when it can't be started.
    """

    def __init__(
        self, family: Family, *, database: str | None = None, in_memory: bool = True, asks_passwords: bool = False
    ) -> None:
        self.family = family
        self.master = Login("admin" if family == "mysql" else "postgres", os.urandom(9).hex())
        self.root = Path(tempfile.mkdtemp(prefix="data-api-", dir=memory_folder() if in_memory else None))
        self.root_holder = LeashedProcess.holding(self.root)
        self.root.chmod(0o755)
        self.names = (f"database{number}" for number in itertools.count(1))
        self.server = self.start(database, asks_passwords)

    def start(self, database: str | None, asks_passwords: bool) -> DatabaseServer:
        kind = MariaDB if self.family == "mysql" else PostgreSQL
        server = kind(self.root / self.family, self.root / "seed", asks_passwords=asks_passwords)
        try:
            server.start(self.master, database)
        except BaseException:
            self.root_holder.stop()
            shutil.rmtree(self.root, ignore_errors=True)
            raise
        return server

    def service(self, database: str | None, clock: Clock | None = None) -> DataAPI:
        """The Data API over a cluster that has this database unless a call names another."""
        cluster = Cluster(CLUSTER_ARN, "cluster-LOCAL", f"aurora-{self.family}", database, self.master)
        return DataAPI(OneCluster(cluster, SECRET_ARN, self.server), clock)

    @contextmanager
    def database(self, clock: Clock | None = None) -> Iterator[Database]:
        """An empty database with a Data API of its own, for as long as the context lasts.

        clock: a fake one unless it is given.
        """
        name = next(self.names)
        self.server.create_database(name, self.master)
        service = self.service(name, clock or FakeClock())
        try:
            yield Database(name, service, direct.client(service))
        finally:
            service.stop()
            self.server.drop_database(name)

    def stop(self) -> None:
        """Ends the server and removes its folder."""
        self.server.stop()
        self.root_holder.stop()

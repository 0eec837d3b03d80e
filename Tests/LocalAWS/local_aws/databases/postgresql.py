"""Aurora PostgreSQL is played by PostgreSQL."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from .server import DatabaseServer, Login, program

ADMINISTRATOR = "rdsadmin"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "max_connections": "100",
    "dynamic_shared_memory_type": "mmap",
    "log_min_messages": "warning",
}


class PostgreSQL(DatabaseServer):
    account = "postgres"
    # An immediate shutdown, which gives the shared memory back.
    stop_signal = "SIGQUIT"

    @property
    def socket(self) -> Path:
        return self.folder / ".s.PGSQL.5432"

    def initialize(self, data: Path) -> None:
        options = ["--username", ADMINISTRATOR, "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "trust"]
        self.run([self.program("initdb"), "--pgdata", str(data), "--no-sync", *options])
        method = "scram-sha-256" if self.asks_passwords else "trust"
        rules = f"local all {ADMINISTRATOR} trust\nlocal all all {method}\n"
        (data / "pg_hba.conf").write_text(rules)

    def command(self, data: Path) -> list[str]:
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        return [self.program("postgres"), "-D", str(data), "-k", str(self.folder), *settings]

    @staticmethod
    def program(name: str) -> str:
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
        return program(name, folders[::-1], "postgresql")

    def make_master(self, login: Login, database: str | None) -> None:
        with self.connect_as_administrator() as connection:
            user = sql.Identifier(login.user)
            role = sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE PASSWORD {}")
            connection.execute(role.format(user, sql.Literal(login.password)))
        if database:
            self.create_database(database, login)

    def create_database(self, name: str, owner: Login) -> None:
        with self.connect_as_administrator() as connection:
            # Of the two strategies the one that is faster here.
            owned = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 STRATEGY file_copy")
            connection.execute(owned.format(sql.Identifier(name), sql.Identifier(owner.user)))

    def drop_database(self, name: str) -> None:
        with self.connect_as_administrator() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def change_password(self, login: Login) -> None:
        with self.connect_as_administrator() as connection:
            change = sql.SQL("ALTER ROLE {} PASSWORD {}")
            connection.execute(change.format(sql.Identifier(login.user), sql.Literal(login.password)))
        self.master = login

    def connect(self, login: Login, database: str | None, *, autocommit: bool) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.folder),
            port=5432,
            user=login.user,
            password=login.password,
            dbname=database or "postgres",
            autocommit=autocommit,
            connect_timeout=5,
        )

    def connect_as_administrator(self) -> psycopg.Connection[Any]:
        return self.connect(Login(ADMINISTRATOR, ""), None, autocommit=True)

    def cancel(self, connection: psycopg.Connection[Any]) -> None:
        connection.cancel()

    def connection_id(self, connection: psycopg.Connection[Any]) -> int:
        return connection.info.backend_pid

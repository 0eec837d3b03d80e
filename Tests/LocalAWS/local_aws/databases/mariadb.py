"""Aurora MySQL is played by MariaDB."""

import contextlib
from pathlib import Path
from typing import Any

import pymysql

from .server import DatabaseServer, Login, program

# What the master user of Aurora MySQL may do: neither SUPER nor FILE.
# Source: Amazon Aurora User Guide, "Master user account privileges", read 2026-11-21.
MASTER_PRIVILEGES = (
    "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, "
    "CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, "
    "CREATE USER, EVENT, TRIGGER"
)


class MariaDB(DatabaseServer):
    account = "mysql"
    # Nothing of the data is kept, so nothing is flushed.
    stop_signal = "SIGKILL"

    @property
    def socket(self) -> Path:
        return self.folder / "socket"

    def initialize(self, data: Path) -> None:
        self.run(
            [
                program("mariadb-install-db", [], "mariadb-server"),
                "--no-defaults",
                f"--datadir={data}",
                f"--tmpdir={self.folder}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--innodb-log-file-size=4M",
            ]
        )

    def command(self, data: Path) -> list[str]:
        return [
            program("mariadbd", [], "mariadb-server"),
            "--no-defaults",
            f"--datadir={data}",
            f"--socket={self.socket}",
            f"--pid-file={self.folder / 'pid'}",
            f"--tmpdir={self.folder}",
            "--skip-networking",
            "--skip-name-resolve",
            "--default-time-zone=+00:00",
            "--skip-log-bin",
            "--performance-schema=0",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--innodb-buffer-pool-size=16M",
            "--innodb-log-file-size=4M",
            "--key-buffer-size=1M",
        ]

    def make_master(self, login: Login, database: str | None) -> None:
        with self.connect_as_administrator() as connection, connection.cursor() as cursor:
            cursor.execute("CREATE USER %s@'%%' IDENTIFIED BY %s", (login.user, login.password))
            cursor.execute(f"GRANT {MASTER_PRIVILEGES} ON *.* TO %s@'%%' WITH GRANT OPTION", (login.user,))
        if database:
            self.create_database(database, login)

    def create_database(self, name: str, owner: Login) -> None:
        # The master user may do everything in every database.
        with self.connect_as_administrator() as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted(name)}")

    def drop_database(self, name: str) -> None:
        with self.connect_as_administrator() as connection, connection.cursor() as cursor:
            # A transaction that was left open has its tables locked.
            cursor.execute("SELECT id FROM information_schema.processlist WHERE db = %s", (name,))
            for (identifier,) in cursor.fetchall():
                # It may just have ended.
                with contextlib.suppress(pymysql.Error):
                    cursor.execute("KILL %s", (identifier,))
            cursor.execute(f"DROP DATABASE {quoted(name)}")

    def change_password(self, login: Login) -> None:
        with self.connect_as_administrator() as connection, connection.cursor() as cursor:
            cursor.execute("ALTER USER %s@'%%' IDENTIFIED BY %s", (login.user, login.password))
        self.master = login

    def connect(self, login: Login, database: str | None, *, autocommit: bool) -> "pymysql.Connection[Any]":
        return pymysql.connect(
            unix_socket=str(self.socket),
            user=login.user,
            password=login.password,
            database=database,
            charset="utf8mb4",
            autocommit=autocommit,
            connect_timeout=5,
            # Looking for certificates takes fifteen times as long as connecting does.
            ssl_disabled=True,
        )

    def connect_as_administrator(self) -> "pymysql.Connection[Any]":
        return self.connect(Login("root", ""), None, autocommit=True)

    def cancel(self, connection: "pymysql.Connection[Any]") -> None:
        with self.connect_as_administrator() as administrator, administrator.cursor() as cursor:
            cursor.execute("KILL QUERY %s", (self.connection_id(connection),))

    def connection_id(self, connection: "pymysql.Connection[Any]") -> int:
        return int(connection.thread_id())  # type: ignore[no-untyped-call]


def quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"

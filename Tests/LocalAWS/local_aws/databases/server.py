"""What the servers of both engines have in common."""

import logging
import os
import shutil
import subprocess
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_aws.processes import LeashedProcess

START_SECONDS = 30.0
# A name of a Unix socket has at most so many bytes.
SOCKET_BYTES = 107

log = logging.getLogger("local_aws.databases")


class ServerError(Exception):
    """A database server could not be made ready, with what it said."""


@dataclass(frozen=True)
class Login:
    """A user and a password; both are the cluster's master user's until the application makes others."""

    user: str
    password: str


class DatabaseServer(ABC):
    """One server of one cluster, reached through a Unix socket in its folder and in no other way.

    Its data is disposable: nothing waits for the disk, and a server that is stopped leaves nothing.

    seed: a data directory that is made there once, and copied from then on.
    asks_passwords: PostgreSQL connects in half the time without; MariaDB always asks.
    """

    # The account that it runs as when this process is root's, which servers refuse.
    account: str
    stop_signal: str

    def __init__(self, folder: Path, seed: Path, *, asks_passwords: bool = True) -> None:
        self.folder = folder
        self.seed = seed
        self.asks_passwords = asks_passwords
        self.master: Login | None = None
        if len(os.fsencode(self.socket)) > SOCKET_BYTES:
            raise ServerError(f"the name of the socket is too long: {self.socket}; choose a shorter TMPDIR")

    @property
    @abstractmethod
    def socket(self) -> Path: ...

    @abstractmethod
    def initialize(self, data: Path) -> None:
        """Makes a data directory without users of its own."""

    @abstractmethod
    def command(self, data: Path) -> list[str]: ...

    @abstractmethod
    def make_master(self, login: Login, database: str | None) -> None: ...

    @abstractmethod
    def change_password(self, login: Login) -> None: ...

    @abstractmethod
    def connect(self, login: Login, database: str | None, *, autocommit: bool) -> Any: ...

    @abstractmethod
    def connect_as_administrator(self) -> Any: ...

    @abstractmethod
    def cancel(self, connection: Any) -> None:
        """Ends the statement that a connection runs."""

    @abstractmethod
    def connection_id(self, connection: Any) -> int:
        """The number by which the server's own list of connections has it."""

    @abstractmethod
    def create_database(self, name: str, owner: Login) -> None:
        """Adds an empty database."""

    @abstractmethod
    def drop_database(self, name: str) -> None:
        """Removes a database, and ends the connections that would keep it."""

    @property
    def user(self) -> str | None:
        return self.account if os.geteuid() == 0 else None

    def start(self, login: Login, database: str | None) -> None:
        """Starts the server, with a master user and a database.

        Raises ServerError with the server's own log when it doesn't answer within 30 seconds.
        """
        begun = time.monotonic()
        self.make_folder(self.folder)
        self.require_access()
        data = self.folder / "data"
        self.run(["cp", "-a", str(self.make_seed()), str(data)])
        with (self.folder / "log").open("wb") as output:
            self.process = LeashedProcess(
                self.command(data),
                environment=self.environment,
                folder=self.folder,
                user=self.user,
                stop_signal=self.stop_signal,
                working_directory=Path("/"),
                output=output,
            )
        self.await_start(begun + START_SECONDS)
        self.make_master(login, database)
        self.master = login
        log.info("%s started in %.1f s", self.folder.name, time.monotonic() - begun)

    def stop(self) -> None:
        self.process.stop()

    def require_access(self) -> None:
        """A folder of root's own above this one would close it to the server's account."""
        test = ["test", "-w", str(self.folder)]
        if self.user and subprocess.run(test, user=self.user, group=self.user, cwd="/", check=False).returncode:
            words = f"{self.user} may not enter {self.folder}"
            shutil.rmtree(self.folder)
            raise ServerError(f"{words}; choose a TMPDIR that all may enter, such as /tmp")

    def make_folder(self, folder: Path) -> None:
        folder.mkdir()
        folder.chmod(0o755)
        if self.user:
            shutil.chown(folder, self.user, self.user)

    def make_seed(self) -> Path:
        """A data directory that is made once and copied for each cluster."""
        if not self.seed.exists():
            unfinished = self.seed.with_name(self.seed.name + "-unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            self.make_folder(unfinished)
            self.initialize(unfinished)
            unfinished.rename(self.seed)
        return self.seed

    def await_start(self, end: float) -> None:
        while True:
            try:
                self.connect_as_administrator().close()
                return
            except Exception as error:
                if self.process.has_ended or time.monotonic() > end:
                    said = (self.folder / "log").read_text(errors="replace") if self.folder.exists() else ""
                    self.process.stop()
                    raise ServerError(f"the database server didn't start: {error}\n{said[-2000:]}") from error
            time.sleep(0.02)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of who runs this, whose TMPDIR may be closed to the server's account."""
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TMPDIR": str(self.folder)}

    def run(self, command: list[str]) -> None:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd="/",
            env=self.environment,
            user=self.user,
            group=self.user,
            check=False,
        )
        if done.returncode:
            raise ServerError(f"{command[0]} failed: {(done.stdout + done.stderr)[-2000:]}")


def program(name: str, folders: list[Path], package: str) -> str:
    """Where a server's program is; Debian keeps servers out of the PATH of ordinary users.

    Raises ServerError with what to install.
    """
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", ""), "/usr/sbin"])
    found = shutil.which(name, path=path)
    if found is None:
        raise ServerError(f"there is no {name}; install {package}")
    return found

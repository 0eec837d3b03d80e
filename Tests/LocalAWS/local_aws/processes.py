"""Processes and folders that never outlive this one."""

import subprocess
import sys
from pathlib import Path
from typing import IO, Self

LEASH = Path(__file__).with_name("leash.py")


class LeashedProcess:
    """A process that is stopped, and whose folder is removed, when this object is stopped or this process ends.

    stop_signal: what asks the process to end; it is killed when it doesn't within five seconds.
    """

    def __init__(
        self,
        command: list[str],
        *,
        folder: Path | None = None,
        user: str | None = None,
        stop_signal: str = "SIGKILL",
        environment: dict[str, str] | None = None,
        working_directory: Path | None = None,
        output: IO[bytes] | int = subprocess.DEVNULL,
    ) -> None:
        options = ["--stop-signal", stop_signal]
        options += ["--user", user] if user else []
        options += ["--folder", str(folder)] if folder else []
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(LEASH), *options, "--", *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=working_directory,
            # Ctrl-C is for the one at the terminal, who then lets go of the leash.
            start_new_session=True,
        )

    @classmethod
    def holding(cls, folder: Path) -> Self:
        """Nothing but a folder that is removed at the end."""
        return cls([], folder=folder)

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def wait(self, seconds: float) -> int:
        """The exit status, as a shell gives it.

        Raises subprocess.TimeoutExpired when the process still runs.
        """
        return self.process.wait(seconds)

    def release(self) -> None:
        """Lets go of the leash; the process ends soon."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()

    def stop(self) -> None:
        """Lets go of the leash, and waits until all is gone."""
        self.release()
        self.process.wait()

"""Runs a command that ends when the one who started it does, however that happens.

Standard input is the leash: nobody writes to it, and it ends when the process that holds its other end does, be it by
kill -9. Then the command and all that it started are stopped, and its folder is removed. This file is run by its path,
with nothing but the standard library.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

GRACE_SECONDS = 5.0
# How long others may still write into a folder that is being removed.
REMOVAL_SECONDS = 30.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="leash.py")
    parser.add_argument("--user", help="the account that the command runs as")
    parser.add_argument("--stop-signal", default="SIGKILL", help="what the command is told to end with")
    parser.add_argument("--folder", help="what is removed at the end")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    command = arguments.command[1:] if arguments.command[:1] == ["--"] else arguments.command
    status = run(command, arguments.user, signal.Signals[arguments.stop_signal]) if command else hold()
    if arguments.folder:
        remove(arguments.folder)
    sys.exit(status)


def hold() -> int:
    """Waits for the end of the leash, with no command to run."""
    os.read(0, 1)
    return 0


def run(command: list[str], user: str | None, stop_signal: signal.Signals) -> int:
    """Runs a command to its end or to that of the leash, and gives its exit status as a shell does."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )

    def stop() -> None:
        hold()
        signal_group(process.pid, stop_signal)
        time.sleep(GRACE_SECONDS)
        signal_group(process.pid, signal.SIGKILL)

    threading.Thread(target=stop, daemon=True).start()
    status = process.wait()
    # What the command left behind would outlive it.
    signal_group(process.pid, signal.SIGKILL)
    return status if status >= 0 else 128 - status


def signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def remove(folder: str) -> None:
    end = time.monotonic() + REMOVAL_SECONDS
    while os.path.exists(folder) and time.monotonic() < end:
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.05)


if __name__ == "__main__":
    main()

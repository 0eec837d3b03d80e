"""What the programs for people have in common."""

import argparse
import difflib
import os
import re
import shlex
import shutil
import signal
import sys
import threading
from typing import NoReturn

from .endpoint import HOST, REGION

PORTS = range(65536)


class Parser(argparse.ArgumentParser):
    """One whose errors say how to go on."""

    def __init__(self, program: str, description: str) -> None:
        super().__init__(prog=program, description=description, allow_abbrev=False)

    def add_port(self) -> None:
        self.add_argument("--port", type=port, default=0, help="the port to listen on; any that is free by default")

    def error(self, message: str) -> NoReturn:
        options = [option for action in self._actions for option in action.option_strings]
        unknown = message.removeprefix("unrecognized arguments: ").split()[0]
        near = difflib.get_close_matches(unknown, options, 1) if message.startswith("unrecognized") else []
        fail(self.prog, message, f"did you mean {near[0]}?" if near else f"call it as {self.usage_words}")

    @property
    def usage_words(self) -> str:
        return " ".join(self.format_usage().removeprefix("usage: ").replace("[-h] ", "").split())


def port(text: str) -> int:
    """A number that a port may have; 0 stands for any that is free."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) not in PORTS:
        raise argparse.ArgumentTypeError(f"got {text!r}, expected {PORTS[0]}...{PORTS[-1]}")
    return int(text)


def fail(program: str, problem: str, fix: str) -> NoReturn:
    """program: its path from the project's folder, as people call it."""
    print(f"{program.removeprefix('scripts/')}: {problem}\n  fix: {fix}", file=sys.stderr)
    sys.exit(1)


def wake_on_signals(wake: threading.Event) -> None:
    """Has Ctrl-C, and everything else that asks a program to end, set this."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: wake.set())


def leave_surroundings() -> None:
    """Forgets the profile, the credentials and the proxies of who runs it: every call stays on this machine."""
    for name in list(os.environ):
        if name.startswith("AWS_") or name.lower().endswith("_proxy"):
            del os.environ[name]


def exports(endpoint_variable: str, endpoint: str, *, has_proxy: bool) -> list[str]:
    """What another terminal needs to call an endpoint of this machine with the AWS CLI."""
    lines = [
        f"export {endpoint_variable}={endpoint}",
        "export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_SESSION_TOKEN=",
        f"export AWS_DEFAULT_REGION={REGION}",
    ]
    if has_proxy:
        lines.append(f"export NO_PROXY={HOST}")
    installed = os.path.join(os.path.dirname(sys.executable), "aws")
    if shutil.which("aws") in (None, installed) and os.path.exists(installed):
        lines.append(f'export PATH="$PATH":{shlex.quote(os.path.dirname(installed))}')
    return lines

"""Connections of HTTP on which no answer comes, as werkzeug's server has them."""

import contextlib
import socket
from typing import Any

# No client waits longer.
WAIT_SECONDS = 900.0


def hang_up(environment: dict[str, Any]) -> None:
    """Breaks the connection of a request; what is answered then goes nowhere."""
    with contextlib.suppress(OSError):
        environment["werkzeug.socket"].shutdown(socket.SHUT_RDWR)


def await_hang_up(environment: dict[str, Any]) -> None:
    """Waits until the client has broken the connection."""
    connection = environment["werkzeug.socket"]
    with contextlib.suppress(OSError):
        connection.settimeout(WAIT_SECONDS)
        connection.recv(1, socket.MSG_PEEK)
    hang_up(environment)

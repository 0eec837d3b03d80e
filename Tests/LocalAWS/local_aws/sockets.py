"""The port that a server listens on."""

import socket

from .endpoint import HOST


class CannotListen(Exception):
    """The port is taken, or not for this user."""


def listening(port: int) -> socket.socket:
    """A socket on this port of the loopback interface, on any that is free for 0.

    Raises CannotListen.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise CannotListen(f"can't listen on port {port}: {(error.strerror or str(error)).lower()}") from error
    return listener

"""The Data API over HTTP, and nothing else of AWS."""

import logging
import socket
import threading
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from local_aws.endpoint import HOST

from .connections import await_hang_up, hang_up
from .errors import LostAnswer, MissingAnswer
from .protocol import OPERATIONS, Reply, answer, reply
from .service import DataAPI


class HTTPServer:
    """Serves one Data API on a port of the loopback interface, to everybody there.

    listener: listens on the port; it is closed here.
    """

    def __init__(self, service: DataAPI, listener: socket.socket) -> None:
        self.service = service
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        with listener:
            self.endpoint = f"http://{HOST}:{listener.getsockname()[1]}"
            # The server has a descriptor of its own for the port, and closes that.
            self.server = make_server(
                HOST,
                listener.getsockname()[1],
                self.respond,
                threaded=True,
                request_handler=KeepAlive,
                fd=listener.fileno(),
            )
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def respond(self, environment: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        status, headers, text = self.reply(environment)
        body = text.encode()
        start_response(f"{status} {HTTPStatus(status).phrase}", [*headers.items(), ("Content-Length", str(len(body)))])
        return [body]

    def reply(self, environment: dict[str, Any]) -> Reply:
        body = environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
        operation = OPERATIONS.get(environment["PATH_INFO"])
        if operation is None:
            return reply(404, {"message": f"no operation at {environment['PATH_INFO']}"}, "UnknownOperationException")
        try:
            return answer(self.service, operation, body)
        except LostAnswer:
            hang_up(environment)
        except MissingAnswer:
            await_hang_up(environment)
        return reply(500, {})

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class KeepAlive(WSGIRequestHandler):
    """Many calls on one connection, as AWS takes them."""

    protocol_version = "HTTP/1.1"

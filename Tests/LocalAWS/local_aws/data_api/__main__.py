"""The command line: python -m local_aws.data_api --postgres|--mariadb [--port N] [--database NAME]."""

import argparse
import logging
import re
import shlex
import sys
import threading
import urllib.request

from local_aws.command_line import Parser, exports, fail, leave_surroundings, wake_on_signals
from local_aws.databases.server import ServerError
from local_aws.databases.servers import Family
from local_aws.sockets import CannotListen, listening

from .clock import Clock
from .http import HTTPServer
from .playground import CLUSTER_ARN, SECRET_ARN, Playground

PROGRAM = "scripts/data-api"
# PostgreSQL cuts off what is longer.
NAME = re.compile(r"[A-Za-z0-9_]{1,63}")
# Databases of the servers' own.
TAKEN = {"information_schema", "mysql", "performance_schema", "sys", "postgres", "template0", "template1"}
ENGINES: dict[Family, str] = {"mysql": "MariaDB", "postgresql": "PostgreSQL"}


def main() -> None:
    parser = Parser(PROGRAM, "The RDS Data API on this machine, over a database server for it alone.")
    engine = parser.add_mutually_exclusive_group(required=True)
    engine.add_argument(
        "--postgres", dest="family", action="store_const", const="postgresql", help="play Aurora PostgreSQL"
    )
    engine.add_argument("--mariadb", dest="family", action="store_const", const="mysql", help="play Aurora MySQL")
    parser.add_port()
    parser.add_argument("--database", type=name, default="app", help="the database to create; app by default")
    arguments = parser.parse_args()
    serve(arguments.family, arguments.port, arguments.database)


def name(text: str) -> str:
    """A name that a new database of either engine may have."""
    if not NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(f"got {text!r}, expected 1 to 63 letters, digits and underscores")
    if text.lower() in TAKEN:
        raise argparse.ArgumentTypeError(f"got {text!r}, which is the server's own")
    return text


def serve(family: Family, port: int, database: str) -> None:
    """Runs until it is told to stop."""
    logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("local_aws").setLevel(logging.INFO)
    has_proxy = bool(urllib.request.getproxies())
    leave_surroundings()
    wake = threading.Event()
    wake_on_signals(wake)
    try:
        # Before a server is started for nothing.
        listener = listening(port)
    except CannotListen as error:
        fail(PROGRAM, str(error), "choose another --port, or leave it out")
    playground = make_playground(family, database)
    service = playground.service(database, Clock())
    server = HTTPServer(service, listener)
    print(greeting(family, server.endpoint, database, has_proxy), flush=True)
    wake.wait()
    server.stop()
    service.stop()
    playground.stop()


def make_playground(family: Family, database: str) -> Playground:
    try:
        return Playground(family, database=database, in_memory=False)
    except ServerError as error:
        problem, _, fix = str(error).rpartition("; ")
        fail(PROGRAM, problem or str(error), fix if problem else "look at what the server said")
    except OSError as error:
        fail(PROGRAM, f"there is no room for it: {error}", "make some, or choose another folder with TMPDIR")


def greeting(family: Family, endpoint: str, database: str, has_proxy: bool) -> str:
    lines = [f"The Data API is at {endpoint} until Ctrl-C, over {ENGINES[family]}. In another terminal:", ""]
    # Of all services this one alone is here.
    lines += exports("AWS_ENDPOINT_URL_RDS_DATA", endpoint, has_proxy=has_proxy)
    lines += [
        f"export CLUSTER_ARN={CLUSTER_ARN}",
        f"export SECRET_ARN={SECRET_ARN}",
        f"export DATABASE_NAME={shlex.quote(database)}",
        "",
        'aws rds-data execute-statement --resource-arn "$CLUSTER_ARN" --secret-arn "$SECRET_ARN" \\',
        "    --database \"$DATABASE_NAME\" --sql 'SELECT 1'",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()

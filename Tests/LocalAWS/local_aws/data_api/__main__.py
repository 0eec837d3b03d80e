"""The command line: python -m local_aws.data_api --postgres|--mariadb [--port N] [--database NAME]."""

import logging
import sys
import threading
import urllib.request

from local_aws.command_line import Parser, exports, fail, leave_surroundings, wake_on_signals
from local_aws.databases.server import ServerError
from local_aws.databases.servers import Family
from local_aws.sockets import CannotListen

from .clock import Clock
from .http import HTTPServer
from .playground import CLUSTER_ARN, SECRET_ARN, Playground

PROGRAM = "scripts/data-api"
ENGINES: dict[Family, str] = {"mysql": "MariaDB", "postgresql": "PostgreSQL"}


def main() -> None:
    parser = Parser(PROGRAM, "The RDS Data API on this machine, over a database server for it alone.")
    engine = parser.add_mutually_exclusive_group(required=True)
    engine.add_argument(
        "--postgres", dest="family", action="store_const", const="postgresql", help="play Aurora PostgreSQL"
    )
    engine.add_argument("--mariadb", dest="family", action="store_const", const="mysql", help="play Aurora MySQL")
    parser.add_argument("--port", type=int, default=0, help="the port to listen on; any that is free by default")
    parser.add_argument("--database", default="app", help="the database to create; app by default")
    arguments = parser.parse_args()
    serve(arguments.family, arguments.port, arguments.database)


def serve(family: Family, port: int, database: str) -> None:
    """Runs until it is told to stop."""
    logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("local_aws").setLevel(logging.INFO)
    has_proxy = bool(urllib.request.getproxies())
    leave_surroundings()
    wake = threading.Event()
    wake_on_signals(wake)
    playground = make_playground(family, database)
    service = playground.service(database, Clock())
    try:
        server = HTTPServer(service, port)
    except CannotListen as error:
        playground.stop()
        fail(PROGRAM, str(error), "choose another --port, or leave it out")
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
        f"export DATABASE_NAME={database}",
        "",
        'aws rds-data execute-statement --resource-arn "$CLUSTER_ARN" --secret-arn "$SECRET_ARN" \\',
        "    --database \"$DATABASE_NAME\" --sql 'SELECT 1'",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()

"""The command line: python -m local_aws [--port N] [--reset]."""

import logging
import os
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from .command_line import Parser, exports, fail, leave_surroundings, wake_on_signals
from .endpoint import HOST, RESET_PATH

PROGRAM = "scripts/local-aws"
RESET_SECONDS = 30.0


def main() -> None:
    parser = Parser(
        PROGRAM,
        "AWS on this machine: CloudFormation, Lambda and the RDS Data API over real databases.",
    )
    parser.add_port()
    parser.add_argument(
        "--reset",
        action="store_true",
        help="have the one that runs at AWS_ENDPOINT_URL, or at --port, forget everything",
    )
    arguments = parser.parse_args()
    if arguments.reset:
        reset(f"http://{HOST}:{arguments.port}" if arguments.port else os.environ.get("AWS_ENDPOINT_URL", ""))
    else:
        serve(arguments.port)


def serve(port: int) -> None:
    """Runs until it is told to stop, and starts anew when it is asked to reset."""
    logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("local_aws").setLevel(logging.INFO)
    has_proxy = bool(urllib.request.getproxies())
    leave_surroundings()
    # What is imported here reads the surroundings at once.
    from .functions.runner import CannotRun
    from .server import LocalAWS
    from .sockets import CannotListen

    wake = threading.Event()
    asked_to_reset = threading.Event()

    def request_reset() -> None:
        asked_to_reset.set()
        wake.set()

    wake_on_signals(wake)
    try:
        aws = LocalAWS(port, reset=request_reset)
    except CannotListen as error:
        fail(PROGRAM, str(error), "choose another --port, or leave it out")
    except CannotRun as error:
        fail(PROGRAM, str(error), "run it as root, or where users may make namespaces; functions run on Linux only")
    except OSError as error:
        fail(PROGRAM, f"there is no room for it: {error}", "make some, or choose another folder with TMPDIR")
    print(greeting(aws.endpoint, has_proxy), flush=True)
    wake.wait()
    aws.stop()
    if asked_to_reset.is_set():
        # A new process image has no state that could have been forgotten here.
        os.execv(sys.executable, [sys.executable, "-m", "local_aws", "--port", str(aws.port)])


def greeting(endpoint: str, has_proxy: bool) -> str:
    lines = [f"AWS is at {endpoint} until Ctrl-C. In another terminal:", ""]
    lines += exports("AWS_ENDPOINT_URL", endpoint, has_proxy=has_proxy)
    return "\n".join([*lines, ""])


# Proxies know nothing of this machine.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def reset(endpoint: str) -> None:
    """Has another process start anew, and waits until it has."""
    if urllib.parse.urlparse(endpoint).hostname not in (HOST, "localhost"):
        fail(
            PROGRAM,
            f"which one to reset is not known: AWS_ENDPOINT_URL is {endpoint or 'not set'}",
            "say --port N, or export AWS_ENDPOINT_URL as it was printed",
        )
    try:
        with DIRECT.open(f"{endpoint}{RESET_PATH}", data=b"", timeout=10) as response:
            before = response.read()
    except OSError as error:
        fail(PROGRAM, f"nothing to reset at {endpoint}: {error}", "start one with scripts/local-aws")
    end = time.monotonic() + RESET_SECONDS
    while time.monotonic() < end:
        time.sleep(0.1)
        try:
            with DIRECT.open(f"{endpoint}{RESET_PATH}", timeout=10) as response:
                if response.read() != before:
                    print(f"{endpoint} has forgotten everything")
                    return
        except OSError:
            # It is between its end and its beginning.
            continue
    fail(PROGRAM, f"{endpoint} didn't come back within {RESET_SECONDS:.0f} s", "look at what it prints")


if __name__ == "__main__":
    main()

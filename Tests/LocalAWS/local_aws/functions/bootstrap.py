"""Runs one invocation of a Python handler, in the place of Lambda's runtime: python bootstrap.py FOLDER.

The folder has the event; the result is written there. The code of the function and of its layers is where Lambda puts
it. This file is run by its path, with nothing but the standard library.
"""

import importlib
import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

LAYERS = Path("/opt")


class Context:
    """What Lambda tells a handler of its invocation.

    Source: AWS Lambda Developer Guide, "Using the Lambda context object to retrieve Python function information",
    read 2026-11-21.
    """

    identity = None
    client_context = None

    def __init__(self, invocation: dict[str, Any]) -> None:
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.invoked_function_arn = invocation["functionArn"]
        self.aws_request_id = invocation["requestId"]
        self._end = time.monotonic() + invocation["timeoutSeconds"]

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self._end - time.monotonic()) * 1000))


def main() -> None:
    folder = Path(sys.argv[1])
    invocation = json.loads((folder / "invocation.json").read_text())
    task = os.environ["LAMBDA_TASK_ROOT"]
    site_packages = f"python/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    sys.dont_write_bytecode = True
    # An isolated interpreter has no folder of its script in front.
    sys.path[0:0] = [task, str(LAYERS / site_packages), str(LAYERS / "python")]
    sys.path.append(invocation["runtime"])
    os.chdir(task)
    context = Context(invocation)
    try:
        outcome = call(invocation["event"], context)
        status = 0
    # A handler that calls sys.exit has failed, too.
    except BaseException as error:
        traceback.print_exc()
        outcome = json.dumps(
            {
                "errorMessage": str(error),
                "errorType": type(error).__name__,
                "requestId": context.aws_request_id,
                "stackTrace": traceback.format_tb(error.__traceback__),
            }
        )
        status = 1
    (folder / "result.json").write_text(outcome)
    sys.exit(status)


def call(event: Any, context: Context) -> str:
    module, _, function = os.environ["_HANDLER"].rpartition(".")
    return json.dumps(getattr(importlib.import_module(module.replace("/", ".")), function)(event, context))


if __name__ == "__main__":
    main()

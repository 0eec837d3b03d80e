"""A local AWS in a process of its own, for tests."""

import logging
import subprocess
import threading
from typing import Any

import boto3

from .endpoint import REGION

log = logging.getLogger("local_aws.output")


class LocalAWSProcess:
    """One that was started, and is ready.

    process: prints what scripts/local-aws prints; what comes after the endpoint is logged, so that pytest shows it
    with a test that fails.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.endpoint = self.await_endpoint()
        threading.Thread(target=self.pass_on, daemon=True).start()

    def await_endpoint(self) -> str:
        printed = []
        for line in self.process.stdout or []:
            printed.append(line.decode())
            if line.startswith(b"export AWS_ENDPOINT_URL="):
                return line.decode().split("=", 1)[1].strip()
        raise AssertionError(f"it ended before it was ready:\n{''.join(printed)}")

    def pass_on(self) -> None:
        for line in self.process.stdout or []:
            log.info("%s", line.decode(errors="replace").rstrip("\n"))

    def client(self, service: str) -> Any:
        """A client that is the account's administrator."""
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )

"""The one answer that CloudFormation waits for."""

import json
import time
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError

import errors
from logs import Log
from texts import cut, measured, plain

# Source: CloudFormation User Guide, "Custom resource response objects", read 2026-11-21.
BODY_BYTES = 4096
# Of the words; what else is in it comes from the event, or is short.
REASON_BYTES = 900
RESPONSE = "Response"
COPIED = ("StackId", "RequestId", "LogicalResourceId")
ATTEMPTS = 5
ATTEMPT_SECONDS = 5

Body = dict[str, Any]


def success(event: dict[str, Any], physical_resource_id: str, attributes: dict[str, str]) -> Body:
    """All is done; of the attributes the words are cut to what is left of the whole."""
    short = {name: value for name, value in attributes.items() if name != RESPONSE}
    answered = body(event, physical_resource_id) | {"Status": "SUCCESS", "Data": short}
    if RESPONSE not in attributes:
        return answered
    room = BODY_BYTES - len(written(answered | {"Data": {RESPONSE: ""} | short}))
    words = cut(plain(attributes[RESPONSE]), min(room, REASON_BYTES))
    return answered | {"Data": {RESPONSE: words} | short}


def failure(event: dict[str, Any], reason: str, log_stream: str) -> Body:
    """Something is not applied; the resource stays the one that it was."""
    answered = body(event, known_id(event)) | {"Status": "FAILED", "Reason": ""}
    # An event that leaves no room can't be answered rightly; who reads the log of CloudFormation gets some words.
    room = max(min(BODY_BYTES - len(written(answered)), REASON_BYTES), REASON_BYTES // 2)
    suffix = f" (log stream {log_stream})"
    return answered | {"Reason": cut(plain(reason), room - measured(suffix)) + suffix}


def known_id(event: dict[str, Any]) -> str:
    """The resource's ID; one that was never made needs an ID all the same, for the Delete that follows."""
    return event.get("PhysicalResourceId") or f"{event.get('LogicalResourceId')}/{event.get('RequestId')}"


def body(event: dict[str, Any], physical_resource_id: str) -> Body:
    copied = {name: event.get(name, "") for name in COPIED}
    return copied | {"PhysicalResourceId": physical_resource_id}


def words(error: Exception) -> str:
    """An error in words: those of the service that it came from, else its own."""
    if hasattr(error, "response"):
        return f"{errors.code(error)}: {errors.message(error)}"
    text = str(error)
    return text if " " in text else f"{type(error).__name__}: {text}"


def written(answer: Body) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode(errors="replace")


def put(url: str, answer: Body, log: Log) -> None:
    """Sends the answer until it has arrived.

    When nobody takes it this raises, and Lambda delivers the event again. An answer that is refused is no longer
    waited for.
    """
    data = written(answer)
    for attempt in range(ATTEMPTS):
        status = sent(url, data, log)
        if isinstance(status, int) and status < 500:
            return
        if attempt + 1 < ATTEMPTS:
            time.sleep(2**attempt)
    raise ConnectionError("the answer could not be sent")


def sent(url: str, data: bytes, log: Log) -> int | str:
    """The status of one attempt, or the name of what kept it from being one."""
    try:
        # The presigned URL is for a request without a content type.
        request = urllib.request.Request(url, data=data, method="PUT", headers={"Content-Type": ""})
        with urllib.request.urlopen(request, timeout=ATTEMPT_SECONDS):
            return 200
    except (OSError, HTTPException, ValueError) as error:
        # An HTTPError's text is its status; that of another may hold the URL, which is a secret.
        status = error.code if isinstance(error, HTTPError) else type(error).__name__
        log.step("the answer was not accepted", status=status)
        return status

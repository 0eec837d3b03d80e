"""The one answer that CloudFormation waits for."""

import json
import time
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError

# Source: CloudFormation User Guide, "Custom resource response objects", read 2026-11-21.
BODY_BYTES = 4096
# Of the words; what else is in it comes from the event, or is short.
REASON_BYTES = 900
RESPONSE = "Response"
ATTEMPTS = 5
ATTEMPT_SECONDS = 5

Body = dict[str, Any]


def success(event: dict[str, Any], physical_resource_id: str, attributes: dict[str, str]) -> Body:
    """All is applied."""
    answered = body(event, physical_resource_id) | {"Status": "SUCCESS", "Data": {}}
    # What is left of the whole for words, when the short attributes are in it.
    short = {name: value for name, value in attributes.items() if name != RESPONSE}
    room = BODY_BYTES - len(written(answered | {"Data": short | {RESPONSE: ""}}))
    given = {RESPONSE: cut(plain(attributes[RESPONSE]), min(room, REASON_BYTES))} if RESPONSE in attributes else {}
    return answered | {"Data": given | short}


def failure(event: dict[str, Any], reason: str, log_stream: str) -> Body:
    """Something is not applied; the resource stays the one that it was."""
    # A resource that was never made needs an ID all the same, for the Delete that follows.
    physical_resource_id = event.get("PhysicalResourceId") or f"{event['LogicalResourceId']}/{event['RequestId']}"
    suffix = f" (log stream {log_stream})"
    reason = cut(plain(reason), REASON_BYTES - len(suffix.encode())) + suffix
    return body(event, physical_resource_id) | {"Status": "FAILED", "Reason": reason}


def body(event: dict[str, Any], physical_resource_id: str) -> Body:
    copied = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    return copied | {"PhysicalResourceId": physical_resource_id}


def words(error: Exception) -> str:
    """An error in words; the class tells what a bare KeyError means."""
    text = str(error)
    return text if " " in text else f"{type(error).__name__}: {text}"


def written(answer: Body) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()


def plain(text: str) -> str:
    """A text that JSON doesn't make six times as long, and that UTF-8 has bytes for."""
    return "".join(character if character.isprintable() else " " for character in text)


def cut(text: str, size: int) -> str:
    """A text of at most so many bytes in UTF-8."""
    encoded = text.encode()
    if len(encoded) <= size:
        return text
    return encoded[: size - 3].decode(errors="ignore") + "…"


def put(url: str, answer: Body) -> None:
    """Sends the answer until it has arrived.

    When nobody takes it this raises, and Lambda delivers the event again. An answer that is refused is no longer
    waited for.
    """
    data = written(answer)
    # The presigned URL is for a request without a content type.
    request = urllib.request.Request(url, data=data, method="PUT", headers={"Content-Type": ""})
    for attempt in range(ATTEMPTS):
        try:
            with urllib.request.urlopen(request, timeout=ATTEMPT_SECONDS):
                return
        except (OSError, HTTPException) as error:
            # An HTTPError's text is its status; that of another may hold the URL, which is a secret.
            status = error.code if isinstance(error, HTTPError) else type(error).__name__
            print(json.dumps({"step": "the answer was not accepted", "status": status}), flush=True)
            if isinstance(error, HTTPError) and error.code < 500:
                return
        if attempt + 1 < ATTEMPTS:
            time.sleep(2**attempt)
    raise ConnectionError("the answer could not be sent")

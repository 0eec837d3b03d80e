"""What the function tells CloudWatch: a line of JSON for each step, and metrics.

No statement, no value of a row and no secret is ever in it: a database's own words may quote them, so that of an error
only its code is told.
"""

import json
import time
from dataclasses import dataclass, field
from typing import Any, Self

NAMESPACE = "Borealis"
UNKNOWN = "unknown"

Field = str | int | float | bool | None


@dataclass(frozen=True)
class Log:
    """The log of one request."""

    set_name: str
    database: str
    request_id: str
    # When the work began, in seconds.
    begun: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, event: Any) -> Self:
        """The log of an event of CloudFormation, whatever is in that."""
        found = event if isinstance(event, dict) else {}
        properties = found.get("ResourceProperties")
        given = properties if isinstance(properties, dict) else {}
        names = (given.get("Set"), given.get("DatabaseName"), found.get("RequestId"))
        set_name, database, request_id = (name if isinstance(name, str) else "" for name in names)
        return cls(set_name, database, request_id)

    def step(self, step: str, **fields: Field) -> None:
        """Tells one step: {"step": "applied", "set": "main", …}; what is None is left out."""
        always: dict[str, Field] = {"step": step, "set": self.set_name, "request": self.request_id}
        known = {name: value for name, value in fields.items() if value is not None}
        print(json.dumps(always | known), flush=True)

    def metrics(self, applied: int, failures: int) -> None:
        """Counts a request, in the embedded metric format: Applied, Duration in milliseconds, Failures.

        A dimension without a value would be refused.

        Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format", read 2026-11-21.
        """
        metrics = [
            {"Name": "Applied", "Unit": "Count"},
            {"Name": "Duration", "Unit": "Milliseconds"},
            {"Name": "Failures", "Unit": "Count"},
        ]
        directive = {"Namespace": NAMESPACE, "Dimensions": [["Database", "Set"]], "Metrics": metrics}
        line = {
            "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
            "Database": self.database or UNKNOWN,
            "Set": self.set_name or UNKNOWN,
            "Applied": applied,
            "Duration": round(1000 * (time.monotonic() - self.begun)),
            "Failures": failures,
        }
        print(json.dumps(line), flush=True)

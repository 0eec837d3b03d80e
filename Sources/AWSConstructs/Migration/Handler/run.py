"""What a run works with."""

from collections.abc import Callable
from dataclasses import dataclass, field

from budget import Budget
from data_api import Database
from history import History
from journal import Journal
from lease import Lease
from logs import Log
from progress import Progress
from request import Request
from runs import Runs


@dataclass(frozen=True)
class Run:
    """One invocation's work on one set; hop: how many invocations came before it for the same request."""

    request: Request
    database: Database
    lease: Lease
    history: History
    journal: Journal
    runs: Runs
    budget: Budget
    log: Log
    hop: int
    # Whether CloudFormation says that it takes the stack back, asked where that matters.
    is_rolling_back: Callable[[], bool]
    progress: Progress = field(default_factory=Progress)

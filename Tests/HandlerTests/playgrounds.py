"""The database servers of the tests, one for each engine."""

from contextlib import ExitStack

from local_aws.data_api.playground import Playground
from local_aws.databases.servers import Family


class Playgrounds:
    """The servers, started when they are first needed."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.made: dict[Family, Playground] = {}

    def of(self, engine: Family) -> Playground:
        if engine not in self.made:
            self.made[engine] = Playground(engine)
            self.stack.callback(self.made[engine].stop)
        return self.made[engine]

"""Where the work is, for who has to tell of it when a call doesn't end."""

from dataclasses import dataclass


@dataclass
class Progress:
    """The statement that is being run; statement counts from 1, and is 0 before the first."""

    script: str = ""
    statement: int = 0
    statements: int = 0

    def begin(self, script: str, statements: int) -> None:
        self.script, self.statement, self.statements = script, 0, statements

    def __str__(self) -> str:
        if not self.script:
            return "its beginning"
        if not self.statement:
            return self.script
        return f"{self.script}, statement {self.statement} of {self.statements}"

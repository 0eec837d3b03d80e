"""How a request, a template or a resource fails."""


class APIError(Exception):
    """A request that is refused: the code and the words that its caller sees."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class ValidationError(APIError):
    """A request or a template that is wrong."""

    def __init__(self, message: str) -> None:
        super().__init__("ValidationError", message)


class TemplateError(Exception):
    """A template that is wrong, or a value in it that can't be found."""


class ResourceError(Exception):
    """A resource that could not be made, changed or deleted, with the reason that its event gives."""

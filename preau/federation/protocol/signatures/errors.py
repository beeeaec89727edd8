from preau.kernel.errors import PreauError


class BadSignature(PreauError):
    """The request is not proved to be from whom it says: one line, that its sender's administrator understands."""

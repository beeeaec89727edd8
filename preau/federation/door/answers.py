from __future__ import annotations

from dataclasses import dataclass

from preau.kernel.errors import PreauError

REASONS = {
    202: "Accepted",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    413: "Content Too Large",
    429: "Too Many Requests",
    503: "Service Unavailable",
}


@dataclass(frozen=True)
class Answer:
    """`reason`: one line, for the administrator of the other server. `retry_after`: seconds, where it is worth it."""

    status: int
    reason: str = ""
    retry_after: int = 0

    @property
    def line(self) -> str:
        return f"{self.status} {REASONS[self.status]}"

    @property
    def body(self) -> bytes:
        return f"{self.reason}\n".encode() if self.reason else b""

    def headers(self) -> list[tuple[str, str]]:
        made = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(self.body)))]
        return [*made, ("Retry-After", str(self.retry_after))] if self.retry_after else made


class Refused(PreauError):
    """The request ends here, with `answer`."""

    def __init__(self, status: int, reason: str, *, retry_after: int = 0) -> None:
        super().__init__(reason)
        self.answer = Answer(status, reason, retry_after)

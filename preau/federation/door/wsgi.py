from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections

from preau.federation.protocol.signatures import Request
from preau.institutions.models import Domain

from .answers import Answer, Refused
from .facts import domain_at
from .group import Group
from .judging import Judge
from .keeping import Arrival, keep_arrivals
from .patience import Deadline, Patience
from .reading import Bodies

StartResponse = Callable[..., Any]
Environ = dict[str, Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

logger = logging.getLogger(__name__)

INBOX = re.compile(r"/ap/(?:inbox|actor/inbox|actors/([1-9][0-9]{0,17})/inbox)")
MAX_BODY = 1_000_000  # as Mastodon's
SECONDS = 0.85  # for all that is waited for, so that the answer comes within a second
KINDS = frozenset({"application/activity+json", "application/ld+json", "application/json"})


def inbox_door(application: Application) -> Application:
    """`application`, with POST to the inboxes answered in front of it."""
    door = InboxDoor()

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST" or not (found := INBOX.fullmatch(environ["PATH_INFO"])):
            return application(environ, start_response)
        made = door.answer(environ, int(found[1]) if found[1] else None)
        start_response(made.line, made.headers())
        return (made.body,)

    return answer


class InboxDoor:
    """What all requests of this process share."""

    def __init__(self) -> None:
        half = max(1, settings.SERVER_THREADS // 2)  # of the threads may wait for others
        self.patience = Patience(half)
        self.bodies = Bodies(half)
        self.judge = Judge(self.patience)
        self.group: Group[Arrival] = Group(keep_arrivals)

    def answer(self, environ: Environ, page_id: int | None) -> Answer:
        """The answer to one POST, whatever it holds."""
        _drop_broken_connections()
        try:
            return self._answer(environ, page_id, Deadline(SECONDS))
        except Refused as refused:
            return refused.answer
        except DatabaseError:
            logger.exception("an activity could not be kept")
            return Answer(503, "not kept, for now: come back", retry_after=60)
        finally:
            _drop_broken_connections()

    def _answer(self, environ: Environ, page_id: int | None, deadline: Deadline) -> Answer:
        domain, request = _request(environ)
        claim = self.judge.hear(request)
        body = self.bodies.read(environ["wsgi.input"], _size(environ))
        if len(body) > MAX_BODY:
            raise Refused(413, f"more than {MAX_BODY} bytes")
        arrival = self.judge.prove(claim, body, domain, page_id, deadline)
        if arrival is not None:
            self.group.keep(arrival)
        return Answer(202)


def _drop_broken_connections() -> None:
    """What Django does around each of its own requests."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:  # which only the transaction around a test can be
            connection.close_if_unusable_or_obsolete()


def _request(environ: Environ) -> tuple[Domain, Request]:
    """The domain that is called, and the request without its body, whose address is made of that domain's."""
    found = domain_at(environ.get("HTTP_HOST", "").lower())
    if found is None:
        raise Refused(400, "no server of this name lives here")
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind not in KINDS:
        raise Refused(400, "the content type must be application/activity+json")
    headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    if headers.get("content-encoding", "identity") != "identity":
        raise Refused(400, "the body must not be compressed")
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    headers["content-length"] = environ.get("CONTENT_LENGTH", "")
    query = environ.get("QUERY_STRING", "")
    url = f"{found[1]}{environ['PATH_INFO']}{'?' if query else ''}{query}"
    return found[0], Request("POST", url, headers)


def _size(environ: Environ) -> int:
    """How many bytes to read: what is announced, else one more than is allowed."""
    announced = environ.get("CONTENT_LENGTH") or ""
    if not announced:
        if environ.get("wsgi.input_terminated"):
            return MAX_BODY + 1
        raise Refused(400, "the length of the body must be said")
    if not announced.isascii() or not announced.isdigit():
        raise Refused(400, "the length of the body is no number")
    if len(announced) > 9 or int(announced) > MAX_BODY:
        raise Refused(413, f"more than {MAX_BODY} bytes")
    return int(announced)

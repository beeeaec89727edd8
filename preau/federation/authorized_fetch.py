"""Documents for those alone who say who they are (PREAU_AUTHORIZED_FETCH): what a blocked server asks for is refused.

A WSGI application in front of everything that may hold a document, its memory too. Pages for people stay open to all,
and so does what others need to check our own signatures: the domain's actor, WebFinger, NodeInfo.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import connection

from .door.answers import Answer, Refused
from .door.facts import domain_at
from .door.judging import Judge
from .door.patience import Deadline, Patience
from .negotiation import wanted
from .protocol.signatures import Request

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

GUARDED = re.compile(r"/ap/(?!actor(?:/|$))(?!(?:actors|posts)/\d+/page$)", re.ASCII)
SECONDS = 0.85  # for a key that is not known yet


def authorized_fetch(application: Application) -> Application:
    """`application`, its documents guarded where this installation asks for it."""
    if not settings.AUTHORIZED_FETCH:
        return application
    judge = Judge(Patience(max(1, settings.SERVER_THREADS // 4)))

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        refused = _refusal(judge, environ) if _is_guarded(environ) else None
        if refused is None:
            return application(environ, start_response)
        start_response(refused.line, refused.headers())
        return () if environ["REQUEST_METHOD"] == "HEAD" else (refused.body,)

    return answer


def _is_guarded(environ: Environ) -> bool:
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return False
    return GUARDED.match(wanted(environ["PATH_INFO"], environ.get("HTTP_ACCEPT", ""))) is not None


def _refusal(judge: Judge, environ: Environ) -> Answer | None:
    """Why whoever asks gets nothing, if so."""
    if not connection.in_atomic_block:  # a transaction under way is its owner's
        connection.close_if_unusable_or_obsolete()
    try:
        judge.prove_reader(_request(environ), Deadline(SECONDS))
    except Refused as refused:
        return refused.answer
    return None


def _request(environ: Environ) -> Request:
    """The request as it was signed: its address is made of the domain's."""
    found = domain_at(environ.get("HTTP_HOST", "").lower())
    if found is None:
        raise Refused(400, "no server of this name lives here")
    headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    query = environ.get("QUERY_STRING", "")
    return Request("GET", f"{found[1]}{environ['PATH_INFO']}{'?' if query else ''}{query}", headers)

"""The door of the site: a WSGI application in front of Django that answers public pages from memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from .memory import MEMORY, Answer, Flight, Headers, Memory, answer

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

# Only these may be remembered. All else (the desk, accounts, subscriptions, files) goes straight to Django.
PUBLIC = re.compile(
    r"/(?:en/?)?$|/(?:en/)?(?:@|mots/|mots-clics/|comptes-officiels|a-propos|hors-ligne|netiquette|transparence)"
    r"|/(?:sitemap|robots\.txt|manifest\.)|/(?:ap|nodeinfo|\.well-known)/"
)
# What stands there depends on the Accept header (preau.federation.negotiation).
NEGOTIATED = re.compile(r"/(?:en/)?@|/ap/")
WEBFINGER = "/.well-known/webfinger"
# Parameters that a public page reads, and how much of each. Any other (fbclid, utm_source…) changes nothing.
PARAMETERS = {"q": 100, "avant": 40, "page": 6, "a": 18}
RESOURCE = {"resource": 501}  # one more character than is understood: a longer one is refused, not cut
LONGEST_PATH = 300  # bytes of the longest address that is kept: ours are shorter, made-up ones must not fill the memory
WAIT = 20.0  # seconds that a request waits for another one's rendering before it makes its own
TRIES = 3  # renderings that a request waits for, when each is outdated before it ends
KEPT_STATUSES = frozenset({"200", "301", "410"})
# Set here, or not for a page that is the same for everybody.
PERSONAL = frozenset({"HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_LANGUAGE"})
DROPPED_HEADERS = frozenset({"set-cookie", "vary", "etag", "content-length"})


def canonical_query(query: str, parameters: Mapping[str, int] = PARAMETERS) -> str:
    """The part of a query string that a public page may read: `parameters`, with how much of each.

    >>> canonical_query("fbclid=abc&q=saules&debug=1")
    'q=saules'
    """
    if not query:
        return ""
    pairs = parse_qsl(query[:2000], max_num_fields=None)
    kept = {name: value[: parameters[name]] for name, value in pairs if name in parameters and value}
    return urlencode(sorted(kept.items()))


class PublicCache:
    """`application` (Django), with public pages kept in `memory`.

    `look()` is called before each answer: it drops what other processes changed. `is_known(host, port)` says whether
    answers are kept for a Host header: a made-up one gets its answer, and takes no room. `always` are headers that
    Django adds only to some requests (HSTS) and that every kept answer must carry.
    """

    def __init__(
        self,
        application: Application,
        *,
        look: Callable[[], None],
        is_known: Callable[[str, str], bool],
        memory: Memory = MEMORY,
        always: Headers | None = None,
    ) -> None:
        self.application = application
        self.look = look
        self.is_known = is_known
        self.memory = memory
        self.always = always or []
        self._hosts: dict[str, bool] = {}

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not PUBLIC.match(environ["PATH_INFO"]):
            return self.application(environ, start_response)
        host, path, query = environ.get("HTTP_HOST", "").lower(), environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        is_asked = path == WEBFINGER  # what it answers is its query's: that is part of the key
        if query:
            query = environ["QUERY_STRING"] = canonical_query(query, RESOURCE if is_asked else PARAMETERS)
        self.look()
        place = f"{path}?{query}" if query else path
        if (query and not is_asked) or len(place) > LONGEST_PATH or not self._is_known(host, environ):
            return self._answer(environ, start_response)
        key = host + place
        found = self.memory.get(key)
        if found is None:
            return self._render_once(key, environ, start_response)
        return send(found, environ, start_response)

    def _is_known(self, host: str, environ: dict[str, Any]) -> bool:
        known = self._hosts.get(host)
        if known is None:
            known = self.is_known(host, environ.get("SERVER_PORT", ""))
            if known:  # so that made-up hosts take no room here either
                self._hosts[host] = True
        return known

    def _render_once(self, key: str, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """One rendering for all who ask at once."""
        for _ in range(TRIES):
            flight, is_mine = self.memory.board(key)
            if is_mine:
                return self._render(key, flight, environ, start_response)
            flight.done.wait(WAIT)
            found = self.memory.get(key)
            if found is not None:
                return send(found, environ, start_response)
            if not flight.is_outdated:
                break  # not an answer that is kept (a 404, say): nothing to wait for
        return self._answer(environ, start_response)

    def _render(
        self, key: str, flight: Flight, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        made: Answer | None = None
        try:
            made, passed_on = self._ask_django(environ, start_response)
        finally:
            self.memory.land(key, flight, made)
        return passed_on if made is None else send(made, environ, start_response)

    def _answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        made, passed_on = self._ask_django(environ, start_response)
        return passed_on if made is None else send(made, environ, start_response)

    def _ask_django(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> tuple[Answer | None, Iterable[bytes]]:
        """An answer that may be kept; or none, and Django's own to pass on as it is.

        The view says which by `response.public_tags` (ui.remember). Nobody's cookie reaches it.
        """
        begun: list[Any] = []
        inner = {name: value for name, value in environ.items() if name not in PERSONAL}
        inner["REQUEST_METHOD"] = "GET"
        response: Any = self.application(inner, lambda *given: begun.extend(given))
        status, headers = begun[0], begun[1]
        tags = getattr(response, "public_tags", None)
        if tags is None or status[:3] not in KEPT_STATUSES:
            start_response(status, headers)
            return None, response if environ["REQUEST_METHOD"] == "GET" else _emptied(response)
        body = b"".join(response)
        response.close()
        vary = "Accept, Accept-Encoding" if NEGOTIATED.match(environ["PATH_INFO"]) else "Accept-Encoding"
        kept = self._kept(headers)
        return answer(status, kept, body, tags=tags, lifetime=response.public_lifetime, vary=vary), ()

    def _kept(self, headers: Headers) -> Headers:
        kept = [(name, value) for name, value in headers if name.lower() not in DROPPED_HEADERS]
        present = {name.lower() for name, _ in kept}
        return kept + [(name, value) for name, value in self.always if name.lower() not in present]


def _emptied(response: Any) -> Iterable[bytes]:
    """The answer to HEAD: headers only."""
    response.close()
    return ()


def send(found: Answer, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request from memory: 304 if the reader has it, else compressed where that is understood."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and _matches(known, found.etag):
        start_response("304 Not Modified", found.unchanged_headers)
        return ()
    if found.squeezed is not None and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        start_response(found.status, found.squeezed_headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (found.squeezed,)
    start_response(found.status, found.plain_headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (found.plain,)


def _matches(known: str, etag: str) -> bool:
    """Weak comparison (RFC 9110, 13.1.2): ours is hexadecimal, so being contained is being listed."""
    return etag[2:] in known or known.strip() == "*"

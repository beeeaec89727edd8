"""Which signatures are enough: what they must cover, and when they must have been made."""

from __future__ import annotations

import datetime as dt

from .claim import Claim
from .digest import check_content_digest, check_digest
from .errors import BadSignature

# Clocks of small servers drift, and a request may wait in a queue after it was signed; Mastodon allows as much. What is
# heard twice within that hour is known by its id.
WINDOW = dt.timedelta(hours=1)


def check(claim: Claim, *, now: dt.datetime) -> None:
    """Raises BadSignature unless `claim` covers all that matters of its request and is of this hour.

    What matters: the method, the path, the host (else the request could be sent on to another server), the time, and
    for a request with a body its digest, which must be right.
    """
    _check_covered(claim)
    _check_time(claim, now)
    body = claim.request.body
    if body or claim.request.method != "GET":
        name = "digest" if claim.how == "cavage" else "content-digest"
        if name not in claim.covered or name not in claim.request.headers:
            raise BadSignature(f"the header {name!r} must be there, and signed")
        (check_digest if claim.how == "cavage" else check_content_digest)(claim.request.headers[name], body)


def _check_covered(claim: Claim) -> None:
    covered = claim.covered
    if claim.how == "cavage":
        missing = {"(request-target)", "host"} - covered
    elif "@target-uri" in covered or ("@authority" in covered and covered & {"@path", "@request-target"}):
        missing = {"@method"} - covered
    else:
        missing = {"@target-uri"}
    if missing:
        raise BadSignature(f"not signed: {', '.join(sorted(missing))}")


def _check_time(claim: Claim, now: dt.datetime) -> None:
    if claim.signed_at is None:
        raise BadSignature("when it was signed must be said, and signed")
    if abs(now - claim.signed_at) > WINDOW:
        raise BadSignature("signed more than an hour ago, or ahead")
    if claim.expires_at is not None and now > claim.expires_at + WINDOW:
        raise BadSignature("the signature has expired")

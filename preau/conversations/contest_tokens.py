"""The signed link by which whoever wrote something contests what was decided about it: nothing else opens it."""

from __future__ import annotations

from django.core import signing

SALT = "preau.conversations.contest"


def contest_token(kind: str, pk: int) -> str:
    """`kind`: "removal" or "block"."""
    return signing.Signer(salt=SALT).sign(f"{kind[0]}{pk}").replace(":", ".")


def read_contest_token(token: str) -> tuple[str, int] | None:
    """(kind, id); None for a token that is not ours. It never expires: the decision stands until it is reversed."""
    try:
        said = signing.Signer(salt=SALT).unsign(token.replace(".", ":"))
        return {"r": "removal", "b": "block"}[said[0]], int(said[1:])
    except (signing.BadSignature, KeyError, IndexError, ValueError):
        return None

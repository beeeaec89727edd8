"""What each verb of the journal is called on screen. A test holds this complete against the code."""

from __future__ import annotations

from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {}


def label(verb: str) -> str:
    return str(VERBS.get(verb, verb))

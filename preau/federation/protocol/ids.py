"""Ids of things on other servers: addresses that are written in one way only.

An id is compared letter by letter, its host decides who may speak for it, and its address is called. So nothing is let
in that two programs could understand differently: other schemes, names and passwords, upper case or non-ASCII hosts
(theirs is written "xn--…"), backslashes, dots that climb, characters that must be written "%…".
"""

from __future__ import annotations

import re

from preau.kernel.errors import PreauError

LONGEST = 500
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)*[a-z0-9](?:[a-z0-9-]{0,62})|\[[0-9a-f:.]+\]"
_CHARACTERS = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}"
_ID = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{_HOST})(?P<port>:[1-9][0-9]{{0,4}})?"
    rf"(?P<path>/(?:{_CHARACTERS})*)?(?P<query>\?(?:{_CHARACTERS}|\?)*)?(?P<fragment>#(?:{_CHARACTERS}|\?)*)?"
)
_CLIMBS = re.compile(r"/(?:\.|%2[eE]){1,2}(?:/|$)")
_USUAL = {"http": ":80", "https": ":443"}


class BadId(PreauError):
    """Not the id of anything on another server."""


def checked(value: object) -> str:
    """`value`, when it is the id of something on another server. Raises BadId."""
    _parse(value)
    return str(value)


def host_of(value: object) -> str:
    """The host of an id, with its port where it is not the usual one: the name of its `Host`. Raises BadId."""
    found = _parse(value)
    port = found["port"] or ""
    return f"{found['host']}{'' if port == _USUAL[found['scheme']] else port}"


def without_fragment(uri: str) -> str:
    return uri.partition("#")[0]


def id_of(value: object) -> str:
    """The id of something that is given by its id, or whole. Raises BadId."""
    return checked(value.get("id") if isinstance(value, dict) else value)


def _parse(value: object) -> re.Match[str]:
    if not isinstance(value, str):
        raise BadId("an id is missing, or is no text")
    if len(value) > LONGEST:
        raise BadId("an id is too long")
    found = _ID.fullmatch(value)
    if not found or _CLIMBS.search(found["path"] or "") or int((found["port"] or ":1")[1:]) > 65_535:
        raise BadId(f"no id: {value[:100]!a}")
    return found

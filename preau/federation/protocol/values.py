"""Reading what others write, where every field may be missing, of any type, a list, or an object.

Nothing here raises: what is not what it should be reads as "", None or [].
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

MAX_URI = 500  # characters, as our columns hold
MAX_LISTED = 200  # entries of a list that are looked at
PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})

_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\\<>\"^`{|}]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*\Z")


def text(value: Any, length: int) -> str:
    """A string, cut to `length` characters, without NUL and lone surrogates, which no database keeps."""
    if not isinstance(value, str):
        return ""
    return re.sub("[\x00\ud800-\udfff]", "", value[: length * 2])[:length]


def uri(value: Any) -> str:
    """A web address that could be an id: http or https, with a host, without credentials or odd characters."""
    if not isinstance(value, str) or len(value) > MAX_URI or _UNPRINTABLE.search(value):
        return ""
    return value if host_of(value) else ""


def host_of(value: str) -> str:
    """The host of a web address as `Host.name` keeps it: lower case, in ASCII, with its port where that is unusual."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return ""
    name = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not name or "@" in parts.netloc:
        return ""
    name = ascii_host(name)
    usual = port in (None, 443 if parts.scheme == "https" else 80)
    return name if usual or not name else f"{name}:{port}"


def ascii_host(name: str) -> str:
    """A host name in lower case and ASCII (RFC 5890), "" where it is none."""
    try:
        plain = name.lower().rstrip(".").encode("ascii" if name.isascii() else "idna").decode()
    except UnicodeError:
        return ""
    return plain if 0 < len(plain) <= 253 else ""


def listed(value: Any) -> list[Any]:
    """The values of a property: none, one, or a list of them, never endless."""
    if value is None:
        return []
    return value[:MAX_LISTED] if isinstance(value, list) else [value]


def first(value: Any) -> Any:
    """The only value of a property, or the first of several; None where there is none."""
    return next(iter(listed(value)), None)


def mapping(value: Any) -> dict[str, Any]:
    """The object in a property, or an empty one."""
    found = first(value)
    return found if isinstance(found, dict) else {}


def id_of(value: Any) -> str:
    """The id of what a property refers to: an address, or an object that has one."""
    found = first(value)
    return uri(found.get("id")) if isinstance(found, dict) else uri(found)


def ids_of(value: Any) -> list[str]:
    """The ids in a property that may hold several, each once, in order."""
    return list(dict.fromkeys(found for item in listed(value) if (found := id_of(item))))


def names_of(value: Any) -> frozenset[str]:
    """The strings of a property: the types of an object, the people that something is addressed to."""
    return frozenset(item for item in listed(value) if isinstance(item, str))


def kind_of(document: dict[str, Any]) -> str:
    """The first type of an object, "" where it has none."""
    return text(first(document.get("type")), 40)


def moment(value: Any) -> dt.datetime | None:
    """A date and time with its zone (UTC where it names none), within the years that databases and people know."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        found = dt.datetime.fromisoformat(value.replace("z", "Z"))
        found = found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return found if 1990 <= found.year <= 2200 else None


def language(value: Any) -> str:
    """A language tag (BCP 47) in lower case, at most ten characters of it; "" where it is none."""
    if not isinstance(value, str):
        return ""
    tag = value.lower().replace("_", "-")[:35]
    if not _LANGUAGE.match(tag) or tag == "und":
        return ""
    return tag if len(tag) <= 10 else tag.partition("-")[0]

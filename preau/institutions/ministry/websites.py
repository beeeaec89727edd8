"""Web addresses as people write them, made into ones that a browser opens — or told to be hopeless."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

MAX_LENGTH = 300
_HOST = re.compile(r"(?!www\.[^.]+\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,40})")
_SAFE = "/%:=&?~+!$,;'()*@-._[]"


def normalised(given: str) -> str:
    """`given` with a scheme and a host in lower case; "" when no address can be made of it without guessing.

    A bare "www.exemple.ca" gets https. A scheme that is given is kept: where a site answers is not for us to say.

    >>> normalised("WWW.Exemple.ca/Ecole")
    'https://www.exemple.ca/Ecole'
    >>> normalised("à venir"), normalised("ecole@exemple.ca"), normalised("httpL//exemple.ca")
    ('', '', '')
    """
    address = given.strip()
    if not address or re.search(r"[\s\\<>\"]", address):
        return ""
    if not re.match(r"https?://", address, re.IGNORECASE):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if "@" in parts.netloc or not _HOST.fullmatch(host) or len(host) > 253:
        return ""
    rest = quote(parts.path, safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    rest += f"#{quote(parts.fragment, safe=_SAFE)}" if parts.fragment else ""
    whole = f"{parts.scheme.lower()}://{host}{port}{rest}"
    return whole if len(whole) <= MAX_LENGTH else ""

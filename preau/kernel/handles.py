"""Handles: the short names of pages, `[a-z0-9_]`, at most 30 characters, as every ActivityPub server accepts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from preau.kernel.text import fold

MAX_LENGTH = 30
MIN_LENGTH = 3
_VALID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")

# Words that readers would take for the site itself, or that software gives a meaning to.
RESERVED = frozenset(
    {
        *("about", "abuse", "accessibilite", "accounts", "actor", "admin", "administrateur", "administration"),
        *("administrator", "aide", "ap", "api", "apropos", "assets", "atom", "auth", "bureau", "canada", "compte"),
        *("comptes", "comptes_officiels", "contact", "desk", "en", "everyone", "feed", "fr", "gouvernement", "help"),
        *("here", "home", "hostmaster", "inbox", "info", "instance", "internal", "json", "login", "logout", "mailer"),
        *("media", "mee", "meq", "ministere", "moderateur", "moderation", "moderator", "noreply", "no_reply", "null"),
        *("oauth", "official", "officiel", "outbox", "postmaster", "preau", "privacy", "quebec", "relay", "root"),
        *("search", "securite", "security", "service", "signin", "signup", "sitemap", "staff", "static", "status"),
        *("suivre", "support", "sysadmin", "system", "systeme", "test", "tous", "undefined", "urgence", "user"),
        *("webfinger", "webmaster", "well_known", "www"),
    }
)


def fault(handle: str) -> str:
    """What is wrong with `handle`: "length", "characters", "digits" (nothing but), "reserved"; "" when nothing is."""
    if not MIN_LENGTH <= len(handle) <= MAX_LENGTH:
        return "length"
    if not _VALID.fullmatch(handle):
        return "characters"
    if handle.replace("_", "").isdigit():
        return "digits"
    return "reserved" if handle in RESERVED else ""


def parts(text: str) -> list[str]:
    """The pieces of `text` that a handle may hold.

    >>> parts("Côte-Saint-Luc n° 2")
    ['cote', 'saint', 'luc', 'n', '2']
    """
    return re.findall(r"[a-z0-9]+", fold(text))


def cut(pieces: Sequence[str], limit: int = MAX_LENGTH) -> str:
    """As many of the first `pieces` as fit in `limit` characters, joined; the first is shortened if it must be."""
    kept = "_".join(pieces)[:limit]
    if len("_".join(pieces)) <= limit:
        return kept
    whole = [n for n in range(1, len(pieces)) if len("_".join(pieces[:n])) <= limit]
    return "_".join(pieces[: whole[-1]]) if whole else kept.strip("_")


def joined(name: Sequence[str], place: Sequence[str]) -> str:
    """A name and what tells it from its namesakes, both shortened to fit, the name first.

    >>> joined(["notre", "dame", "sacre", "coeur"], ["saint", "hyacinthe"])
    'notre_dame_saint_hyacinthe'
    """
    least = 12
    first = cut(name, max(MAX_LENGTH - 1 - len("_".join(place)), least))
    return f"{first}_{cut(place, MAX_LENGTH - 1 - len(first))}".strip("_")


def numbered(base: str, taken: Collection[str]) -> str:
    """`base`, or with the first number that makes it valid and free: "camille_exemple", "camille_exemple_2"…"""
    return next(handle for handle in _numbers(base) if not fault(handle) and handle not in taken)


def _numbers(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        stem = cut(base.split("_"), MAX_LENGTH - 1 - len(str(number))) if base else "page"
        yield f"{stem if not stem.isdigit() else 'page'}_{number}"
        number += 1


def allocate(
    candidates: Mapping[str, Sequence[str]], *, given: Mapping[str, str], taken: Collection[str] = ()
) -> dict[str, str]:
    """A handle for each key of `candidates` that has none in `given`, the same whatever the order of the keys.

    `candidates`: for each key its possible handles, the nicest first. One that two keys share at the same place is for
    neither, even when one of them has another handle already: namesakes are all told apart. `taken`: handles that
    nobody gets. When none of a key's candidates is free, its last one is numbered.
    """
    used = {*taken, *given.values()}
    pending = sorted(key for key in candidates if key not in given)
    found: dict[str, str] = {}
    for level in range(max((len(options) for options in candidates.values()), default=0)):
        shared = Counter(options[level] for options in candidates.values() if len(options) > level)
        for key in [key for key in pending if len(candidates[key]) > level and key not in found]:
            handle = candidates[key][level]
            if shared[handle] == 1 and handle not in used and not fault(handle):
                found[key] = handle
                used.add(handle)
    for key in [key for key in pending if key not in found]:
        found[key] = numbered(candidates[key][-1] if candidates[key] else "page", used)
        used.add(found[key])
    return found

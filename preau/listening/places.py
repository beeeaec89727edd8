"""The addresses and words of sources as people type them, made the same for all who mean the same."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.utils.translation import gettext as _

from preau.connectors import plain
from preau.kernel.errors import Invalid
from preau.kernel.text import one_line

MAX_WORDS = 200
_TAG = re.compile(r"\w{1,100}")


def web_address(typed: str) -> str:
    """The address of a page or a feed, https where nothing is said. Raises Invalid."""
    typed = typed.strip().removeprefix("feed:").removeprefix("//")
    whole = plain.web(typed if "://" in typed else f"https://{typed}")
    parts = urlsplit(whole)
    if "." not in (parts.hostname or ""):
        raise Invalid(_("Cette adresse n’est pas celle d’une page Web."))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


def server(typed: str) -> str:
    """The origin of a server: "https://social.exemple". Raises Invalid."""
    parts = urlsplit(web_address(typed.strip().rpartition("@")[2] if "://" not in typed else typed))
    scheme = parts.scheme if settings.ALLOW_LOOPBACK else "https"
    return f"{scheme}://{parts.netloc}"


def hashtag(typed: str) -> str:
    """A hashtag without its #, lower case. Raises Invalid."""
    tag = unicodedata.normalize("NFC", typed.strip().lstrip("#＃")).lower()
    if not _TAG.fullmatch(tag):
        raise Invalid(_("Un mot-clic est fait de lettres et de chiffres, sans espace."))
    return tag


def words(typed: str) -> str:
    """What is searched for. Raises Invalid."""
    asked = " ".join(one_line(unicodedata.normalize("NFC", typed)).split())
    if not 2 <= len(asked) <= MAX_WORDS:
        raise Invalid(_("Écrivez de 2 à 200 caractères."))
    return asked

"""Words and shapes of public pages."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

from django import template
from django.template.defaultfilters import date as format_date
from django.template.defaultfilters import time as format_time
from django.utils import timezone
from django.utils.translation import gettext as _

from preau.institutions.models import Institution, Mandate
from preau.website.shown import reader_language

register = template.Library()

# What begins so many names that it tells nothing.
SMALL = frozenset(
    ["école", "centre", "services", "commission", "scolaire", "collège", "académie", "school", "board", "the", "of"]
)
NETWORKS = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
    "x": "X",
    "tiktok": "TikTok",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "threads": "Threads",
}


@register.filter
def initials(name: str) -> str:
    """What stands in place of a portrait: the first letters of the two words that tell most.

    >>> initials("École des Trois-Saules")
    'TS'
    """
    words = [word for word in re.findall(r"\w+", name) if word.lower() not in SMALL]
    telling = [word for word in words if word[0].isupper() or word[0].isdigit()] or words
    return "".join(word[0].upper() for word in telling[:2]) or "·"


@register.filter
def network_name(network: str) -> str:
    return NETWORKS.get(network, network.capitalize())


@register.filter
def account_label(address: str) -> str:
    """The short form of an account's address: "facebook.com/rivages"."""
    parts = urlsplit(address)
    return f"{parts.hostname or ''}{parts.path.rstrip('/')}".removeprefix("www.")


@register.filter
def web_address(address: str) -> str:
    """`address` if it leads to a web page, else "#": nobody's link can run anything."""
    return address if address.startswith(("https://", "http://")) else "#"


@register.filter
def kind_words(institution: Institution) -> str:
    """« École, préscolaire et primaire », « Centre de services scolaire »…"""
    levels = [word for level, word in _levels() if level in institution.levels]
    if institution.kind == Institution.Kind.SCHOOL:
        school = _("École")
        return f"{school} · {', '.join(levels)}" if levels else school
    return str(institution.get_kind_display())


def _levels() -> list[tuple[str, str]]:
    return [
        ("preschool", _("préscolaire")),
        ("primary", _("primaire")),
        ("secondary", _("secondaire")),
        ("vocational", _("formation professionnelle")),
        ("adult", _("formation des adultes")),
    ]


@register.filter
def title_words(mandate: Mandate) -> str:
    """An official's title in the reader's language, where it was given in it."""
    return (mandate.title_en or mandate.title) if reader_language() == "en" else mandate.title


@register.filter
def in_mandate(mandate: Mandate) -> str:
    """« Commissaire, Centre de services scolaire des Rivages »"""
    return f"{title_words(mandate)}, {mandate.institution.name}"


@register.filter
def until_words(moment: dt.datetime) -> str:
    """« jusqu’à 18 h » today, « jusqu’au 25 novembre, 18 h » another day."""
    local, hour = timezone.localtime(moment), _hour(moment)
    if local.date() == timezone.localdate():
        return _("jusqu’à %(hour)s") % {"hour": hour}
    return _("jusqu’au %(day)s, %(hour)s") % {"day": _day(local, "j F", "F j"), "hour": hour}


@register.filter
def ended_words(moment: dt.datetime) -> str:
    """« terminé le 25 novembre, 18 h »: an address is read years later, so it names the day, always."""
    day = _day(timezone.localtime(moment), "j F Y", "F j, Y")
    return _("terminé le %(day)s, %(hour)s") % {"day": day, "hour": _hour(moment)}


def _hour(moment: dt.datetime) -> str:
    """« 18 h », not « 18 h 00 »."""
    return str(format_time(timezone.localtime(moment), "TIME_FORMAT")).removesuffix("\u00a000")


@register.filter
def day_words(value: dt.date) -> str:
    """« 1er janvier 2026 », "January 1, 2026"."""
    return _day(timezone.localtime(value) if isinstance(value, dt.datetime) else value, "j F Y", "F j, Y")


def _day(value: dt.date, french: str, english: str) -> str:
    if reader_language() == "en":
        return str(format_date(value, english))
    return str(format_date(value, french.replace("j", "j\\e\\r") if value.day == 1 else french))

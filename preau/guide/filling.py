"""A board's own values in the places of an article: `{{ hours }}`. Strict: no other place is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FILLED = re.compile(PLACE.pattern + r"(\.?)")  # with the period after it: « 4 p.m. » brings its own
GAP_OPENS, GAP_CLOSES = "\ue000", "\ue001"  # of the private use area: no text holds them
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_MARKUP = re.compile(r"[\\`*<>\[\]|]")

# What a place is called where its value is missing (desk), and what stands there then in public.
LABELS: dict[str, Any] = {
    "board": _("nom de l’organisme"),
    "hours": _("heures de présence"),
    "goal": _("délai visé"),
    "contact_email": _("courriel"),
    "emergency": _("numéro d’urgence"),
    "complaints_officer": _("responsable des plaintes"),
}
GENERIC: dict[str, Any] = {
    "board": _("notre organisme"),
    "hours": _("pendant les heures de bureau"),
    "goal": _("dès que possible, les jours ouvrables"),
    "contact_email": _("nos coordonnées sont sur notre site"),
    "emergency": _("911"),
    "complaints_officer": _("la personne responsable du traitement des plaintes"),
}
NEVER_MISSING = frozenset({"emergency"})  # what everybody calls needs nobody's confirmation


def places(source: str) -> set[str]:
    """The names of all places in `source`, unknown ones too."""
    return {match[1] for match in PLACE.finditer(source)}


def unknown_places(source: str) -> list[str]:
    """The places that mean nothing, as typed; a brace left open counts as one."""
    strays = ["{{"] if "{{" in PLACE.sub("", source) or "}}" in PLACE.sub("", source) else []
    return sorted(name for name in places(source) if name not in LABELS) + strays


def fill(source: str, values: Mapping[str, Any], language: str, *, gaps: bool = False) -> str:
    """`source` with `values` (see `models.Values.snapshot`) in its places.

    A missing one gives a generic wording; with `gaps`, its label between GAP_OPENS and GAP_CLOSES.
    """

    def filled(place: re.Match[str]) -> str:
        word = _word(place[1], values, language, gaps)
        return word if word.endswith(".") else word + place[2]

    with override(language):
        return _FILLED.sub(filled, source)


def _word(place: str, values: Mapping[str, Any], language: str, gaps: bool) -> str:
    given = _GIVEN.get(place, lambda values, language: str(values.get(place) or ""))(values, language)
    if _EMAIL.fullmatch(given):
        return f"<{given}>"  # a link in Markdown
    if given:
        return _MARKUP.sub(lambda found: "\\" + found[0], " ".join(given.split()))
    if gaps and place not in NEVER_MISSING:
        return f"{GAP_OPENS}{LABELS.get(place, place)}{GAP_CLOSES}"
    return str(GENERIC.get(place, ""))


def _hours(values: Mapping[str, Any], language: str) -> str:
    return str(values.get(f"hours_{language}") or "")


def _goal(values: Mapping[str, Any], language: str) -> str:
    hours = values.get("goal_hours")
    if not hours:
        return ""
    within = ngettext("en %(hours)d heure ouvrable ou moins", "en %(hours)d heures ouvrables ou moins", hours)
    return within % {"hours": hours}


# Bodies are named with their article, except where a name begins otherwise than those that the ministry lists.
_BEGINNINGS = (("Centre ", "le "), ("Commission ", "la "), ("Administration ", "l’"), ("École ", "l’"))


def _board(values: Mapping[str, Any], language: str) -> str:
    name = str(values.get("board") or "")
    if language == "en":
        return f"the {name}" if name and not name.lower().startswith("the ") else name
    return next((article for beginning, article in _BEGINNINGS if name.startswith(beginning)), "") + name


_GIVEN: dict[str, Callable[[Mapping[str, Any], str], str]] = {"board": _board, "hours": _hours, "goal": _goal}


def missing(source: str, values: Mapping[str, Any]) -> list[str]:
    """The labels of the places of `source` that have no value yet, in either language."""
    names = sorted((places(source) & set(LABELS)) - NEVER_MISSING)
    empty = [name for name in names if any(_is_empty(name, values, language) for language in ("fr", "en"))]
    return [str(LABELS[name]) for name in empty]


def _is_empty(name: str, values: Mapping[str, Any], language: str) -> bool:
    return not _GIVEN.get(name, lambda values, language: str(values.get(name) or ""))(values, language)

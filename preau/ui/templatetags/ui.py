"""Tags and filters that every template may use without loading them."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.defaultfilters import date as format_date
from django.template.defaultfilters import time as format_time
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a form: label, control, help and errors, tied together for screen readers."""
    widget = bound.field.widget
    return {
        "field": {
            "bound": bound,
            "is_checkbox": isinstance(widget, forms.CheckboxInput),
            "is_group": isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple),
            "described_by": f"{bound.auto_id}_helptext" if bound.help_text else "",
        }
    }


@register.inclusion_tag("ui/form.html")
def form(form: forms.BaseForm) -> dict[str, Any]:
    """All the fields of a form. The caller writes the <form>, the token and the buttons."""
    return {"form": form}


@register.simple_tag
def rail_links(places: Iterable[Mapping[str, Any]], section: str = "") -> SafeString:
    """The lines of the rail, `section` being the current one."""
    lines: list[SafeString] = []
    group = 0
    for place in places:
        if place["group"] != group:
            lines.append(mark_safe("<hr>"))
            group = place["group"]
        current = mark_safe(' aria-current="page"') if place["section"] == section else ""
        count = format_html(' <span class="count">{}</span>', _counted(place["count"])) if place.get("count") else ""
        lines.append(format_html('<a href="{}"{}>{}{}</a>', place["url"], current, place["label"], count))
    return format_html_join("", "{}", ((line,) for line in lines))


def _counted(number: int) -> str:
    """Counts stop at a hundred: beyond, how many more there are changes nothing for anybody."""
    return str(number) if number < 100 else "99+"


@register.filter
def moment(value: dt.datetime | None) -> SafeString | str:
    """A <time> that reads « 24 novembre 2026, 15 h 30 » / "November 24, 2026, 3:30 p.m.", in local time.

    `data-moment` lets the page's script say « il y a 5 minutes » while the cached page stays true.
    """
    if value is None:
        return ""
    local = timezone.localtime(value)
    pattern = "j F Y, G\u00a0\\h\u00a0i" if (get_language() or "fr").startswith("fr") else "F j, Y, g:i a"
    words = format_date(local, pattern).removesuffix("\u00a000")  # « 9 h », not « 9 h 00 »
    return format_html('<time datetime="{}" data-moment>{}</time>', local.isoformat(), _first(words))


@register.filter
def brief(value: dt.datetime | None) -> SafeString | str:
    """A <time> for narrow lists: « 15 h 30 » of today, « 24 nov. » of this year, else « 2025-11-24 »."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if local.date() == timezone.localdate():
        words = format_time(local, "TIME_FORMAT").removesuffix("\u00a000")
    elif local.year == timezone.localdate().year:
        words = _first(format_date(local, "j N" if (get_language() or "fr").startswith("fr") else "N j"))
    else:
        words = format_date(local, "Y-m-d")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A day in words: « 1er janvier 2026 » / "Jan. 1, 2026"."""
    return _first(format_date(value)) if value else ""


def _first(words: str) -> str:
    """French names the first of a month, and only it, by an ordinal, which Django's formats can't say."""
    return f"1er {words[2:]}" if words.startswith("1 ") else words


@register.filter
def shortened(text: str, width: int) -> str:
    """At most `width` characters of a text, cut between two words, « … » right after the last one.

    >>> shortened("Les élèves ont monté une exposition", 20)
    'Les élèves ont…'
    """
    cut = textwrap.shorten(text, width, placeholder="…")
    if cut == "…":  # one endless word
        return text[: width - 1] + "…"
    return cut.removesuffix("…").rstrip(" ,;:.") + "…" if cut.endswith("…") else cut


@register.filter
def in_language(value: Any, name: str) -> str:
    """The text of the reader's language where it is filled, else the other one.

    {{ post|in_language:"title" }} reads `post.title_en` or `post.title_fr`.
    """
    french, english = getattr(value, f"{name}_fr"), getattr(value, f"{name}_en")
    return (english or french) if (get_language() or "fr").startswith("en") else (french or english)

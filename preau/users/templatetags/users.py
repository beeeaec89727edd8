from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# What a browser calls itself, the most particular first: Edge says « Chrome » too, and Chrome « Safari ».
BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]


@register.filter
def browser(user_agent: str) -> str:
    """A user agent in words: « Firefox, Windows ». What is not known is shown as it came, cut short."""
    found = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or user_agent[:60] or _("Navigateur inconnu")

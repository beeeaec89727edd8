from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from preau.channels.networks import label_of

register = template.Library()


@register.filter
def network_label(network: str) -> Any:
    """The name of a network on a screen."""
    return label_of(network)


@register.filter
def in_words(reason: str) -> str:
    """A stored reason in the reader's language: its first line is a message of ours, the rest the network's words."""
    first, _line, rest = reason.partition("\n")
    return f"{gettext(first)} {rest}".strip() if first else ""

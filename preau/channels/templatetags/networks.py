from __future__ import annotations

from typing import Any

from django import template

from preau.channels.networks import label_of
from preau.channels.selectors import in_words

register = template.Library()


@register.filter
def network_label(network: str) -> Any:
    """The name of a network on a screen."""
    return label_of(network)


register.filter(in_words)

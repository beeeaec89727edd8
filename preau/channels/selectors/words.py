from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from preau.channels import networks


def network_label(network: str) -> Any:
    """The name of a network on a screen."""
    return networks.label_of(network)


def in_words(reason: str) -> str:
    """A stored reason in the reader's language: its first line is a message of ours, the rest the network's words."""
    first, _line, rest = reason.partition("\n")
    return f"{gettext(first)} {rest}".strip() if first else ""

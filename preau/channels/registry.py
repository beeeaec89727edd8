"""The networks of this installation: `settings.NETWORKS` names the class of each."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from preau.connectors.base import Hosted, Publisher


def connector(network: str) -> Publisher:
    """The connector of `network`. Raises KeyError for a network that is only declared, never delivered to."""
    made: Publisher = import_string(settings.NETWORKS[network])()
    return made


def hosted(network: str) -> Hosted | None:
    """The connector of `network` where Préau hosts it itself, else None."""
    made = connector(network)
    return made if isinstance(made, Hosted) else None


def delivered_networks() -> list[str]:
    """The networks that a post is sent to, rather than accounts that are only listed."""
    return list(settings.NETWORKS)

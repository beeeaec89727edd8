"""The networks of this installation: `settings.NETWORKS` names the class of each."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from preau.connectors.base import Hosted, Network, Publisher, Refused, Replier

from . import networks

NOT_SET_UP = gettext_noop("Ce réseau n’est pas réglé sur cette installation.")
NO_POSTS = gettext_noop("Ce réseau ne reçoit pas de publications.")


def connector(network: str) -> Network:
    """The connector of `network`. Raises Refused for one that is only declared, or is no longer set up."""
    if network not in settings.NETWORKS:
        raise Refused(NOT_SET_UP)
    made: Network = import_string(settings.NETWORKS[network])()
    return made


def publisher(network: str) -> Publisher:
    """The connector of a network that posts are sent to. Raises Refused for another."""
    found = connector(network)
    if not isinstance(found, Publisher):
        raise Refused(NO_POSTS)
    return found


def hosted(network: str) -> Hosted | None:
    """The connector of `network` where Préau hosts it itself, else None."""
    made = connector(network) if network in settings.NETWORKS else None
    return made if isinstance(made, Hosted) else None


def repeats_safely(network: str) -> bool:
    """Whether a delivery that was cut short may be continued without asking anybody."""
    return network in settings.NETWORKS and connector(network).repeats_safely


def can_answer(network: str) -> bool:
    """Whether a page can answer there what was said to it."""
    return network in settings.NETWORKS and isinstance(connector(network), Replier)


def delivered_networks() -> list[str]:
    """The networks that a post is sent to, rather than accounts that are only listed, or places to talk."""
    return [network for network in settings.NETWORKS if isinstance(connector(network), Publisher)]


def needs_no_account(network: str) -> bool:
    """Whether a page speaks there without anybody having declared an account: it is ours."""
    return network in networks.OWN or hosted(network) is not None

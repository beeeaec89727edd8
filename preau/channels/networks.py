"""The networks on which an official account may be declared: data, with the hosts that an address may have.

Hosts as documented by each network (seen November 2026). None listed: any host, as Mastodon is
thousands of servers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A network as people know it. An address matches a host of `hosts`, or a subdomain of it."""

    name: str
    label: Any
    hosts: tuple[str, ...] = ()

    def takes(self, host: str) -> bool:
        """Whether `host` (lower case, without port) is this network's."""
        return not self.hosts or any(host == h or host.endswith(f".{h}") for h in self.hosts)


NETWORKS = {
    network.name: network
    for network in (
        Elsewhere("facebook", "Facebook", ("facebook.com", "fb.com")),
        Elsewhere("instagram", "Instagram", ("instagram.com",)),
        Elsewhere("youtube", "YouTube", ("youtube.com", "youtu.be")),
        Elsewhere("linkedin", "LinkedIn", ("linkedin.com",)),
        Elsewhere("x", "X (Twitter)", ("x.com", "twitter.com")),
        Elsewhere("tiktok", "TikTok", ("tiktok.com",)),
        Elsewhere("threads", "Threads", ("threads.net", "threads.com")),
        Elsewhere("bluesky", "Bluesky", ("bsky.app",)),
        Elsewhere("mastodon", "Mastodon"),
        Elsewhere("whatsapp", "WhatsApp", ("whatsapp.com", "wa.me")),
        Elsewhere("other", _("Autre")),
    )
}

# That Préau hosts itself: nothing to declare.
OWN = {"mail": _("Courriel"), "activitypub": _("Fédivers"), "visitor": _("Site"), "watch": _("Veille")}


def label_of(network: str) -> Any:
    """The network's name on a screen: those of the registry too."""
    if network in OWN:
        return OWN[network]
    return NETWORKS[network].label if network in NETWORKS else network

from __future__ import annotations

from preau.federation.models import TakenBack
from preau.federation.protocol import values

from .incoming import Incoming


def taken_back(incoming: Incoming, uri: str) -> None:
    """Remember that the sender took `uri` back, in case it comes only now. Of their own server alone."""
    if values.host_of(uri) == incoming.remote.host.name:
        TakenBack.objects.get_or_create(uri=uri, by=incoming.remote.uri)

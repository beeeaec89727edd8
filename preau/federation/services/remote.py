from __future__ import annotations

from preau.federation.models import RemoteActor


def remote_actor(uri: str, *, fresh: bool = False) -> RemoteActor:
    found = RemoteActor.objects.select_related("host").filter(uri=uri).first()
    if found is None or fresh:
        raise NotImplementedError
    return found

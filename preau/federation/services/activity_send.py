from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from preau.channels.selectors import origin_of
from preau.federation.models import Activity, Actor, Host, Parcel
from preau.federation.protocol import values
from preau.federation.protocol.addresses import activity_uri


def activity_send(
    *, actor: Actor, kind: str, object_uri: str, document: Mapping[str, Any], inboxes: Iterable[str]
) -> Activity:
    """Add an activity and one parcel an inbox, in the caller's transaction."""
    uid = uuid.uuid4()
    whole = {"id": activity_uri(origin_of(actor.domain), uid), **document}
    activity = Activity.objects.create(
        uid=uid, actor=actor, kind=kind, object_uri=object_uri, document=json.dumps(whole)
    )
    for inbox in dict.fromkeys(inboxes):
        host, _ = Host.objects.get_or_create(name=values.host_of(inbox))
        Parcel.objects.create(activity=activity, host=host, inbox=inbox)
    return activity

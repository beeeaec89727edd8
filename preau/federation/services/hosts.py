"""What a person decides about another server."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext as _

from preau.federation.models import Follower, Host, Parcel, ParcelState, Policy
from preau.federation.protocol import values
from preau.federation.selectors.hosts import under
from preau.institutions.models import Domain
from preau.kernel.errors import Invalid
from preau.records.services import record
from preau.users.models import User

NAME = re.compile(r"(?=.{1,253}(?::|\Z))[a-z0-9_-]+(?:\.[a-z0-9_-]+)+(?::\d{1,5})?\Z")
VERBS = {Policy.OPEN: "host.opened", Policy.LIMITED: "host.limited", Policy.BLOCKED: "host.blocked"}


def host_name(typed: str) -> str:
    """The name of a server as people type it: alone, as an address, or at the end of "@somebody@…". Raises Invalid."""
    scheme, _slashes, address = typed.strip().rpartition("://")
    given = address.partition("/")[0] if scheme else address.rpartition("@")[2]
    name, colon, port = given.partition(":")
    found = values.ascii_host(name) + (f":{port}" if colon else "")
    if not NAME.match(found) and not Host.objects.filter(name=found).exists():  # one that spoke to us has a name
        raise Invalid(_("Écrivez le nom d’un serveur, par exemple mastodon.exemple."))
    if Domain.objects.filter(host=found).exists():
        raise Invalid(_("Ce serveur est le vôtre."))
    return found


@transaction.atomic
def host_decide(*, name: str, policy: Policy, reason: str, user: User) -> Host:
    """Open, limit or block the server `name` and all below it. Raises Invalid for what is no name of one.

    Of a blocked one nobody follows any more, and what waited to be sent there stays here.
    """
    host, _new = Host.objects.get_or_create(name=host_name(name))
    host.policy, host.policy_reason = policy, "" if policy == Policy.OPEN else " ".join(reason.split())[:300]
    host.save(update_fields=["policy", "policy_reason"])
    ended = followers_end(host.name) if policy == Policy.BLOCKED else 0
    snapshot = {"host": host.name, "policy": policy, "reason": host.policy_reason, "followers_ended": ended}
    record(verb=VERBS[policy], subject=host, actor=user, snapshot=snapshot)
    return host


def followers_end(name: str) -> int:
    """End what ties us to a server that is blocked; gives how many followers that were."""
    below = Host.objects.filter(under(name))
    waiting = Parcel.objects.filter(host__in=below, state__in=[ParcelState.PENDING, ParcelState.RETRYING])
    waiting.update(state=ParcelState.CANCELLED, next_at=None)
    return Follower.objects.filter(remote__host__in=below).delete()[0]

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import Policy
from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.kernel.errors import NotAllowed
from preau.records.services import record
from preau.users.models import User


@transaction.atomic
def on_call_set(*, board: Institution, people: Iterable[User], actor: User) -> Policy:
    """Say who is told at once of a danger on the pages of `board` and below. Nobody: all who moderate the page.
    Raises NotAllowed unless `actor` administers it."""
    if not institutions_where(actor, Capability.ADMINISTER).filter(pk=board.pk).exists():
        raise NotAllowed(_("Seules les personnes qui administrent l’organisme disent qui est de garde."))
    policy, _new = Policy.objects.get_or_create(institution=board)
    policy.on_call.set(people)
    names = sorted(str(user) for user in policy.on_call.all())
    record(
        verb="policy.on_call_set",
        subject=policy,
        actor=actor,
        snapshot={"people": names},
        institution_id=board.pk,
    )
    return policy

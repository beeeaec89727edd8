from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.guide.models import Acknowledgement, Edition
from preau.guide.selectors.standing import may_read
from preau.kernel import clock
from preau.kernel.errors import Invalid, NotAllowed
from preau.records.services import record
from preau.users.models import User


@transaction.atomic
def edition_acknowledge(*, edition: Edition, actor: User) -> Acknowledgement:
    """Note that `actor` has read an adopted edition of their board. Twice is once. Raises NotAllowed, Invalid."""
    if edition.number is None:
        raise Invalid(_("Cette version n’est pas adoptée."))
    if not may_read(actor, edition.institution):
        raise NotAllowed(_("Cet article n’est pas celui de votre organisme."))
    acknowledgement, is_new = Acknowledgement.objects.get_or_create(
        edition=edition, user=actor, defaults={"at": clock.now()}
    )
    if is_new:
        record(
            verb="edition.acknowledged",
            subject=edition,
            actor=actor,
            snapshot={"article": edition.article, "number": edition.number},
            institution_id=edition.institution_id,
        )
    return acknowledgement

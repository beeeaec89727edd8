from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from preau.guide.checking import obstacles
from preau.guide.models import Edition
from preau.guide.selectors import values_of
from preau.guide.signals import guide_changed
from preau.institutions.models import Capability
from preau.kernel.errors import Conflict, Invalid
from preau.records.services import record
from preau.users.models import User

from .rights import require


@transaction.atomic
def edition_adopt(*, edition: Edition, adopted_on: dt.date, version: int, actor: User) -> Edition:
    """Make a draft the edition in force from now on, with the board's values of today; it never changes again.

    `adopted_on`: the day the board decided, today or before. `version`: what the person has read.
    Raises NotAllowed, Invalid with everything that hinders, or Conflict.
    """
    draft = Edition.objects.select_for_update(of=("self",)).select_related("institution").get(pk=edition.pk)
    require(actor, Capability.PUBLISH, draft.institution)
    if draft.number is not None:
        raise Conflict(_("Cette version est déjà adoptée."))
    if draft.version != version:
        raise Conflict(_("Le texte a changé depuis que vous l’avez lu. Rien n’est adopté : relisez-le d’abord."))
    hindering = obstacles(draft)
    if adopted_on > timezone.localdate():
        hindering.append(_("La date d’adoption est à venir : revenez ce jour-là."))
    if hindering:
        raise Invalid(" ".join(hindering))
    before = Edition.objects.filter(institution=draft.institution, article=draft.article).aggregate(last=Max("number"))
    draft.number = (before["last"] or 0) + 1
    draft.adopted_on, draft.adopted_by = adopted_on, actor
    draft.values = values_of(draft.institution)
    draft.save()
    _announced(draft, actor)
    return draft


def _announced(edition: Edition, actor: User) -> None:
    snapshot = {
        "institution": edition.institution.name,
        "article": edition.article,
        "number": edition.number,
        "adopted_on": edition.adopted_on,
        "body_fr": edition.body_fr,
        "body_en": edition.body_en,
        "values": edition.values,
        "note": edition.note,
    }
    record(
        verb="edition.adopted",
        subject=edition,
        actor=actor,
        snapshot=snapshot,
        institution_id=edition.institution_id,
    )
    guide_changed.send(sender=Edition, institution=edition.institution)

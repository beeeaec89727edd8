from __future__ import annotations

from typing import Any

from django.db import transaction

from preau.guide.models import Values
from preau.guide.models.values import FIELDS
from preau.guide.signals import guide_changed
from preau.institutions.models import Capability, Institution
from preau.kernel.text import one_line
from preau.records.services import record
from preau.users.models import User

from .rights import require


@transaction.atomic
def values_set(*, institution: Institution, actor: User, **given: Any) -> Values:
    """Set what the articles say of `institution` (fields of `Values`; empty ones leave it to the board above, or to a
    generic wording). Editions adopted before keep theirs. Raises NotAllowed."""
    require(actor, Capability.PUBLISH, institution)
    values, _is_new = Values.objects.select_for_update().get_or_create(institution=institution)
    before = values.given()
    for name in FIELDS:
        if name in given:
            value = given[name]
            setattr(values, name, one_line(value) if isinstance(value, str) else value)
    if values.given() == before:
        return values
    values.save()
    record(
        verb="guide.values_set",
        subject=values,
        actor=actor,
        snapshot={"institution": institution.name, **values.given()},
        institution_id=institution.pk,
    )
    guide_changed.send(sender=Values, institution=institution)
    return values

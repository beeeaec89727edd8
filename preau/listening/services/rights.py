from __future__ import annotations

from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.kernel.errors import NotAllowed
from preau.users.models import User


def must_moderate(actor: User, institution: Institution) -> None:
    """Raises NotAllowed unless `actor` moderates `institution`: who decides on mentions also sets what is sought."""
    if not institutions_where(actor, Capability.MODERATE).filter(pk=institution.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas changer la veille de cet organisme."))

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.kernel.errors import NotAllowed
from preau.users.models import User


def require(actor: User, capability: Capability, institution: Institution) -> None:
    """Raises NotAllowed unless `actor` holds `capability` on `institution`."""
    if not institutions_where(actor, capability).filter(pk=institution.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas changer le guide de cet organisme."))

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Page
from preau.institutions.selectors import holds
from preau.kernel.errors import NotAllowed
from preau.users.models import User


def require_moderator(actor: User, page: Page) -> None:
    """Raises NotAllowed unless `actor` answers and moderates for `page`."""
    if not holds(actor, Capability.MODERATE, page):
        raise NotAllowed(_("Vous ne pouvez pas répondre ni modérer au nom de cette page."))

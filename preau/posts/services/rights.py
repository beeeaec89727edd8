"""Who may do what with a post: asked again by each service, whatever the screen has shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Page
from preau.institutions.selectors import holds, pages_where
from preau.kernel.errors import Invalid, NotAllowed
from preau.users.models import User


def require(actor: User, capability: Capability, page: Page) -> None:
    """Raises NotAllowed unless `actor` holds `capability` on `page`."""
    if holds(actor, capability, page):
        return
    if capability == Capability.PUBLISH:
        raise NotAllowed(_("Vous ne pouvez pas publier au nom de cette page : demandez une révision."))
    raise NotAllowed(_("Vous ne pouvez pas écrire au nom de cette page."))


def require_all(actor: User, capability: Capability, pages: Iterable[Page]) -> None:
    """Raises NotAllowed, with the names, unless `actor` holds `capability` on each of `pages`. One query."""
    wanted = {page.pk: page.name for page in pages}
    held = set(pages_where(actor, capability).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    refused = [name for pk, name in wanted.items() if pk not in held]
    if refused:
        raise NotAllowed(_("Vous ne pouvez pas publier au nom de : %(names)s.") % {"names": ", ".join(refused[:5])})


def below(signer: Page) -> QuerySet[Page]:
    """The open pages to which `signer` may cascade: those of the institutions below its own."""
    if signer.institution is None:
        return Page.objects.none()
    path = signer.institution.path
    return Page.objects.open().filter(institution__path__startswith=path).exclude(pk=signer.pk)


def require_below(signer: Page, pages: Iterable[Page]) -> None:
    """Raises Invalid, with the names, where one of `pages` is not an open page below `signer`. One query."""
    wanted = {page.pk: page.name for page in pages}
    known = set(below(signer).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    strangers = [name for pk, name in wanted.items() if pk not in known]
    if strangers:
        raise Invalid(
            _("Ces pages sont fermées ou ne relèvent pas de %(page)s : %(names)s. Retirez-les de la liste.")
            % {"page": signer.name, "names": ", ".join(strangers[:5])}
        )

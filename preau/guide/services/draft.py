from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.guide.models import ArticleSlug, Edition
from preau.institutions.models import Capability, Institution
from preau.kernel.errors import Conflict, Invalid
from preau.kernel.markup import MAX_TEXT, tidy
from preau.users.models import User

from .rights import require


@transaction.atomic
def edition_draft(
    *, institution: Institution, article: str, body_fr: str, body_en: str, note: str = "", version: int, actor: User
) -> Edition:
    """Save the edition that a board is preparing; `version` is the one that was read, 0 where there was none.

    A save is no act: nothing is recorded. Raises NotAllowed, Invalid, or Conflict where somebody else saved since.
    """
    require(actor, Capability.PUBLISH, institution)
    if article not in ArticleSlug.values:
        raise Invalid(_("Cet article n’existe pas."))
    if institution.parent_id is not None:
        raise Invalid(_("Le guide s’adopte à l’organisme, pour toutes ses écoles."))
    if max(len(body_fr), len(body_en)) > MAX_TEXT:
        raise Invalid(_("Le texte est trop long."))
    Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)  # two first savers queue
    draft = Edition.objects.filter(institution=institution, article=article, number__isnull=True).first()
    if (draft.version if draft else 0) != version:
        raise Conflict(_("Quelqu’un a enregistré entre-temps. Votre texte est encore ici : comparez-les."))
    draft = draft or Edition(institution=institution, article=article, version=0)
    draft.body_fr, draft.body_en = tidy(body_fr).strip(), tidy(body_en).strip()
    draft.note, draft.saved_by = " ".join(tidy(note).split())[:300], actor
    draft.version += 1
    draft.save()
    return draft


@transaction.atomic
def edition_discard(*, edition: Edition, actor: User) -> None:
    """Throw away what a board was preparing. Raises NotAllowed, or Conflict where it was adopted meanwhile."""
    draft = Edition.objects.select_for_update(of=("self",)).select_related("institution").filter(pk=edition.pk).first()
    if draft is None:
        return
    require(actor, Capability.PUBLISH, draft.institution)
    if draft.number is not None:
        raise Conflict(_("Cette version est adoptée : elle ne s’efface plus."))
    draft.delete()

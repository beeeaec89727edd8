"""Approved answers: written by those who moderate, approved by those who publish."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import AnswerTemplate
from preau.conversations.suggestions import suggestions
from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.kernel.markup import tidy
from preau.records.services import record
from preau.users.models import User

LONGEST = 3_000  # characters: an answer takes no more


@transaction.atomic
def template_save(
    *,
    institution: Institution,
    title: str,
    text_fr: str = "",
    text_en: str = "",
    kind: str = "",
    template: AnswerTemplate | None = None,
    key: str = "",
    actor: User,
) -> AnswerTemplate:
    """Write words to answer with, or change them: they are offered once approved (again).

    Raises NotAllowed or Invalid.
    """
    _require(actor, Capability.MODERATE, institution)
    words = {"text_fr": tidy(text_fr).strip(), "text_en": tidy(text_en).strip()}
    if not title.strip() or not any(words.values()):
        raise Invalid(_("Donnez un titre, et un texte en français ou en anglais."))
    if max(len(text) for text in words.values()) > LONGEST:
        raise Invalid(_("Un modèle a au plus %(limit)d caractères.") % {"limit": LONGEST})
    found = _locked(template) if template else AnswerTemplate(institution=institution, key=key)
    before = (found.text_fr, found.text_en)
    found.title, found.kind = " ".join(title.split())[:120], kind
    found.text_fr, found.text_en = words["text_fr"], words["text_en"]
    if found.pk and before != (found.text_fr, found.text_en):
        found.version, found.approved_by, found.approved_at = found.version + 1, None, None
    found.saved_by, found.saved_at = actor, clock.now()
    found.save()
    _recorded(found, "template.saved", actor)
    return found


@transaction.atomic
def template_approve(*, template: AnswerTemplate, version: int, actor: User) -> AnswerTemplate:
    """Let it be offered. `version`: that which was read. Raises NotAllowed, or Conflict where it has changed since."""
    found = _locked(template)
    _require(actor, Capability.PUBLISH, found.institution)
    if found.version != version:
        raise Conflict(_("Ce modèle vient d’être modifié : relisez-le avant de l’approuver."))
    if found.approved_at is None:
        found.approved_by, found.approved_at = actor, clock.now()
        found.save(update_fields=["approved_by", "approved_at"])
        _recorded(found, "template.approved", actor)
    return found


@transaction.atomic
def template_retire(*, template: AnswerTemplate, actor: User) -> None:
    """Offer it no more. What was answered with it stays. Twice is once. Raises NotAllowed."""
    found = _locked(template)
    _require(actor, Capability.MODERATE, found.institution)
    if found.retired_at is None:
        found.retired_at = clock.now()
        found.save(update_fields=["retired_at"])
        _recorded(found, "template.retired", actor)


@transaction.atomic
def template_adopt(*, key: str, institution: Institution, actor: User) -> AnswerTemplate:
    """Make a suggestion one's own; approved at once by somebody who may. Adopting twice gives the same one.

    Raises NotAllowed, or Invalid for a suggestion that there is not.
    """
    chosen = next((one for one in suggestions() if one.key == key), None)
    if chosen is None:
        raise Invalid(_("Ce modèle n’est plus proposé."))
    mine = AnswerTemplate.objects.filter(institution=institution, key=key, retired_at__isnull=True).first()
    if mine:
        return mine
    title = chosen.title_en if institution.language_policy == Institution.LanguagePolicy.EN else chosen.title_fr
    made = template_save(
        institution=institution,
        title=title,
        text_fr=chosen.text_fr,
        text_en=chosen.text_en,
        kind=chosen.kind,
        key=key,
        actor=actor,
    )
    if institutions_where(actor, Capability.PUBLISH).filter(pk=institution.pk).exists():
        return template_approve(template=made, version=made.version, actor=actor)
    return made


def _locked(template: AnswerTemplate) -> AnswerTemplate:
    return AnswerTemplate.objects.select_for_update(of=("self",)).select_related("institution").get(pk=template.pk)


def _require(actor: User, capability: Capability, institution: Institution) -> None:
    if not institutions_where(actor, capability).filter(pk=institution.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas changer les modèles de réponse de cet organisme."))


def _recorded(template: AnswerTemplate, verb: str, actor: User) -> None:
    snapshot = {name: getattr(template, name) for name in ("title", "text_fr", "text_en", "kind", "version", "key")}
    record(verb=verb, subject=template, actor=actor, snapshot=snapshot, institution_id=template.institution_id)

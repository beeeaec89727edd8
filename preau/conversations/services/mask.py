"""Masking personal information in a message: at once, its original sealed, and undone where it was a mistake."""

from __future__ import annotations

import json
import re
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.conversations import notices
from preau.conversations.lexicon import site_lexicon
from preau.conversations.models import (
    Conversation,
    Evidence,
    EvidenceFor,
    HeldFor,
    HideReason,
    Message,
    Removal,
)
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.kernel.excerpt import words_of
from preau.kernel.masking import masked_html
from preau.kernel.personal import merged, personal_spans
from preau.triage import Kind, triage
from preau.users.models import User

from .evidence import evidence_capture, unsealed
from .hide import message_hide
from .moderating import locked, received_forget, recorded, removed, restored
from .pictures import pictures_forget, pictures_want
from .public import changed
from .reversing import reversal_tell
from .rights import require_moderator
from .telling import author_tell

Spans = list[tuple[int, int]]


@transaction.atomic
def message_mask(*, message: Message, actor: User) -> Message:
    """Mask the personal information in `message`, wherever it is shown, and withhold its pictures; the original is
    sealed first. Where none is found, all of the message is hidden. Its author is told. Raises NotAllowed, Invalid."""
    found = locked(message)
    require_moderator(actor, found.conversation.page)
    if found.is_ours:
        raise Invalid(_("Ceci est une réponse de la page : retirez-la, puis répondez de nouveau."))
    if found.withdrawn_at:
        return found
    spans, warned = _spans(found), personal_spans(found.warning)
    if not spans and not warned:
        return message_hide(message=found, reason=HideReason.PERSONAL, actor=actor)
    first = found.masked_at is None
    evidence = None
    if first:
        evidence = evidence_capture(message=found, what_for=EvidenceFor.MASKING, actor=actor, spans=spans)
    _mask(found, spans)
    found.save(update_fields=["html", "warning", "pictures", "marks", "masked_at"])
    _changed(found)
    received_forget(found)
    if first:
        _tell(removed(found, HideReason.PERSONAL, actor, is_partial=True), found, actor)
    recorded(found, "message.masked", actor, evidence, spans=len(spans))
    return found


def _spans(message: Message) -> Spans:
    """What triage marked as personal, and what has the form of it."""
    marked = [(start, end) for start, end, kind in message.marks if kind == Kind.PERSONAL]
    return merged([*marked, *_exposing(message.words, message.language)])


def _exposing(words: str, language: str) -> Spans:
    """By its form, or as triage sees it."""
    marks = triage(words, language=language, lexicon=site_lexicon()).marks
    seen = [(mark.start, mark.end) for mark in marks if mark.kind == Kind.PERSONAL]
    return merged([*seen, *personal_spans(words)])


def _mask(message: Message, spans: Spans) -> None:
    label = _label(message.language)
    message.html = masked_html(message.html, spans, label)
    for start, end in reversed(personal_spans(message.warning)):
        message.warning = (message.warning[:start] + label + message.warning[end:])[:300]
    pictures_forget(message, portrait=False)
    message.pictures, message.marks = [], []  # marks count in words that are no longer these
    message.masked_at = message.masked_at or clock.now()


def _label(language: str) -> str:
    with override("en" if language.startswith("en") else "fr"):
        return _("[renseignement masqué]")


def _changed(message: Message) -> None:
    """Whoever writes an answer has read other words."""
    Conversation.objects.filter(pk=message.conversation_id).update(version=F("version") + 1)
    changed(message)


def _tell(removal: Removal, message: Message, actor: User) -> None:
    page = message.conversation.page
    told = author_tell(
        message=message,
        page=page,
        key=f"removal:{removal.pk}",
        write=lambda: notices.masked(message, page, notices.contest_link(page, "removal", removal.pk)),
        actor=actor,
    )
    removal.told, removal.notice = told.how, told.answer
    removal.save(update_fields=["told", "notice"])


@transaction.atomic
def message_unmask(*, message: Message, reason: str, actor: User, reply: str = "") -> Message:
    """Put the sealed original back, for a reason that stays in the journal. Raises NotAllowed, or Invalid where there
    is no reason or the seal was erased."""
    found = locked(message)
    require_moderator(actor, found.conversation.page)
    words = " ".join(reason.split())[:500]
    if not words:
        raise Invalid(_("Dites pourquoi vous enlevez le masque : la raison reste au journal."))
    evidence = _seal_of(found)
    if found.masked_at is None or found.withdrawn_at or evidence is None:
        return found
    kept = json.loads(unsealed(evidence))
    found.html, found.warning, found.masked_at, found.marks = kept["html"], kept["warning"], None, []
    found.pictures = [{k: v for k, v in picture.items() if k != "webp"} for picture in kept["pictures"]]
    found.save(update_fields=["html", "warning", "pictures", "marks", "masked_at"])
    pictures_want(found)
    _changed(found)
    removal = restored(found, is_partial=True)
    if removal is not None:
        reversal_tell(removal, found, reply, actor)
    recorded(found, "message.unmasked", actor, evidence, reason=words)
    return found


def _seal_of(message: Message) -> Evidence | None:
    return message.evidence.filter(what_for=EvidenceFor.MASKING).order_by("-pk").first()


def masked_again(message: Message, said: dict[str, Any]) -> dict[str, Any]:
    """What becomes of the words `said` (columns of a Message) that a network brings later for a masked message: the
    same ones stay masked; in others what was masked before, and what has the form of it, is masked; where nothing is
    found, they are held until somebody has looked. Pictures are withheld."""
    evidence = _seal_of(message)
    before = json.loads(unsealed(evidence)) if evidence and not evidence.erased_at else {}
    if said["html"] == before.get("html") and said["warning"] == before.get("warning"):
        return said | {"html": message.html, "warning": message.warning, "pictures": []}
    words = words_of(said["html"])
    spans = merged([*_exposing(words, said["language"]), *_known(words, before)])
    copy = Message(pk=message.pk, conversation=message.conversation, masked_at=message.masked_at)
    for name, value in said.items():
        setattr(copy, name, value)
    evidence_capture(message=copy, what_for=EvidenceFor.MASKING, spans=spans)
    _mask(copy, spans)
    masked = said | {"html": copy.html, "warning": copy.warning, "pictures": []}
    return masked if spans else masked | {"is_held": True, "held_for": HeldFor.APPROVAL}


def _known(words: str, before: dict[str, Any]) -> Spans:
    """Where `words` say again what was masked, however it is spaced."""
    old = before.get("words", "")
    found = []
    for start, end in before.get("spans", []):
        secret = re.findall(r"\w", old[start:end])
        if len(secret) >= 3:
            pattern = r"[\W_]{0,3}".join(map(re.escape, secret[:200]))
            found += [match.span() for match in re.finditer(pattern, words, re.IGNORECASE)]
    return found

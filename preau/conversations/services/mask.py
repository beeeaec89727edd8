"""Masking personal information in a message: at once, its original sealed, and undone where it was a mistake."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from preau.conversations import notices
from preau.conversations.exposed import Spans, exposed_in, said_in
from preau.conversations.models import (
    Conversation,
    Evidence,
    EvidenceFor,
    HideReason,
    Message,
    Removal,
)
from preau.kernel.errors import Invalid
from preau.kernel.personal import merged, personal_spans
from preau.users.models import User

from .evidence import evidence_capture, unsealed
from .hide import message_hide
from .masked import bare, label_of, original_of, seal_of, words_mask
from .moderating import locked, received_forget, recorded, removed, restored
from .pictures import pictures_want
from .public import changed
from .reversing import reversal_tell
from .rights import require_moderator
from .telling import author_tell

MOST = 30  # of the words that one press masks


@transaction.atomic
def message_mask(
    *, message: Message, actor: User, chosen: Sequence[tuple[int, int]] | None = None, words: Sequence[str] = ()
) -> Message:
    """Mask the personal information in `message`, wherever it is shown, and withhold its pictures; the original is
    sealed first. Its author is told.

    All that is recognised, or hide all of the message where that is nothing; or, where somebody chose, the `chosen`
    among `exposed_in(message)` and, wherever they stand, `words`. Raises NotAllowed, Invalid."""
    found = locked(message)
    require_moderator(actor, found.conversation.page)
    if found.is_ours:
        raise Invalid(_("Ceci est une réponse de la page : retirez-la, puis répondez de nouveau."))
    if found.withdrawn_at:
        return found
    secrets = _secrets(words)
    spans = exposed_in(found) if chosen is None else _picked(found, chosen, secrets)
    warned = merged([*personal_spans(found.warning), *said_in(found.warning, secrets)])
    if not spans and not warned:
        return message_hide(message=found, reason=HideReason.PERSONAL, actor=actor)
    first = found.masked_at is None
    evidence = _sealed_with(found, spans, secrets, actor)
    words_mask(found, spans, warned)
    found.save(update_fields=["html", "warning", "pictures", "marks", "masked_at"])
    _changed(found)
    received_forget(found)
    if first:
        _tell(removed(found, HideReason.PERSONAL, actor, is_partial=True), found, actor)
    recorded(found, "message.masked", actor, evidence, spans=len(spans))
    return found


def _secrets(words: Sequence[str]) -> list[str]:
    if len(words) > MOST:
        raise Invalid(_("C’est beaucoup à la fois : %(most)s lignes au plus.") % {"most": MOST})
    return list(words)


def _picked(message: Message, chosen: Sequence[tuple[int, int]], secrets: list[str]) -> Spans:
    """Raises Invalid where nothing was chosen, or where it is not there."""
    text = message.words.replace(label_of(message.language), "\n" * len(label_of(message.language)))
    missing = [secret for secret in secrets if not said_in(text, [secret]) and not said_in(message.warning, [secret])]
    if missing:
        raise Invalid(_("Le message ne contient pas : %(words)s.") % {"words": ", ".join(missing)})
    picked = merged([*(span for span in exposed_in(message) if span in chosen), *said_in(text, secrets)])
    if not picked and not said_in(message.warning, secrets):
        raise Invalid(_("Choisissez ce qui doit être masqué."))
    return picked


def _sealed_with(message: Message, spans: Spans, secrets: list[str], actor: User) -> Evidence | None:
    """Its seal, with all that was ever masked in it; the original in it stays what was sealed first."""
    copy, hidden = message, spans
    if message.masked_at is not None:
        before = original_of(message)
        if not before:
            return None
        said = [message.words[start:end] for start, end in spans]
        hidden = merged([*map(tuple, before["spans"]), *said_in(before["words"], [*secrets, *said])])
        copy = Message(**{field.attname: getattr(message, field.attname) for field in Message._meta.concrete_fields})
        copy.html, copy.warning, copy.pictures = before["html"], before["warning"], bare(before["pictures"])
    return evidence_capture(message=copy, what_for=EvidenceFor.MASKING, actor=actor, spans=hidden)


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
    evidence = seal_of(found)
    if found.masked_at is None or found.withdrawn_at or evidence is None:
        return found
    kept = json.loads(unsealed(evidence))
    found.html, found.warning, found.masked_at, found.marks = kept["html"], kept["warning"], None, []
    found.pictures = bare(kept["pictures"])
    found.save(update_fields=["html", "warning", "pictures", "marks", "masked_at"])
    pictures_want(found)
    _changed(found)
    removal = restored(found, is_partial=True)
    if removal is not None:
        reversal_tell(removal, found, reply, actor)
    recorded(found, "message.unmasked", actor, evidence, reason=words)
    return found

"""The words of a message under their mask, and what was sealed of them."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.conversations.exposed import Spans, exposing, known_in
from preau.conversations.models import Evidence, EvidenceFor, HeldFor, Message
from preau.kernel import clock
from preau.kernel.excerpt import words_of
from preau.kernel.masking import masked_html
from preau.kernel.personal import merged, personal_spans

from .evidence import evidence_capture, unsealed
from .pictures import pictures_forget


def words_mask(message: Message, spans: Spans, warned: Spans) -> None:
    label = label_of(message.language)
    message.html = masked_html(message.html, spans, label)
    for start, end in reversed(warned):
        message.warning = (message.warning[:start] + label + message.warning[end:])[:300]
    pictures_forget(message, portrait=False)
    message.pictures, message.marks = [], []  # marks count in words that are no longer these
    message.masked_at = message.masked_at or clock.now()


def label_of(language: str) -> str:
    with override("en" if language.startswith("en") else "fr"):
        return _("[renseignement masqué]")


def seal_of(message: Message) -> Evidence | None:
    return message.evidence.filter(what_for=EvidenceFor.MASKING).order_by("-pk").first()


def original_of(message: Message) -> dict[str, Any]:
    """What is sealed of it; nothing where that was erased."""
    evidence = seal_of(message)
    return dict(json.loads(unsealed(evidence))) if evidence and not evidence.erased_at else {}


def bare(pictures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in picture.items() if name != "webp"} for picture in pictures]


def masked_again(message: Message, said: dict[str, Any]) -> dict[str, Any]:
    """What becomes of the words `said` (columns of a Message) that a network brings later for a masked message: the
    same ones stay masked; in others what was masked before, and what has the form of it, is masked; where nothing is
    found, they are held until somebody has looked. Pictures are withheld."""
    before = original_of(message)
    if said["html"] == before.get("html") and said["warning"] == before.get("warning"):
        return said | {"html": message.html, "warning": message.warning, "pictures": []}
    words = words_of(said["html"])
    known = known_in(words, before.get("words", ""), before.get("spans", []))
    spans = merged([*exposing(words, said["language"]), *known])
    copy = Message(pk=message.pk, conversation=message.conversation, masked_at=message.masked_at)
    for name, value in said.items():
        setattr(copy, name, value)
    evidence_capture(message=copy, what_for=EvidenceFor.MASKING, spans=spans)
    words_mask(copy, spans, personal_spans(copy.warning))
    masked = said | {"html": copy.html, "warning": copy.warning, "pictures": []}
    return masked if spans else masked | {"is_held": True, "held_for": HeldFor.APPROVAL}

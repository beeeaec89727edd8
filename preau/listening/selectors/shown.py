"""A mention as it is shown: its text with the words that matched, and why it has its score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from preau.listening.matching import How
from preau.listening.matching.scoring import Reason
from preau.listening.models import Item, Mention
from preau.listening.words import BETWEEN, digest_of, heard_text, title_end

REASONS: dict[str, Promise] = {
    Reason.TITLE: _("il est dans le titre"),
    Reason.SEVERAL: _("plusieurs termes de la veille y sont"),
    Reason.OFTEN: _("il y est plusieurs fois"),
    Reason.PLACE: _("le lieu ou le contexte y est aussi"),
    Reason.OUTLET: _("c’est un média"),
    Reason.TENSE: _("le ton semble tendu"),
    Reason.HOSTILE: _("le ton semble hostile"),
    Reason.COMPLAINT: _("cela ressemble à une plainte sur un service à l’élève"),
    Reason.ATTACK: _("cela ressemble à une attaque contre une personne"),
    Reason.DANGER: _("une menace, ou quelqu’un en danger ?"),
    Reason.PERSONAL: _("un renseignement personnel y est peut-être exposé"),
}
HOWS: dict[str, Promise] = {
    How.EXACT: _("tel quel"),
    How.HASHTAG: _("en mot-clic"),
    How.NEAR: _("avec une faute de frappe"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `is_hit` where it is what matched."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Why:
    """One term that matched. `words`: as they stand in the text."""

    text: str
    how: Promise
    words: str


def pieces(text: str, spans: Iterable[tuple[int, int]], start: int = 0) -> list[Piece]:
    """`text` cut where what matched begins and ends. `spans` count from `start` characters before it."""
    cut, made = 0, []
    for begin, end in sorted(spans):
        begin, end = max(begin - start, cut), min(end - start, len(text))
        if begin < end:
            made += [Piece(text[cut:begin], False), Piece(text[begin:end], True)]
            cut = end
    return [piece for piece in [*made, Piece(text[cut:], False)] if piece.text]


def spans_of(item: Item, why: dict[str, Any]) -> list[tuple[int, int]]:
    """Where what matched stands; none where the words have changed since."""
    if why.get("of", 0) != digest_of(item):
        return []
    return [(begin, end) for term in why.get("terms", []) for begin, end in term["spans"]]


def title_pieces(item: Item, why: dict[str, Any]) -> list[Piece]:
    return pieces(item.title, [span for span in spans_of(item, why) if span[0] < title_end(item)])


def text_pieces(item: Item, why: dict[str, Any]) -> list[Piece]:
    start = title_end(item) + len(BETWEEN) if item.title else 0
    return pieces(item.text, [span for span in spans_of(item, why) if span[1] > start], start)


def terms_of(mention: Mention) -> list[Why]:
    """The terms that matched, each with the words that it found first."""
    is_same = mention.why.get("of", 0) == digest_of(mention.item)
    text = heard_text(mention.item) if is_same else ""
    return [
        Why(term["text"], HOWS[term["how"]], text[slice(*term["spans"][0])]) for term in mention.why.get("terms", [])
    ]


def reasons_of(reasons: Iterable[str]) -> list[Promise]:
    """Why a mention has its score, in words; how its terms stand in the text is said by `terms_of`."""
    return [REASONS[reason] for reason in reasons if reason in REASONS]

"""What a watch would find in a text, without anything being kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from preau.listening.matching import Kind, Matcher, Rule
from preau.listening.matching.scoring import score
from preau.listening.models import Item, Watch
from preau.listening.words import digest_of, heard_text, title_end

from .shown import HOWS, Piece, Why, reasons_of, text_pieces, title_pieces


@dataclass(frozen=True, slots=True)
class Trial:
    """`points`: the score, None where nothing would count."""

    points: int | None
    reasons: list[Promise]
    terms: list[Why]
    title: list[Piece]
    text: list[Piece]


def trial_of(watch: Watch, title: str, text: str) -> Trial:
    item = Item(title=title, text=text)
    terms = {term.pk: term for term in watch.terms.all()}
    matcher = Matcher(
        Rule(watch.pk, term.pk, term.text, Kind(term.kind), term.is_near, term.needs_context) for term in terms.values()
    )
    whole = heard_text(item)
    sight = matcher.read(whole)
    why = {"of": digest_of(item), "terms": [{"spans": [(hit.start, hit.end)]} for hit in sight.hits]}
    found = [Why(terms[hit.term].text, HOWS[hit.how], whole[hit.start : hit.end]) for hit in sight.hits]
    shown = (list(dict.fromkeys(found)), title_pieces(item, why), text_pieces(item, why))
    if not sight.hits:
        return Trial(None, [], *shown)
    scored = score(sight.hits, title_end=title_end(item), has_place=bool(sight.placed), is_outlet=False)
    return Trial(scored.points, reasons_of(scored.reasons), *shown)

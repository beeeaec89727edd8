"""How much a heard item is likely to be about an institution and to want its attention, with the reasons for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .rules import Hit, How


class Reason(StrEnum):
    """Why an item has its score. What each is worth is `POINTS`."""

    EXACT = "exact"
    HASHTAG = "hashtag"
    NEAR = "near"
    TITLE = "title"
    SEVERAL = "several"  # several terms of the watch
    OFTEN = "often"  # at three places or more
    PLACE = "place"  # the institution's municipality, or another context of the watch, is in it
    OUTLET = "outlet"  # a medium, rather than one person's post
    TENSE = "tense"
    HOSTILE = "hostile"
    COMPLAINT = "complaint"
    ATTACK = "attack"
    DANGER = "danger"
    PERSONAL = "personal"


POINTS = {
    Reason.EXACT: 40,
    Reason.HASHTAG: 40,
    Reason.NEAR: 20,
    Reason.TITLE: 20,
    Reason.SEVERAL: 10,
    Reason.OFTEN: 5,
    Reason.PLACE: 10,
    Reason.OUTLET: 5,
    Reason.TENSE: 5,
    Reason.HOSTILE: 10,
    Reason.COMPLAINT: 10,
    Reason.ATTACK: 20,
    Reason.DANGER: 30,
    Reason.PERSONAL: 20,
}
HIGHEST = 100
_BEST = ((How.EXACT, Reason.EXACT), (How.HASHTAG, Reason.HASHTAG), (How.NEAR, Reason.NEAR))


@dataclass(frozen=True, slots=True)
class Score:
    points: int  # 0 to 100
    reasons: tuple[Reason, ...]


def score(hits: Sequence[Hit], *, title_end: int, has_place: bool, is_outlet: bool, seems: Iterable[str] = ()) -> Score:
    """The score of one watch's hits in one text.

    `title_end`: how many characters of the text are its title. `seems`: what triage says, kinds and tone by their
    values; those that are no `Reason` count for nothing.
    """
    ways = {hit.how for hit in hits}
    found = [next(reason for how, reason in _BEST if how in ways)]
    found += [Reason.TITLE] if any(hit.start < title_end for hit in hits) else []
    found += [Reason.SEVERAL] if len({hit.term for hit in hits}) > 1 else []
    found += [Reason.OFTEN] if len(hits) > 2 else []
    found += [Reason.PLACE] if has_place else []
    found += [Reason.OUTLET] if is_outlet else []
    found += [Reason(value) for value in dict.fromkeys(seems) if value in _SEEMS]
    return Score(min(HIGHEST, sum(POINTS[reason] for reason in found)), tuple(found))


_SEEMS = {Reason.TENSE, Reason.HOSTILE, Reason.COMPLAINT, Reason.ATTACK, Reason.DANGER, Reason.PERSONAL}

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .kinds import Kind, Tone
from .language import language_of
from .lexicon import Lexicon, house_lexicon
from .matching import Hit, hits_of, near_groups
from .patterns import pattern_hits
from .rules import Leaning, Together
from .verdict import Mark, Verdict
from .words import Word, words_of

LONGEST = 5_000  # characters that are looked at: what comes after them changes nothing
STRONGEST = 8.0  # of one signal, however often it is repeated
# What can't wait comes first, the gravest in front. A complaint is owed its route, whatever else the message is.
FIRST = (Kind.DANGER, Kind.PERSONAL, Kind.ATTACK, Kind.SPAM, Kind.COMPLAINT)
_SHOUTING = 20  # letters, from which on capitals are shouting


@dataclass(frozen=True, slots=True)
class Finding:
    """How much speaks for something, as a multiple of what it takes, and the words that do."""

    ratio: float
    hits: tuple[Hit, ...]


def triage(text: str, *, language: str = "", lexicon: Lexicon | None = None) -> Verdict:
    """What the plain `text` seems to be. Never raises; takes time in proportion to its first LONGEST characters.

    `language`: what its author or network says that it is in, used where the words don't tell.
    """
    text = text[:LONGEST]
    lexicon = lexicon or house_lexicon()
    words = words_of(text)
    spoken = language_of(words, language)
    heard = _Heard([*hits_of(words, lexicon, spoken), *pattern_hits(text, words)], words, text)
    kinds = {kind: heard.finding(leaning) for kind, leaning in lexicon.rules.kinds.items()}
    present = sorted((kind for kind in kinds if kinds[kind].ratio >= 1), key=lambda kind: -kinds[kind].ratio)
    chosen = next((kind for kind in FIRST if kind in present), present[0] if present else Kind.OTHER)
    return Verdict(
        kind=chosen,
        also=tuple(kind for kind in present if kind != chosen),
        tone=next((tone for tone, leaning in lexicon.rules.tones.items() if heard.is_so(leaning)), Tone.NEUTRAL),
        language=spoken,
        score=round(min(1.0, kinds[chosen].ratio / 2), 3) if present else 0.0,
        marks=_marks({kind: kinds[kind].hits for kind in [chosen, *present] if kind in kinds}, words),
    )


class _Heard:
    """The signals of one text."""

    def __init__(self, hits: Iterable[Hit], words: Sequence[Word], text: str) -> None:
        self.words = words
        self.hits: dict[str, list[Hit]] = {}
        self.strength: dict[str, float] = {}
        counted: dict[object, Hit] = {}
        for hit in hits:
            self.hits.setdefault(hit.signal, []).append(hit)
            counted[hit.key] = max(hit, counted.get(hit.key, hit), key=lambda one: one.weight)
        for hit in counted.values():
            self.strength[hit.signal] = min(STRONGEST, self.strength.get(hit.signal, 0) + hit.weight)
        if _is_shouted(text):
            self.strength["shout"] = 1.0
        self.said = frozenset(self.hits)

    def finding(self, leaning: Leaning) -> Finding:
        score = sum(factor * self.strength.get(signal, 0) for signal, factor in leaning.signals.items())
        hits = [hit for signal, factor in leaning.signals.items() if factor > 0 for hit in self.hits.get(signal, ())]
        for together in filter(self._applies, leaning.together):
            found = self._together(together)
            if found:
                score += together.weight
                hits += found if together.weight > 0 else []
        return Finding(score / leaning.threshold, tuple(hits))

    def is_so(self, leaning: Leaning) -> bool:
        return self.finding(leaning).ratio >= 1

    def _applies(self, rule: Together) -> bool:
        return self.said.issuperset(rule.needs) and self.said.isdisjoint(rule.unless)

    def _together(self, rule: Together) -> list[Hit]:
        if not rule.near:
            return [hit for need in rule.needs for hit in self.hits[need]]
        sides = [self.hits[need] for need in rule.needs]
        return [hit for group in near_groups(sides, rule.near, self.words) for hit in group]


def _is_shouted(text: str) -> bool:
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals + small >= _SHOUTING and capitals > 3 * small


def _marks(hits: dict[Kind, tuple[Hit, ...]], words: Sequence[Word]) -> tuple[Mark, ...]:
    """Each kind's words, those that touch or overlap as one mark. A character has one mark: that of the first kind."""
    taken: set[int] = set()
    marks: list[Mark] = []
    for kind, own in hits.items():
        for first, last in _joined({_written(hit, words) for hit in own}):
            if taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                marks.append(Mark(words[first].start, words[last - 1].end, kind))
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _written(hit: Hit, words: Sequence[Word]) -> tuple[int, int]:
    """The words of `hit`, with those that are written as one with them: « jvais » is marked whole."""
    first, last = hit.first, hit.last
    while first and words[first - 1].start == words[first].start:
        first -= 1
    while last < len(words) and words[last].start == words[last - 1].start:
        last += 1
    return first, last


def _joined(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined

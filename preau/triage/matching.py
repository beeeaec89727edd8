"""Where the words of a lexicon stand in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .lexicon import FREE, Lexicon, Node
from .reading import KEEP, Group
from .rules import NOTHING
from .words import Word

STEPS = 300  # at most, from one word on: what a text costs is bound by its length
REACH = 3  # words between a negation and what it negates
NEGATIONS = frozenset(
    "pas jamais aucun aucune aucunement sans ni not no never without dont doesnt didnt isnt wasnt arent cant wont".split()
)
_CUT = frozenset("don doesn didn isn wasn aren weren can won couldn shouldn wouldn haven hasn".split())  # don’t


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` to `last` (not included) of the text say `signal`. `key`: the same words twice count once."""

    signal: str
    weight: float
    first: int
    last: int
    key: object


def hits_of(words: Sequence[Word], lexicon: Lexicon, language: str) -> list[Hit]:
    """All that `words` say, in order; without what a longer hit of the same signal or a NOTHING covers."""
    symbols = [lexicon.symbols(word.text) for word in words]
    found: list[Hit] = []
    for first, own in enumerate(symbols):
        if own:
            found += _from(lexicon.root, first, words, symbols, language)
    return _uncovered(found)


def _from(
    root: Node, first: int, words: Sequence[Word], symbols: list[tuple[str, ...]], language: str
) -> Iterator[Hit]:
    stack = [(root, first, 0)]  # where in the trie, the next word, how many words may be passed over
    for _ in range(STEPS):
        if not stack:
            return
        node, at, free = stack.pop()
        if at >= len(words) or words[at].sentence != words[first].sentence:
            continue
        if free:
            stack.append((node, at + 1, free - 1))
        for symbol in symbols[at]:
            child = node.after.get(symbol)
            if child is None:
                continue
            for group in child.ends:
                if group.language in ("", language) or not language:
                    yield from _hit(group, first, at + 1, words)
            stack.append((child, at + 1, 0))
            if child.gap:
                stack.append((child.gap, at + 1, FREE))


def _hit(group: Group, first: int, last: int, words: Sequence[Word]) -> Iterator[Hit]:
    signal = group.signal
    if group.negated != KEEP and signal != NOTHING and _is_negated(words, first):
        signal = group.negated
    if signal:
        key = (signal, " ".join(word.text for word in words[first:last]))
        yield Hit(signal, group.weight, first, last, key)


def _is_negated(words: Sequence[Word], first: int) -> bool:
    for at in range(first - 1, max(first - 1 - REACH, -1), -1):
        if words[at].clause != words[first].clause:
            return False
        text = words[at].text
        if text in NEGATIONS or (text == "t" and at and words[at - 1].text in _CUT):
            return True
    return False


def _uncovered(hits: list[Hit]) -> list[Hit]:
    """Longest first, so that what covers comes before what it covers. One pass over each signal's hits."""
    kept: list[Hit] = []
    covered: dict[str, list[bool]] = {}
    size = max((hit.last for hit in hits), default=0)
    for hit in sorted(hits, key=lambda hit: (hit.signal != NOTHING, hit.first - hit.last, hit.first, -hit.weight)):
        own = covered.setdefault(hit.signal, [False] * size)
        nothing = covered.get(NOTHING, own)
        span = range(hit.first, hit.last)
        if all(own[at] for at in span) or (hit.signal != NOTHING and any(nothing[at] for at in span)):
            continue
        for at in span:
            own[at] = True
        if hit.signal != NOTHING:
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.first, hit.last))


def near_pairs(left: Sequence[Hit], right: Sequence[Hit], near: int, words: Sequence[Word]) -> Iterator[tuple[Hit, Hit]]:
    """Neighbours among `left` and `right` that stand in one sentence, at most `near` words apart."""
    tagged = sorted([(hit.first, 0, hit) for hit in left] + [(hit.first, 1, hit) for hit in right], key=lambda t: t[:2])
    for (_, one, before), (_, two, after) in pairwise(tagged):
        if one != two and before is not after and after.first - before.last <= near:
            if words[before.first].sentence == words[after.first].sentence:
                yield (before, after)

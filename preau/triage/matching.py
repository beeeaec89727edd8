"""Where the words of a lexicon stand in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .language import is_negated
from .lexicon import FREE, Lexicon, Node
from .reading import KEEP, NOTHING, Group
from .words import Word

STEPS = 300  # at most, from one word on: what a text costs is bound by its length


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` to `last` (not included) of the text say `signal`. `key`: the same words twice count once."""

    signal: str
    weight: float
    first: int
    last: int
    key: object
    covers: bool = False


def hits_of(words: Sequence[Word], lexicon: Lexicon, language: str) -> list[Hit]:
    """All that `words` say, in order; without what another of the same signal, or one that covers, contains."""
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
    if group.negated != KEEP and signal != NOTHING and is_negated(words, first):
        signal = group.negated
    if signal:
        key = (signal, " ".join(word.text for word in words[first:last]))
        yield Hit(signal, group.weight, first, last, key, group.covers)


def _uncovered(hits: list[Hit]) -> list[Hit]:
    """What covers goes first, then the longest; each leaves how long it is on its words. One pass."""
    kept: list[Hit] = []
    size = max((hit.last for hit in hits), default=0)
    own: dict[str, list[int]] = {}
    covered: list[tuple[int, str]] = [(0, "")] * size
    for hit in sorted(hits, key=lambda hit: (not hit.covers, hit.first - hit.last, hit.first, -hit.weight)):
        span, length = range(hit.first, hit.last), hit.last - hit.first
        lengths = own.setdefault(hit.signal, [0] * size)
        is_covered = any(covered[at][0] >= length and covered[at][1] != hit.signal for at in span)
        if is_covered or all(lengths[at] for at in span):
            continue
        for at in span:
            lengths[at] = max(lengths[at], length)
            if hit.covers:
                covered[at] = max(covered[at], (length, hit.signal))
        if hit.signal != NOTHING:
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.first, hit.last))


def near_groups(sides: Sequence[Sequence[Hit]], near: int, words: Sequence[Word]) -> Iterator[tuple[Hit, ...]]:
    """One hit of each of `sides`, in one sentence, none more than `near` words from the next. One pass."""
    tagged = sorted(((hit.first, side, hit) for side, hits in enumerate(sides) for hit in hits), key=lambda t: t[:2])
    group: dict[int, Hit] = {}
    before: Hit | None = None
    for _, side, hit in tagged:
        if before and (words[before.first].sentence != words[hit.first].sentence or hit.first - before.last > near):
            group = {}
        group[side] = before = hit
        if len(group) == len(sides):
            yield tuple(group.values())

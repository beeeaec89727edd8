"""All terms of all watches, sought in one walk over a text, whatever their number.

Terms are laid in a tree by their words. At each word of the text one look into a table says which terms may begin
there; the walk goes down only where the text goes on like a term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from .near import NearWords
from .rules import Hit, How, Kind, Rule
from .settling import Sight, settled
from .words import Tag, Word, phrase, squeezed, stem, words_of

MOST_HITS = 10_000  # of one text, before they are settled: a text may be made of nothing but names
REMEMBERED = 100_000  # words of texts whose stems and neighbours are kept


class Node:
    """Where the walk is after some words: what may follow, and the rules that end here."""

    __slots__ = ("following", "rules")

    def __init__(self) -> None:
        self.following: dict[str, Node] = {}
        self.rules: list[int] = []


class Known(NamedTuple):
    """A word of a text as the tree knows it: by its stem, and by the stems of words that it may be an error for."""

    stem: str
    near: tuple[str, ...]


class Matcher:
    """Built once for all watches, then asked for each text. Immutable but for what it remembers; safe in threads."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = list(rules)
        self._tree, self._tags = Node(), dict[str, list[int]]()
        self._words: dict[str, Known] = {}
        near: set[str] = set()
        for number, rule in enumerate(self.rules):
            words = phrase(rule.text)
            self._add(number, rule, words)
            if rule.is_near:
                near.update(words)
        self._near = NearWords(near)

    def _add(self, number: int, rule: Rule, words: tuple[str, ...]) -> None:
        for key in dict.fromkeys((squeezed(rule.text), stem("".join(words)))):
            if key and words:
                self._tags.setdefault(key, []).append(number)
        if rule.kind == Kind.HASHTAG or not words:
            return
        node = self._tree
        for word in words:
            node = node.following.setdefault(stem(word), Node())
        node.rules.append(number)

    def hits(self, text: str) -> list[Hit]:
        """What counts in `text`, in order."""
        return self.read(text).hits

    def read(self, text: str) -> Sight:
        """What of all watches stands in `text`, exclusions and context taken into account.

        The first `words.LONGEST_TEXT` characters are looked at.
        """
        return settled(self.rules, list(islice(self._found(text), MOST_HITS)))

    def _found(self, text: str) -> Iterator[tuple[int, Hit]]:
        """Each rule, by its number, with where it stands."""
        words: list[Word] = []
        for word in words_of(text):
            if isinstance(word, Word):
                words.append(word)
                continue
            for number in self._tags.get(word.squeezed, ()):
                yield self._hit(number, word, word, How.HASHTAG)
        known = [self._known(word.folded) for word in words]
        following = self._tree.following
        for place, one in enumerate(known):
            if one.stem in following or one.near:
                yield from self._walk(words, known, place)

    def _walk(self, words: list[Word], known: list[Known], start: int) -> Iterator[tuple[int, Hit]]:
        """The terms that begin at the word `start`. One word of a term may be written with an error."""
        waiting = [(self._tree, start, False)]
        while waiting:
            node, place, is_near = waiting.pop()
            if place > start:
                how = How.NEAR if is_near else _how(words[start])
                for number in node.rules:
                    if not is_near or self.rules[number].is_near:
                        yield self._hit(number, words[start], words[place - 1], how)
            if place == len(words) or not node.following:
                continue
            if exact := node.following.get(known[place].stem):
                waiting.append((exact, place + 1, is_near))
            if not is_near:
                waiting += [(node.following[s], place + 1, True) for s in known[place].near if s in node.following]

    def _hit(self, number: int, first: Word | Tag, last: Word | Tag, how: How) -> tuple[int, Hit]:
        rule = self.rules[number]
        return number, Hit(rule.watch, rule.term, first.start, last.end, how)

    def _known(self, folded: str) -> Known:
        known = self._words.get(folded)
        if known is None:
            own = stem(folded)
            near = dict.fromkeys(stem(word) for word in self._near.close_to(folded))
            known = Known(own, tuple(word for word in near if word != own))
            if len(self._words) >= REMEMBERED:  # texts are others' words: what is kept of them is bounded
                self._words.clear()
            self._words[folded] = known
        return known


def _how(word: Word) -> How:
    return How.HASHTAG if word.is_tag else How.EXACT

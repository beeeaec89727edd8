"""All words that triage knows, in one trie: what a text costs does not grow with the number of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

from .reading import Group, Mistake, Sheet, read_sheet
from .rules import Rules, house_rules
from .stems import stem
from .words import fold_word, words_of

DATA = Path(__file__).with_name("data")
GAP = ".."  # up to FREE words between
FREE = 3
NUMBER = "#"
LONGEST = 12  # words in an entry
_REMEMBERED = 50_000  # words whose symbols are kept


@dataclass(eq=False, slots=True)
class Node:
    """`after` what was read so far: by the symbol of the next word. `gap` where words may come between."""

    after: dict[str, Node] = field(default_factory=dict)
    gap: Node | None = None
    ends: list[Group] = field(default_factory=list)


class Lexicon:
    """Words, and the rules by which they say of a message what it seems to be. Made once, then only read."""

    def __init__(self, sheets: Iterable[Sheet], rules: Rules) -> None:
        """Raises Mistake where words can't be understood."""
        self.rules = rules
        self.root = Node()
        self._known: dict[str, list[str]] = {}  # what an entry asks of a word -> the classes that this stands for
        self._starts: set[str] = set()
        self._symbols: dict[str, tuple[str, ...]] = {}
        sheets = list(sheets)
        for sheet in sheets:
            for name, words in sheet.classes.items():
                for word in words:
                    self._known.setdefault(self._symbol(word, sheet.language), []).append(f"@{name}")
        self._classes = {name for sheet in sheets for name in sheet.classes}
        for group in (group for sheet in sheets for group in sheet.groups):
            rules.require(group.signal, group.negated)
            for words in group.words:
                self._add(words, group)

    def symbols(self, word: str) -> tuple[str, ...]:
        """All that entries may call a folded word: itself, its stems, how it starts, its classes."""
        found = self._symbols.get(word)
        if found is None:
            found = self._find(word)
            if len(self._symbols) < _REMEMBERED:
                self._symbols[word] = found
        return found

    def _find(self, word: str) -> tuple[str, ...]:
        named = [f"={word}", f"fr~{stem(word, 'fr')}", f"en~{stem(word, 'en')}"]
        named += [f"{word[:end]}*" for end in range(2, len(word) + 1) if word[:end] in self._starts]
        if word.isdigit():
            named.append(NUMBER)
        known = [name for name in named if name in self._known]
        return tuple(dict.fromkeys([*known, *(c for name in known for c in self._known[name])]))

    def _add(self, words: str, group: Group) -> None:
        parts = words.split()
        optional = [part.startswith("[") for part in parts]
        if len(parts) > LONGEST or sum(optional) > 3:
            raise Mistake(f"« {words} »: at most {LONGEST} words, three of them in brackets.")
        choices = [([part[1:-1]], []) if left else ([part],) for part, left in zip(parts, optional, strict=True)]
        for chosen in product(*choices):
            self._grow([part for choice in chosen for part in choice], group)

    def _grow(self, parts: list[str], group: Group) -> None:
        node = self.root
        for part in (piece for part in parts for piece in _pieces(part)):
            if part == GAP:
                node.gap = node = node.gap or Node()
                continue
            symbol = self._symbol(part, group.language)
            self._known.setdefault(symbol, [])
            node = node.after.setdefault(symbol, Node())
        if node is self.root:
            raise Mistake(f"« {' '.join(parts)} » has no word in it.")
        node.ends.append(group)

    def _symbol(self, part: str, language: str) -> str:
        if part.startswith("@"):
            if part[1:] not in self._classes:
                raise Mistake(f"« {part} »: there is no class of this name.")
            return part
        if part == NUMBER:
            return part
        if part.endswith("*") and len(part) > 2:
            self._starts.add(fold_word(part[:-1]))
            return f"{fold_word(part[:-1])}*"
        word = fold_word(part.removeprefix("="))
        return f"={word}" if part.startswith("=") or not language else f"{language}~{stem(word, language)}"


def _pieces(part: str) -> list[str]:
    """A part of an entry as messages are cut: "d’intervention" is two words."""
    if part == GAP or part[0] in "@#" or part.endswith("*"):
        return [part]
    exact = "=" if part.startswith("=") and len(part) > 1 else ""
    return [exact + word.text for word in words_of(part.removeprefix("=") if exact else part)]


def read_lexicon(folder: Path | None = None) -> tuple[Lexicon, list[Mistake]]:
    """The house's words and those of the files `*.toml` in `folder`; and what is wrong with those that were left out."""
    sheets, mistakes = list(_house_sheets()), []
    for path in sorted(folder.glob("*.toml")) if folder and folder.is_dir() else []:
        try:
            sheet = read_sheet(path)
            Lexicon([*sheets, sheet], house_rules())
        except Mistake as mistake:
            said = str(mistake)
            mistakes.append(mistake if said.startswith(path.name) else Mistake(f"{path.name}: {said}"))
        else:
            sheets.append(sheet)
    return Lexicon(sheets, house_rules()), mistakes


@cache
def house_lexicon() -> Lexicon:
    """The words that come with Préau."""
    return Lexicon(_house_sheets(), house_rules())


@cache
def _house_sheets() -> tuple[Sheet, ...]:
    return tuple(read_sheet(path) for path in sorted(DATA.glob("*/*.toml")))

"""All words that triage knows, in one trie: what a text costs does not grow with the number of words."""

from __future__ import annotations

from collections.abc import Sequence
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
MOST_OPTIONAL = 3
_REMEMBERED = 50_000  # words whose symbols are kept


@dataclass(eq=False, slots=True)
class Node:
    """`after` what was read so far: by the symbol of the next word. `gap` where words may come between."""

    after: dict[str, Node] = field(default_factory=dict)
    gap: Node | None = None
    ends: list[Group] = field(default_factory=list)


class Lexicon:
    """Words, and the rules by which they say of a message what it seems to be. Filled once, then only read."""

    def __init__(self, sheets: Sequence[Sheet], rules: Rules) -> None:
        """Raises Mistake where words can't be understood."""
        self.rules = rules
        self.root = Node()
        self._known: dict[str, list[str]] = {}  # what an entry asks of a word -> the classes that this stands for
        self._starts: set[str] = set()
        self._symbols: dict[str, tuple[str, ...]] = {}
        self._classes = {name for sheet in sheets for name in sheet.classes}
        for sheet in sheets:
            self.add(sheet)

    def add(self, sheet: Sheet) -> None:
        """Raises Mistake, and then nothing of the sheet was added. For a lexicon that nobody reads yet."""
        classes = self._classes | set(sheet.classes)
        paths = [(_paths(entry, group.language, classes), group) for group in sheet.groups for entry in group.words]
        for group in sheet.groups:
            self.rules.require(group.signal, group.negated)
        self._classes = classes
        for name, words in sheet.classes.items():
            for word in words:
                self._know(_symbol(word, sheet.language, classes)).append(f"@{name}")
        for path, group in ((path, group) for own, group in paths for path in own):
            self._grow(path, group)

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

    def _know(self, symbol: str) -> list[str]:
        if symbol.endswith("*"):
            self._starts.add(symbol[:-1])
        return self._known.setdefault(symbol, [])

    def _grow(self, path: list[str], group: Group) -> None:
        node = self.root
        for symbol in path:
            if symbol == GAP:
                node.gap = node = node.gap or Node()
            else:
                self._know(symbol)
                node = node.after.setdefault(symbol, Node())
        node.ends.append(group)


def _paths(entry: str, language: str, classes: set[str]) -> list[list[str]]:
    """An entry as the symbols of its words: more than one way where words in brackets may be absent. Raises Mistake."""
    parts = entry.split()
    optional = [part.startswith("[") for part in parts]
    if len(parts) > LONGEST or sum(optional) > MOST_OPTIONAL:
        raise Mistake(f"« {entry} »: at most {LONGEST} words, {MOST_OPTIONAL} of them in brackets.")
    choices = [([part[1:-1]], []) if left else ([part],) for part, left in zip(parts, optional, strict=True)]
    paths = [
        [symbol for words in way for word in words for symbol in _symbols(word, language, classes)]
        for way in product(*choices)
    ]
    if not all(set(path) - {GAP} for path in paths):
        raise Mistake(f"« {entry} » has no word in it.")
    return paths


def _symbols(part: str, language: str, classes: set[str]) -> list[str]:
    return [_symbol(piece, language, classes) for piece in _pieces(part)]


def _symbol(part: str, language: str, classes: set[str]) -> str:
    if part.startswith("@"):
        if part[1:] not in classes:
            raise Mistake(f"« {part} »: there is no class of this name.")
        return part
    if part in (NUMBER, GAP):
        return part
    if part.endswith("*") and len(part) > 2:
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
    """The house's words and those of `*.toml` in `folder`; and what is wrong with files that were left out."""
    lexicon, mistakes = Lexicon(_house_sheets(), house_rules()), []
    for path in sorted(folder.glob("*.toml")) if folder and folder.is_dir() else []:
        try:
            lexicon.add(read_sheet(path))
        except Mistake as mistake:
            said = str(mistake)
            mistakes.append(mistake if said.startswith(path.name) else Mistake(f"{path.name}: {said}"))
    return lexicon, mistakes


@cache
def house_lexicon() -> Lexicon:
    """The words that come with Préau."""
    return Lexicon(_house_sheets(), house_rules())


@cache
def _house_sheets() -> tuple[Sheet, ...]:
    return tuple(read_sheet(path) for path in sorted(DATA.glob("*/*.toml")))

"""The words that made a message seem to be something, marked inside its own cleaned HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from preau.kernel.excerpt import BLOCK, words_of

_PIECE = re.compile(r"<[^>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});|.", re.DOTALL)


def with_marks(html: str, marks: Iterable[Sequence[object]]) -> str:
    """`html`, cleaned, with `<mark>` around the spans `[start, end, …]` of its words (kernel.excerpt.words_of).

    Only text is wrapped, never a tag or an attribute: a mark that spans tags is ended and begun again around each.
    `html` as it is where its words can't be followed letter by letter, or where the spans are not of these words.
    """
    spans = [(start, end) for start, end, *_ in marks if isinstance(start, int) and isinstance(end, int)]
    pieces = _PIECE.findall(html)
    words, places = _letters(pieces)
    if not spans or words != words_of(html) or any(not 0 <= start < end <= len(words) for start, end in spans):
        return html
    marked: set[int] = set()
    for start, end in spans:
        own = [place for place in places[start:end] if place >= 0]
        marked.update(range(own[0], own[-1] + 1) if own else ())
    return "".join(_wrapped(pieces, marked))


def _letters(pieces: list[str]) -> tuple[str, list[int]]:
    """The words of `pieces`, and for each of their letters the piece that it is of; -1 for a space between words."""
    words: list[str] = []
    places: list[int] = []
    is_apart = False
    for at, piece in enumerate(pieces):
        if piece[0] == "<" and len(piece) > 1:
            is_apart = is_apart or BLOCK.match(piece) is not None
            continue
        for letter in unescape(piece):
            if letter.isspace():
                is_apart = True
                continue
            if is_apart and words:
                words.append(" ")
                places.append(-1)
            is_apart = False
            words.append(letter)
            places.append(at)
    return "".join(words), places


def _wrapped(pieces: list[str], marked: set[int]) -> Iterable[str]:
    is_open = False
    for at, piece in enumerate(pieces):
        is_tag = piece[0] == "<" and len(piece) > 1
        if is_open and (is_tag or at not in marked):
            yield "</mark>"
            is_open = False
        if not is_open and not is_tag and at in marked and not piece.isspace():
            yield "<mark>"
            is_open = True
        yield piece
    if is_open:
        yield "</mark>"

"""Taking words out of cleaned HTML, its tags left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from preau.kernel.excerpt import BLOCK, TAG
from preau.kernel.personal import merged

_PIECE = re.compile(r"<[^>]*>|&[#\w]{1,32};|.", re.DOTALL)
_HREF = re.compile(r'\shref="([^"]*)"')
_LINK = re.compile(r"<a\b[^>]*>")


def masked_html(html: str, spans: Iterable[tuple[int, int]], label: str) -> str:
    """`html` (cleaned) with `label` in place of each of `spans`, which count in `excerpt.words_of(html)`. A link in
    which something is masked, or whose address holds it, leads nowhere any more.

    >>> masked_html("<p>Au <b>418 555</b>-0123&nbsp;!</p>", [(3, 15)], "[…]")
    '<p>Au <b>[…]</b>&nbsp;!</p>'
    """
    words = _placed(html)
    text = "".join(character for character, _, _ in words)
    gone = merged(list(spans))
    cuts = [(words[i][1], words[i][2], i == start) for start, end in gone for i in range(start, min(end, len(words)))]
    parts, at = [], 0
    for start, end, is_first in cuts:
        if start < at or start == end:  # two characters of one entity; a space that stands for a tag
            parts.append(escape(label) if is_first else "")
            continue
        parts += [html[at:start], escape(label) if is_first else ""]
        at = end
    secrets = [text[start:end] for start, end in gone]
    return _without_links("".join([*parts, html[at:]]), secrets, escape(label))


def _placed(html: str) -> list[tuple[str, int, int]]:
    """The characters of `words_of(html)`, each with where it stands in `html`; of those that a tag stands for, the
    place is empty."""
    blocks = {match.start() for match in BLOCK.finditer(html)}
    raw: list[tuple[str, int, int]] = []
    for piece in _PIECE.finditer(html):
        if TAG.fullmatch(piece[0]):
            if piece.start() in blocks:
                raw.append((" ", piece.start(), piece.start()))
            continue
        raw += [(character, *piece.span()) for character in unescape(piece[0])]
    words: list[tuple[str, int, int]] = []
    for character, start, end in raw:
        if not character.isspace():
            words.append((character, start, end))
        elif words and words[-1][0] != " ":
            words.append((" ", start, end))
    return words[:-1] if words and words[-1][0] == " " else words


def _without_links(html: str, secrets: list[str], label: str) -> str:
    """Links around `label`, or that hold a secret in their address, become bare."""
    digits = {_plain(secret) for secret in secrets if len(_plain(secret)) >= 6}

    def cleaned(match: re.Match[str]) -> str:
        href = _HREF.search(match[0])
        holds = href is not None and any(secret in _plain(unescape(href[1])) for secret in digits)
        inside = html[match.end() : html.find("</a>", match.end())]
        return _HREF.sub("", match[0]) if holds or label in inside else match[0]

    return _LINK.sub(cleaned, html)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+|%[0-9A-Fa-f]{2}", "", text).casefold()

"""The text part of a mail, from the cleaned HTML of a post."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "pre", "table", "tr", "figure", "hr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.href = ""
        self.link_from = 0
        self.numbers: list[int | None] = []  # of each open list: the next number, None for bullets

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS:
            self.out.append(self._gap(tag))
        if tag in ("ul", "ol"):
            self.numbers.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag == "br":
            self.out.append("\n")
        elif tag == "img":
            self.out.append(given.get("alt") or "")
        elif tag == "a":
            self.href, self.link_from = given.get("href") or "", len(self.out)

    def _gap(self, tag: str) -> str:
        """Before a block: an empty line, but within a list, where its mark or the next one makes the line."""
        if not self.numbers:
            return "\n\n"
        return "" if tag in ("ul", "ol") or re.fullmatch(r"\n(- |\d+\. )", self.out[-1]) else "\n"

    def _item(self) -> None:
        number = self.numbers[-1] if self.numbers else None
        self.out.append(f"\n{'- ' if number is None else f'{number}. '}")
        if number is not None:
            self.numbers[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.numbers:
            self.numbers.pop()
        if tag == "a" and self.href:
            label = "".join(self.out[self.link_from :]).strip()
            if self.href.startswith(("http://", "https://")) and label not in self.href:
                self.out.append(f" ({self.href})")
            self.href = ""
        if tag in _BLOCKS:
            self.out.append("\n\n" if not self.numbers else "")

    def handle_data(self, data: str) -> None:
        self.out.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def plain_text(html: str) -> str:
    """Paragraphs apart, lists with their marks, the address of a link after its words.

    >>> plain_text('<p>Voir <a href="https://a.test/">le plan</a>.</p><ul><li>Un</li><li>Deux</li></ul>')
    'Voir le plan (https://a.test/).\\n\\n- Un\\n- Deux'
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [line.strip() for line in "".join(reader.out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

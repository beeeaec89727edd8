"""The Markdown of an article, cut into what screens show and quote."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from preau.kernel import markup

from .articles import ARTICLES
from .filling import GAP_CLOSES, GAP_OPENS

_TITLE = re.compile(r"\A\s*#[ \t]+(.+)$", re.MULTILINE)
_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t]*(?:\{#([a-z][a-z0-9-]{0,39})\})?[ \t]*$", re.MULTILINE)
_LINK = re.compile(rf'href="({"|".join(ARTICLES)})"')
_GAP = re.compile(f"{GAP_OPENS}(.*?){GAP_CLOSES}")
Linker = Callable[[str], "str | None"]  # the slug of an article -> its address, or None where the reader has none


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an article: `anchor` names it in addresses, "" where it has none."""

    anchor: str
    heading: str
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article as typed: its title, what stands before its first part, and its parts."""

    title: str
    lead: str
    parts: tuple[Part, ...]

    @property
    def anchors(self) -> list[str]:
        return [part.anchor for part in self.parts if part.anchor]

    def part(self, anchor: str) -> Part | None:
        return next((part for part in self.parts if part.anchor == anchor), None)


def read(source: str) -> Source:
    """Cut an article. Anything may be missing: nothing is refused here."""
    text = markup.tidy(source)
    title = _TITLE.match(text)
    body = text[title.end() :] if title else text
    found = list(_HEADING.finditer(body))
    ends = [*(match.start() for match in found[1:]), len(body)]
    parts = (
        Part(match[2] or "", match[1].strip(), body[match.end() : end].strip())
        for match, end in zip(found, ends, strict=False)
    )
    lead = body[: found[0].start()] if found else body
    return Source(title[1].strip() if title else "", lead.strip(), tuple(parts))


def html_of(source: str, link: Linker) -> SafeString:
    """Markdown as safe HTML, links to other articles (`[motifs](reasons)`) led to their addresses."""
    lowered = re.sub(r"^##(#+[ \t])", r"#\1", source, flags=re.MULTILINE)  # the kernel lowers headings by one
    made = markup.article_html(lowered, tag_url=lambda _: None, handle_url=lambda _: None)
    made = _LINK.sub(lambda found: f'href="{link(found[1]) or "#"}"', made)
    return mark_safe(_GAP.sub(r'<mark class="gap">\1</mark>', made))  # noqa: S308 — cleaned by the kernel


def plain(text: str) -> str:
    """A heading as words: what stands for a gap shows its label."""
    return _GAP.sub(r"[\1]", text)


def whole_html(article: Source, link: Linker, prefix: str = "") -> SafeString:
    """All but the title: the lead, then each part under its heading, with `prefix` and its anchor as id."""
    parts = ((_heading(part, prefix), html_of(part.source, link)) for part in article.parts)
    return html_of(article.lead, link) + format_html_join("", "{}{}", parts)


def _heading(part: Part, prefix: str) -> SafeString:
    if part.anchor:
        return format_html('<h2 id="{}{}">{}</h2>', prefix, part.anchor, plain(part.heading))
    return format_html("<h2>{}</h2>", plain(part.heading))

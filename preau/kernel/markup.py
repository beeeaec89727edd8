"""What people type, as safe HTML: plain text for messages, Markdown for articles, and the words they count in.

Everything returned here may be shown as it is: text is escaped, and what Markdown makes passes an allow-list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, MutableMapping
from functools import cache
from html import escape
from typing import Any

import nh3
from linkify_it import LinkifyIt  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from preau.kernel.text import fold

Linker = Callable[[str], "str | None"]  # a folded hashtag or a handle -> its address, or None where there is none

MAX_TEXT = 40_000  # characters that are looked at; what comes after is left out
MAX_HASHTAG = 100  # characters

# Domains that people write without https://. Not all countries': « jeudi.Au » and « midi.Le » are no addresses.
BARE_DOMAINS = ["ca", "com", "org", "net", "info", "quebec", "edu", "gov"]

_HASHTAG = re.compile(r"(?<![\w&/#])(?<!\]\()#(?=\w*[^\W\d_])(\w{1,100})(?!\w)")
_HANDLE = re.compile(r"(?<![\w@/.])@([A-Za-z0-9_]{1,30})(?![\w@]|\.\w)")
_MENTION = re.compile(f"{_HASHTAG.pattern}|{_HANDLE.pattern}")

_TAGS = {"p", "br", "a", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr"}
_TAGS |= {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title", "class"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def tidy(text: str) -> str:
    """`text` as it is kept: composed (NFC), newlines made one kind, without control characters or overrides of the
    direction of writing, and with at most four marks upon a letter."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_calm(_CONTROLS.sub("", composed)))


def _calm(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= 4:
            yield character


def length(text: str) -> int:
    """How many characters a reader sees: an accent upon a letter, a family of emoji or a flag counts once."""
    count, joined, flag = 0, False, False
    for character in text:
        code = ord(character)
        regional = 0x1F1E6 <= code <= 0x1F1FF
        extends = unicodedata.category(character) in ("Mn", "Me", "Cf") or 0x1F3FB <= code <= 0x1F3FF
        closes_flag = regional and flag
        if not (extends or joined or closes_flag):
            count += 1
        joined, flag = character == "\u200d", regional and not flag
    return count


def hashtags(text: str) -> list[tuple[str, str]]:
    """The hashtags of `text`, each once, in order: [(folded, as typed)].

    >>> hashtags("Bravo ! #VieÀLÉcole #vieàlécole")
    [('viealecole', 'VieÀLÉcole')]
    """
    found: dict[str, str] = {}
    for match in _HASHTAG.finditer(unicodedata.normalize("NFC", text[:MAX_TEXT])):
        found.setdefault(fold(match[1])[:MAX_HASHTAG], match[1])
    return list(found.items())


def handles(text: str) -> list[str]:
    """The @handles that `text` names, in lower case, each once."""
    return list(dict.fromkeys(match[1].lower() for match in _HANDLE.finditer(text[:MAX_TEXT])))


def message_html(text: str, *, tag_url: Linker, handle_url: Linker) -> str:
    """Plain text as paragraphs, with its addresses, hashtags and known handles linked."""
    paragraphs = re.split(r"\n\s*\n", tidy(text[:MAX_TEXT]).strip())
    shown = (_linked(paragraph.strip(), tag_url, handle_url) for paragraph in paragraphs if paragraph.strip())
    return "".join(f"<p>{body.replace(chr(10), '<br>')}</p>" for body in shown)


def article_html(source: str, *, tag_url: Linker, handle_url: Linker) -> str:
    """Markdown (CommonMark with tables, no raw HTML, no pictures) as HTML whose highest heading is an h2."""
    made = _markdown().render(tidy(source[:MAX_TEXT]), {"tag_url": tag_url, "handle_url": handle_url})
    return nh3.clean(
        made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener", strip_comments=True
    ).strip()


def _anchor(address: str, label: str, kind: str = "") -> str:
    css = f' class="{kind}"' if kind else ""
    return f'<a href="{escape(address)}"{css} rel="noopener">{escape(label)}</a>'


@cache
def _linkify() -> LinkifyIt:
    """Finds addresses, with their scheme or bare. Its time grows with the square of hostile text: hence MAX_TEXT."""
    finder = LinkifyIt(options={"fuzzy_ip": False})
    finder.tlds(BARE_DOMAINS, keep_old=False)
    for schema in ("ftp:", "//"):
        finder.add(schema, None)
    return finder


def _linked(text: str, tag_url: Linker, handle_url: Linker) -> str:
    parts, at = [], 0
    for match in _linkify().match(text) or []:
        parts.append(_mentions(text[at : match.index], tag_url, handle_url))
        parts.append(_anchor(match.url if match.schema else match.url.replace("http:", "https:", 1), match.text))
        at = match.last_index
    parts.append(_mentions(text[at:], tag_url, handle_url))
    return "".join(parts)


def _mentions(text: str, tag_url: Linker, handle_url: Linker) -> str:
    parts, at = [], 0
    for match, address in _addressed(text, tag_url, handle_url):
        parts += [escape(text[at : match.start()]), _anchor(address, match[0], _kind(match))]
        at = match.end()
    return "".join([*parts, escape(text[at:])])


def _addressed(text: str, tag_url: Linker, handle_url: Linker) -> Iterator[tuple[re.Match[str], str]]:
    for match in _MENTION.finditer(text):
        address = tag_url(fold(match[1])) if match[1] else handle_url(match[2].lower())
        if address:
            yield match, address


def _kind(match: re.Match[str]) -> str:
    return "hashtag" if match[1] else "mention"


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["table", "strikethrough", "linkify"])
    made.linkify = _linkify()
    made.disable("image")
    made.core.ruler.push("shift_headings", _shift_headings)
    made.core.ruler.push("mentions", _mention_tokens)
    return made


def _shift_headings(state: StateCore) -> None:
    """The title of the article is the page's only h1."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _mention_tokens(state: StateCore) -> None:
    """Hashtags and handles linked, except inside links and code."""
    for block in state.tokens:
        if block.type == "inline":
            block.children = list(_with_mentions(block.children or [], state.env))


def _with_mentions(tokens: list[Token], env: MutableMapping[str, Any]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not depth:
            yield from _split(token.content, env)
        else:
            yield token


def _split(text: str, env: MutableMapping[str, Any]) -> Iterator[Token]:
    at = 0
    for match, address in _addressed(text, env["tag_url"], env["handle_url"]):
        yield Token("text", "", 0, content=text[at : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": address, "class": _kind(match)})
        yield Token("text", "", 0, content=match[0])
        yield Token("link_close", "a", -1)
        at = match.end()
    yield Token("text", "", 0, content=text[at:])

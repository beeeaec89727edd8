"""The picture that a network shows beside a link to a post: 1200 × 630, drawn once a text, kept as a file."""

from __future__ import annotations

import hashlib
import re
import tempfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from preau.institutions.models import Page

from .shown import Shown

SIZE = (1200, 630)
MARGIN = 84
VERSION = 2  # of the drawing: a new one makes new files
CHALK, PAPER, SLATE, DUST = "#faf7f0", "#ffffff", "#1d2b30", "#57666b"
SPRUCE, MINT, SUN, BRICK, ROSE = "#0f4c4a", "#e3efe9", "#f3b83f", "#a8321f", "#fbe9e4"
SUNLIT = "#fbeecb"
CHIPS = {"closed": (ROSE, BRICK), "open": (MINT, SPRUCE)}  # others: on SUNLIT
TEXT_SIZES = (68, 58, 50, 44)
MAX_LINES = {68: 3, 58: 4, 50: 5, 44: 5}


def folder() -> Path:
    return Path(settings.DATA) / "cards"


def card_of(seen: Shown) -> Path:
    """The file of a post's card, drawn if there is none yet for this very text."""
    words = [
        str(VERSION),
        seen.page.name,
        words_on(seen),
        seen.state_words if seen.is_alert else "",
        network_of(seen.page),
    ]
    digest = hashlib.blake2b("\x00".join(words).encode(), digest_size=12).hexdigest()
    path = folder() / f"{seen.post.pk}-{digest}.png"
    if not path.exists():
        _put(path, draw(seen))
    return path


def words_on(seen: Shown) -> str:
    """The title or, of a message, as much as the smallest letters have room for."""
    return drawable(seen.title or seen.summary)


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    font = _font(24, 400)
    return bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))  # which no typeface has


def drawable(text: str) -> str:
    """`text` without the characters that the typeface lacks: an emoji is better left out than shown as a box."""
    text = text.replace("\u202f", "\u00a0")
    kept = "".join(character if character == "\u00a0" or _has_glyph(character) else " " for character in text)
    return re.sub(r"[ \t\r\n]+", " ", kept).strip()


def card_of_page(page: Page) -> Path:
    """The file of a page's own card: its name, what it is and where."""
    words = [str(VERSION), page.name, _kind_of(page), network_of(page), page.domain.name]
    digest = hashlib.blake2b("\x00".join(words).encode(), digest_size=12).hexdigest()
    path = folder() / f"page-{page.pk}-{digest}.png"
    if not path.exists():
        _put(path, draw_page(page))
    return path


def _kind_of(page: Page) -> str:
    return str(page.institution.get_kind_display()) if page.institution else page.domain.name


def network_of(page: Page) -> str:
    institution = page.institution
    return institution.municipality_name if institution and institution.municipality_name else page.domain.name


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all: another request may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(data)
    Path(draft.name).replace(path)


@lru_cache(maxsize=16)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    found = finders.find("ui/fonts/atkinson-next.woff2")
    font = ImageFont.truetype(str(found), size)
    font.set_variation_by_axes([weight])
    return font


def draw(seen: Shown) -> bytes:
    """The card of a post as PNG: who speaks, and the beginning of what is said."""
    chip = (seen.state_words, seen.tone) if seen.is_alert else None
    return _drawn(seen.page, words_on(seen), seen.page.name, network_of(seen.page), chip)


def draw_page(page: Page) -> bytes:
    """The card of a page as PNG."""
    place = network_of(page)
    return _drawn(page, drawable(page.name), _kind_of(page), place if place != _kind_of(page) else "")


def _drawn(page: Page, words: str, name: str, place: str, chip: tuple[str, str] | None = None) -> bytes:
    """`words` under the roof of the house, and two lines below; `chip`: what an alert says, and its tone."""
    image = Image.new("RGB", SIZE, CHALK)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 112), fill=SPRUCE)
    _mark(pen, MARGIN, 34)
    pen.text(
        (MARGIN + 80, 56),
        _one_line(page.domain.name, _font(32, 600), 900),
        font=_font(32, 600),
        fill=PAPER,
        anchor="lm",
    )
    top = 168
    if chip:
        top = _chip(pen, *chip, top)
    bottom = SIZE[1] - 148
    _paragraph(pen, words, top, bottom)
    pen.line((MARGIN, bottom + 18, SIZE[0] - MARGIN, bottom + 18), fill="#ddd6c8", width=2)
    bold = _font(36, 700)
    pen.text(
        (MARGIN, bottom + 52),
        _one_line(name, bold, SIZE[0] - 2 * MARGIN),
        font=bold,
        fill=SPRUCE,
        anchor="lm",
    )
    pen.text(
        (MARGIN, bottom + 98),
        _one_line(place, _font(28, 400), 1000),
        font=_font(28, 400),
        fill=DUST,
        anchor="lm",
    )
    kept = BytesIO()
    image.quantize(colors=64, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The roof on two posts."""
    pen.line([(x, y + 22), (x + 28, y + 4), (x + 56, y + 22)], fill=SUN, width=7, joint="curve")
    pen.line([(x + 10, y + 28), (x + 10, y + 46)], fill=PAPER, width=6)
    pen.line([(x + 46, y + 28), (x + 46, y + 46)], fill=PAPER, width=6)


def _chip(pen: ImageDraw.ImageDraw, words: str, tone: str, top: int) -> int:
    font, (paper, ink) = _font(32, 700), CHIPS.get(tone, (SUNLIT, SLATE))
    width = pen.textlength(words, font=font) + 56
    pen.rounded_rectangle((MARGIN, top, MARGIN + width, top + 60), radius=30, fill=paper)
    pen.text((MARGIN + 28, top + 30), words, font=font, fill=ink, anchor="lm")
    return top + 84


def _paragraph(pen: ImageDraw.ImageDraw, text: str, top: int, bottom: int) -> None:
    """`text` in the largest size in which it fits between `top` and `bottom`, cut with « … » in the smallest."""
    for size in TEXT_SIZES:
        font, line = _font(size, 700), round(size * 1.18)
        room = min(MAX_LINES[size], (bottom - top) // line)
        lines = _wrapped(text, font, SIZE[0] - 2 * MARGIN)
        if len(lines) <= room:
            break
    if len(lines) > room:
        lines = [*lines[: room - 1], _one_line(" ".join(lines[room - 1 :]), font, SIZE[0] - 2 * MARGIN)]
    for number, words in enumerate(lines):
        pen.text((MARGIN, top + number * line), words, font=font, fill=SLATE, anchor="la")


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):  # « 17 h 30 » and « Quoi ? » stay whole
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_one_line(word, font, width))
    return [line for line in lines if line]


def _one_line(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """`text` (at most 300 characters of it), cut with « … » where it would be wider than `width` pixels."""
    text = text[:300]
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"

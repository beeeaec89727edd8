"""The text of an item as terms are sought in it, and as it is shown with what matched."""

from __future__ import annotations

from zlib import crc32

from preau.listening.models import Item

BETWEEN = "\n\n"  # no phrase goes from the title into the text


def heard_text(item: Item) -> str:
    """Title and text, one after the other: what the spans of `Mention.why` count the characters of."""
    return f"{item.title}{BETWEEN}{item.text}" if item.title else item.text


def title_end(item: Item) -> int:
    """How many characters of `heard_text` are the title."""
    return len(item.title)


def digest_of(item: Item) -> int:
    """Tells whether an item has the words that it had when it was matched: its author may change or withdraw them."""
    return crc32(heard_text(item).encode())

"""The beginning of a text, for lists, cards and subjects: plain words, cut where a word ends."""

from __future__ import annotations

import re
from html import unescape

HEADED = re.compile(r"<h([2-6])>.*?</h\1>", re.DOTALL)
ASIDE = re.compile(r"<(h[2-6]|ul|ol|table|pre)\b[^>]*>.*?</\1>", re.DOTALL)
BLOCK = re.compile(r"<(?=/?(?:p|h[1-6]|li|ul|ol|blockquote|br|div|pre|hr|t[dhr])\b)")  # where a word ends
TAG = re.compile(r"<[^>]*>")  # cleaned HTML escapes every other « < » and « > »


def words_of(html: str) -> str:
    """The words of cleaned HTML alone, on one line.

    >>> words_of("<p>Un&nbsp;mot</p><p>et <b>deux</b></p>")
    'Un mot et deux'
    """
    return " ".join(unescape(TAG.sub("", BLOCK.sub(" <", html))).split())


def telling_words(html: str) -> str:
    """What sums a text up best: its words without its headings, and without its lists where there is anything else.

    >>> telling_words("<h2>Cour</h2><p>Elle rouvre.</p><ul><li>un</li></ul>")
    'Elle rouvre.'
    """
    return words_of(ASIDE.sub(" ", html)) or words_of(HEADED.sub(" ", html))


def cut(words: str, length: int) -> str:
    """`words`, ended after the last whole one that fits in `length` characters: never « à 1… » for « à 15 h ».

    >>> cut("On ouvre à 15 h", 12)
    'On ouvre à…'
    >>> cut("C’est fermé. On ouvre demain", 15)
    'C’est fermé…'
    """
    if len(words) <= length:
        return words
    whole = words[:length].rpartition(" ")[0] or words[: length - 1]
    return whole.rstrip(" \u00a0\u202f,;:.…") + "…"

"""The beginning of a text, for lists, cards and subjects: plain words, cut where a word ends."""

from __future__ import annotations

import re
from html import unescape

HEADED = re.compile(r"<h([2-6])>.*?</h\1>", re.DOTALL)
ASIDE = re.compile(r"<(h[2-6]|ul|ol|table|pre)\b[^>]*>.*?</\1>", re.DOTALL)
BLOCK = re.compile(r"<(?=/?(?:p|h[1-6]|li|ul|ol|blockquote|br|div|pre|hr|t[dhr])\b)")  # where a word ends
TAG = re.compile(r"<[^>]*>")  # cleaned HTML escapes every other « < » and « > »
GAP = re.compile(r"\s+")
UNBROKEN = ("\u00a0", "\u202f")


def words_of(html: str) -> str:
    """The words of cleaned HTML alone, on one line, one plain space apart: what machines read, and count letters in.

    >>> words_of("<p>Un&nbsp;mot</p><p>et <b>deux</b></p>")
    'Un mot et deux'
    """
    return " ".join(_plain(html).split())


def read_words(html: str) -> str:
    """The same for people, letter for letter: a space that does not break stays one, so that « 6 h 55 » stays whole.

    >>> read_words("<p>À 6&nbsp;h&nbsp;55,  <b>demain</b></p>")
    'À 6\\xa0h\\xa055, demain'
    """
    return GAP.sub(lambda gap: gap[0] if gap[0] in UNBROKEN else " ", _plain(html)).strip()


def _plain(html: str) -> str:
    return unescape(TAG.sub("", BLOCK.sub(" <", html)))


def telling_words(html: str) -> str:
    """What sums a text up best, for people: without its headings, and its lists where there is anything else.

    >>> telling_words("<h2>Cour</h2><p>Elle rouvre.</p><ul><li>un</li></ul>")
    'Elle rouvre.'
    """
    return read_words(ASIDE.sub(" ", html)) or read_words(HEADED.sub(" ", html))


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

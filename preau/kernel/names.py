"""Showing names that strangers chose, so that they can be read, and be nobody else's.

A name is kept as it is meant (accents, emoji, any one script of the world). What only deceives goes: characters that
nobody sees, changes of the direction of writing, piles of accents, letters in fancy dress (Unicode's "mathematical"
alphabets). In a word that mixes scripts the letters that are not Latin become "□": "Сommission", whose first letter is
Cyrillic, must not pass for the commission.
"""

from __future__ import annotations

import re
import unicodedata

HIDDEN = "□"
MOST_MARKS = 3  # accents on one letter: Vietnamese needs two, some scripts three
_JOINER, _EMOJI_LOOK = "\u200d", "\ufe0f"
# Blank, though Unicode counts them as letters or symbols (Hangul fillers, the empty Braille cell…).
_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")
# Scripts that are written together as a rule (Unicode Technical Standard 39, 5.2, "Highly Restrictive").
_TOGETHER = [
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
]
_WORD = re.compile(r"\w+")


def safe_name(text: str, *, longest: int = 100) -> str:
    """`text` as one line that can be shown, cut at `longest` characters; "" when nothing of it can be seen.

    >>> safe_name("𝓒𝓪𝓶𝓲𝓵𝓵𝓮\\u202e\\u200b  Exemple")
    'Camille Exemple'
    >>> safe_name("\\u0421ommission scolaire")
    '□ommission scolaire'
    """
    folded = unicodedata.normalize("NFKC", text[: longest * 20])
    kept = "".join(_visible(folded))
    word_safe = _WORD.sub(lambda found: _one_script(found[0]), kept)
    return " ".join(word_safe.split())[:longest].strip()


def safe_host(host: str) -> str:
    """A host as it can be shown: its international form where that is in one script, else the one in ASCII.

    >>> safe_host("xn--xemple-9ua.exemple")
    'éxemple.exemple'
    """
    return ".".join(_safe_label(label) for label in host.split("."))


def _visible(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for at, letter in enumerate(text):
        kind = unicodedata.category(letter)
        if kind.startswith("M") and letter != _EMOJI_LOOK:
            marks += 1
            if marks <= MOST_MARKS and kept and letter not in _BLANK and not _is_variation(letter):
                kept.append(letter)
            continue
        marks = 0
        if letter in (_JOINER, _EMOJI_LOOK):
            if _joins_emoji(text, at):
                kept.append(letter)
        elif kind.startswith("Z") or letter in "\t\n\r\v\f":
            kept.append(" ")
        elif not kind.startswith("C") and letter not in _BLANK:
            kept.append(letter)
    return kept


def _is_variation(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef" or "\u180b" <= letter <= "\u180f"


def _joins_emoji(text: str, at: int) -> bool:
    """Whether the joiner or selector at `at` stands behind a symbol: between letters it is only there to deceive."""
    before = text[at - 1] if at else ""
    if before == _EMOJI_LOOK and text[at] == _JOINER and at > 1:
        before = text[at - 2]
    return bool(before) and unicodedata.category(before) in ("So", "Sk")


def _script(letter: str) -> str:
    """The script of a letter, by the first word of its name; "" for what every script uses."""
    if not letter.isalpha() or letter in "ªº":
        return ""
    name = unicodedata.name(letter, "?").partition(" ")[0]
    return "" if name in ("MODIFIER", "SUPERSCRIPT", "SUBSCRIPT") else name


def _one_script(word: str) -> str:
    scripts = {script for script in map(_script, word) if script}
    if len(scripts) <= 1 or any(scripts <= together for together in _TOGETHER):
        return word
    return "".join(HIDDEN if _script(letter) not in ("", "LATIN") else letter for letter in word)


def _safe_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        shown = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label
    scripts = {script for script in map(_script, shown) if script}
    is_plain = all(letter.isalnum() or letter == "-" or unicodedata.category(letter) == "Mn" for letter in shown)
    looks_latin = scripts and scripts <= {"LATIN"}
    return shown if is_plain and looks_latin and safe_name(shown) == shown == shown.lower() else label

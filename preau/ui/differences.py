"""What changed between two texts, word by word, for people to read."""

from __future__ import annotations

import difflib
import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST = 4000  # words of a text beyond which it is compared line by line: word by word would take seconds


def marked(old: str, new: str) -> SafeString:
    """`new`, with what it adds to `old` in <ins> and what it leaves out in <del>. Everything is escaped."""
    before, after = _pieces(old, new)
    parts: list[SafeString] = []
    for kind, i, j, k, m in _spans(before, after):
        if kind in ("delete", "replace"):
            parts.append(format_html("<del>{}</del>", "".join(before[i:j])))
        if kind in ("insert", "replace"):
            parts.append(format_html("<ins>{}</ins>", "".join(after[k:m])))
        if kind == "equal":
            parts.append(format_html("{}", "".join(after[k:m])))
    return format_html_join("", "{}", ((part,) for part in parts))


def _spans(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """The opcodes of difflib, those that only a space parts made one: « 17 h 30. 18 h. », not « 17 18 h 30. h. »."""
    found: list[tuple[str, int, int, int, int]] = []
    for span in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        between = found[-1] if found else None
        if len(found) > 1 and between and _is_gap(between, before) and "equal" not in (span[0], found[-2][0]):
            first = found[-2]
            found[-2:] = [("replace", first[1], span[2], first[3], span[4])]
        else:
            found.append(span)
    return found


def _is_gap(span: tuple[str, int, int, int, int], before: list[str]) -> bool:
    return span[0] == "equal" and not "".join(before[span[1] : span[2]]).strip()


def _pieces(old: str, new: str) -> tuple[list[str], list[str]]:
    words = [re.findall(r"\s+|[^\s]+", text) for text in (old, new)]
    if max(map(len, words)) <= LONGEST and old != new:
        return words[0], words[1]
    return old.splitlines(keepends=True), new.splitlines(keepends=True)

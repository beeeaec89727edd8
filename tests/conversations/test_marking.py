"""Marks inside a message's own HTML: never a tag more than `<mark>`, never a word less."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.conversations.marking import with_marks
from preau.kernel.excerpt import words_of
from preau.kernel.markup import tidy


@pytest.mark.parametrize(
    ("html", "spans", "marked"),
    [
        ("<p>un deux</p>", [[3, 7, "spam"]], "<p>un <mark>deux</mark></p>"),
        ("<p>u<b>n d</b>eux</p>", [[0, 7, ""]], "<p><mark>u</mark><b><mark>n d</mark></b><mark>eux</mark></p>"),
        ("<p>un</p><p>deux</p>", [[0, 7, ""]], "<p><mark>un</mark></p><p><mark>deux</mark></p>"),
        ("<p>A &amp; B &lt;i&gt;</p>", [[2, 5, ""]], "<p>A <mark>&amp; B</mark> &lt;i&gt;</p>"),
        ("<p>a  \n b</p>", [[2, 3, ""]], "<p>a  \n <mark>b</mark></p>"),
        ("<p>un</p>", [], "<p>un</p>"),
        ("<p>un</p>", [[0, 3, ""]], "<p>un</p>"),  # of other words
        ("<p>un</p>", [["0", "1", ""]], "<p>un</p>"),
    ],
)
def test_only_text_is_wrapped(html: str, spans: list[list[object]], marked: str) -> None:
    assert with_marks(html, spans) == marked


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "<p>", "</p>", "<b>", "</b>", "&amp;", "&lt;", " ", "é", "<br>", "\n", "'"])),
    st.data(),
)
def test_all_is_as_it_was_but_for_the_marks(parts: list[str], data: st.DataObject) -> None:
    html = tidy("".join(parts))
    words = words_of(html)
    start = data.draw(st.integers(0, max(len(words) - 1, 0)))
    end = data.draw(st.integers(start, len(words)))
    marked = with_marks(html, [[start, end, "spam"]])
    assert re.sub("</?mark>", "", marked) == html
    assert words_of(marked) == words
    found = "".join(re.sub("<[^>]*>", "", part) for part in re.findall("<mark>(.*?)</mark>", marked, re.DOTALL))
    assert "".join(words_of(found).split()) == "".join(words[start:end].split())

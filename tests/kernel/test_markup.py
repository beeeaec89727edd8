from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.kernel import markup


def tag_url(name: str) -> str:
    return f"https://x.test/mots-clics/{name}"


def handle_url(handle: str) -> str | None:
    return None if handle == "inconnue" else f"https://x.test/@{handle}"


def message(text: str) -> str:
    return markup.message_html(text, tag_url=tag_url, handle_url=handle_url)


def article(text: str) -> str:
    return markup.article_html(text, tag_url=tag_url, handle_url=handle_url)


def test_blank_lines_make_paragraphs_and_others_breaks() -> None:
    assert message("Un\ndeux\n\n\ntrois") == "<p>Un<br>deux</p><p>trois</p>"


def test_markup_in_a_message_is_text() -> None:
    assert message('<b>a</b> & "c"') == "<p>&lt;b&gt;a&lt;/b&gt; &amp; &quot;c&quot;</p>"


def test_a_hashtag_with_accents_is_linked_folded() -> None:
    assert message("#VieÀLÉcole !") == (
        '<p><a href="https://x.test/mots-clics/viealecole" class="hashtag" rel="noopener">#VieÀLÉcole</a> !</p>'
    )


@pytest.mark.parametrize("text", ["#1", "a#b", "&#39;", "https://a.ca/#ancre", "##x", "#"])
def test_what_is_no_hashtag_is_left_alone(text: str) -> None:
    assert markup.hashtags(text) == []
    assert "mots-clics" not in message(text)


def test_hashtags_are_found_once_as_first_typed() -> None:
    assert markup.hashtags("#Neige #neige #École #e\u0301cole #4e") == [
        ("neige", "Neige"),
        ("ecole", "École"),
        ("4e", "4e"),
    ]


def test_handles_of_this_house_are_linked_and_others_not() -> None:
    made = message("@Saules, @inconnue, @moi@ailleurs.social, info@exemple.ca")
    assert 'href="https://x.test/@saules"' in made
    assert made.count("<a ") == 2
    assert 'href="mailto:info@exemple.ca"' in made


def test_handles_are_listed_once() -> None:
    assert markup.handles("@Saules @saules @b_2 x@y @z@w.ca") == ["saules", "b_2"]


def test_addresses_are_linked_without_the_full_stop() -> None:
    made = message("Voir https://exemple.ca/a?b=1&c=2. Ou (www.exemple.org), ou css.gouv.qc.ca/x !")
    assert 'href="https://exemple.ca/a?b=1&amp;c=2"' in made
    assert 'href="https://www.exemple.org"' in made
    assert 'href="https://css.gouv.qc.ca/x"' in made


@pytest.mark.parametrize("text", ["jeudi.Au revoir", "midi.Le dîner", "fin.La suite", "15.30", "v2.0.1"])
def test_a_missing_space_makes_no_address(text: str) -> None:
    assert "<a" not in message(text)


HOSTILE = [
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "![x](https://e.test/pixel.png)",
    'https://e.test/"onmouseover=alert(1)',
    "<svg/onload=alert(1)>",
    "[a](https://e.test 'x\" onclick=\"alert(1)')",
    "<https://e.test/><style>*{display:none}</style>",
    '#tag"><script>x</script>',
    "[<b>x](#x)</b>",
    "<!-- --><iframe src=//e.test>",
]


@pytest.mark.parametrize("render", [message, article])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_brings_nothing_alive(render: object, text: str) -> None:
    made = render(text)  # type: ignore[operator]
    tags = re.findall(r"<[^>]*>", made)
    assert not any(re.match(r"</?(script|img|svg|style|iframe|b)\b", tag) for tag in tags)
    assert not any(re.search(r"\son\w+=|javascript|vbscript|data:", re.sub(r'title="[^"]*"', "", tag)) for tag in tags)


def test_an_article_keeps_one_h1_for_its_title() -> None:
    made = article("# Un\n\n## Deux\n\n###### Six")
    assert re.findall(r"<h(\d)>", made) == ["2", "3", "6"]


def test_an_article_has_lists_tables_and_links_that_do_not_reach_back() -> None:
    made = article("- a\n- b\n\n|x|y|\n|-|-|\n|1|2|\n\n[ici](https://exemple.ca) ~~non~~ **oui**")
    for part in ("<ul>", "<table>", 'rel="noopener"', "<s>", "<strong>"):
        assert part in made


def test_hashtags_of_an_article_are_linked_but_not_in_code_or_links() -> None:
    made = article("#Neige `#code` [le #lien](https://exemple.ca)")
    assert made.count("mots-clics") == 1
    assert markup.hashtags("[x](#ancre)") == []


def test_a_flag_a_family_and_an_accent_count_once() -> None:
    assert markup.length("e\u0301") == 1
    assert markup.length("👨‍👩‍👧") == 1
    assert markup.length("🇨🇦🇫🇷") == 2
    assert markup.length("👍🏽") == 1
    assert markup.length("École") == 5


def test_piled_up_marks_and_hidden_characters_are_taken_off() -> None:
    assert len(markup.tidy("e" + "\u0316" * 500)) == 5
    assert markup.tidy("a\u202eb\x00c\ufeff\r\nd\re") == "abc\nd\ne"
    assert markup.tidy("e\u0301") == "é"


@pytest.mark.parametrize(
    "piece", ["a", "#a ", "[", "*a ", "http://", "@a ", ">", "`a", "www.", "_a_", "![a", "|a", "\n"]
)
def test_a_megabyte_is_bounded(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert len(message(text)) < 40 * markup.MAX_TEXT
    assert len(article(text)) < 40 * markup.MAX_TEXT


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="<>&\"'#@[]()!*_`~|\\/:. \naé0jхttp", max_size=80))
def test_whatever_is_typed_only_known_tags_come_out(text: str) -> None:
    for made in (message(text), article(text)):
        names = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", made))
        assert names <= markup._TAGS

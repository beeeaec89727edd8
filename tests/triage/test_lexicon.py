"""Words that a board adds, and files that can't be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.triage import Kind, read_lexicon, triage


def written(folder: Path, text: str, name: str = "ours.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_board_adds_words(tmp_path: Path) -> None:
    text = 'language = "fr"\n[[words]]\nsays = "critique"\nwords = ["calendrier de fous"]\n'
    lexicon, mistakes = read_lexicon(written(tmp_path, text))
    assert mistakes == []
    assert triage("encore un calendrier de fous").kind == Kind.OTHER
    assert triage("encore un calendrier de fous", lexicon=lexicon).kind == Kind.CRITIQUE


def test_a_board_names_a_class_of_words(tmp_path: Path) -> None:
    text = '[classes]\nours = ["patente", "bébelle"]\n[[words]]\nsays = "topic"\nwords = ["@ours [à] gosses"]\n'
    lexicon, _ = read_lexicon(written(tmp_path, text))
    said = ["une patente à gosses", "une bebelle gosses", "une gosses"]
    assert [triage(one, lexicon=lexicon).kind == Kind.OFF_TOPIC for one in said] == [True, True, False]


def test_words_may_stand_between_two_dots(tmp_path: Path) -> None:
    lexicon, _ = read_lexicon(written(tmp_path, '[[words]]\nsays = "topic"\nwords = ["zig .. zag*", "=zut"]\n'))
    kinds = [triage(t, lexicon=lexicon).kind for t in ("zig et zut zagada", "zig zag", "zig a b c d zag", "zuts")]
    assert kinds == [Kind.OFF_TOPIC, Kind.OFF_TOPIC, Kind.OTHER, Kind.OTHER]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[words", "ours.toml: "),
        ('[[words]]\nsays = "critik"\nwords = ["a"]', "« critik » is no signal"),
        ('[[words]]\nsays = "critique"\nweight = "2"\nwords = ["a"]', "weight is '2'"),
        ('[[words]]\nsays = "critique"\nwords = "a"', "words are a list"),
        ('[[words]]\nsays = "critique"\nwords = ["@nobody"]', "there is no class of this name"),
        ('[[words]]\nsays = "critique"\nwords = ["---"]', "has no word in it"),
        ('[[words]]\nwords = ["a"]', "needs says"),
        ('[[words]]\nsays = "critique"\nwords = ["a b c d e f g h i j k l m"]', "at most 12 words"),
        ('[words]\nsays = "critique"', "with two brackets"),
        ('language = "de"', "language is 'de'"),
        ("patterns = 3", "patterns means nothing here"),
        ('[[words]]\nsays = "critique"\nregex = "a"', "regex means nothing"),
        ("classes = 3", "should be a table"),
    ],
)
def test_a_broken_file_is_left_out_and_said(tmp_path: Path, text: str, said: str) -> None:
    written(tmp_path, '[[words]]\nsays = "topic"\nwords = ["zut"]\n', "good.toml")
    lexicon, mistakes = read_lexicon(written(tmp_path, text))
    assert len(mistakes) == 1
    assert str(mistakes[0]).startswith("ours.toml: ")
    assert said in str(mistakes[0])
    assert triage("zut", lexicon=lexicon).kind == Kind.OFF_TOPIC


def test_a_file_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_bytes(b"\xff\xfe\x00")
    assert len(read_lexicon(tmp_path)[1]) == 1


def test_there_need_be_no_folder(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path / "absent")[1] == read_lexicon(None)[1] == []

"""What messages seem to be, and the words that say so."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from preau.triage import Kind, Tone, triage
from preau.triage.judging import LONGEST


def marked(text: str, kind: Kind | None = None) -> list[str]:
    return [text[m.start : m.end] for m in triage(text).marks if kind in (None, m.kind)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Est-ce que l’école est ouverte demain ?", Kind.QUESTION),
        ("y a tu de lecole demain", Kind.QUESTION),
        ("Merci à toute l’équipe, c’était magnifique", Kind.THANKS),
        ("On n’a jamais été avertis, c’est inacceptable.", Kind.CRITIQUE),
        ("Mon fils n’a toujours pas vu l’orthopédagogue prévue à son plan d’intervention.", Kind.COMPLAINT),
        ("La directrice est une maudite folle", Kind.ATTACK),
        ("Je vais te tuer", Kind.DANGER),
        ("Appelez-moi au 418-555-0142", Kind.PERSONAL),
        ("Gagnez 500 $ par jour, cliquez ici http://gagnant.example", Kind.SPAM),
        ("Go Habs go", Kind.OFF_TOPIC),
        ("La rencontre aura lieu au gymnase.", Kind.OTHER),
        ("Thank you so much to all the staff!", Kind.THANKS),
        ("My son was left alone and nobody called me.", Kind.COMPLAINT),
        ("I want to die", Kind.DANGER),
    ],
)
def test_each_kind_is_known_in_both_languages(text: str, kind: Kind) -> None:
    assert triage(text).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "C’est de la merde ce transport, calisse, une vraie honte !",
        "Décision idiote, règlement débile, une farce.",
        "Cette politique est stupide et vous devriez avoir honte.",
        "This policy is stupid.",
    ],
)
def test_a_harsh_critique_is_no_attack(text: str) -> None:
    verdict = triage(text)
    assert verdict.kind == Kind.CRITIQUE
    assert Kind.ATTACK not in verdict.also


@pytest.mark.parametrize(
    "text", ["Je vais tuer le temps", "Mort de rire, il a tué ça", "On a mangé une volée au soccer"]
)
def test_ways_of_speaking_are_no_threats(text: str) -> None:
    assert triage(text).kind not in (Kind.DANGER, Kind.ATTACK)


@pytest.mark.parametrize(
    "text", ["Crisse que c’est beau !", "tabarnak que vous êtes bons, bravo", "Esti que je suis fière"]
)
def test_who_swears_with_joy_is_not_hostile(text: str) -> None:
    verdict = triage(text)
    assert verdict.kind == Kind.THANKS
    assert verdict.tone != Tone.HOSTILE


@pytest.mark.parametrize(
    ("named", "attacked"),
    [
        ("Les musulmans de la rue fêtent ce soir", "Les musulmans c’est tous des voleurs"),
        ("Il s’attarde trop au tableau", "Le prof est un attardé"),
        ("Ma fille se fait traiter de grosse vache", "Ta fille est une grosse vache"),
    ],
)
def test_who_names_or_repeats_attacks_nobody(named: str, attacked: str) -> None:
    assert Kind.ATTACK not in (triage(named).kind, *triage(named).also)
    assert triage(attacked).kind == Kind.ATTACK


@pytest.mark.parametrize(
    "text",
    [
        "les inscriptions finissent quand",
        "faut-tu des souliers d’intérieur",
        "ils commencent tu à la même heure",
        "un parent peut-il accompagner",
        "on appelle qui pour le camp",
        "does the bus run on Friday",
    ],
)
def test_a_question_needs_no_mark(text: str) -> None:
    assert triage(text).kind == Kind.QUESTION


@pytest.mark.parametrize(
    "text", ["« C’est beau », dit-il", "je sais où c’est", "tu as vu ça, on dirait que tu es content"]
)
def test_who_tells_does_not_ask(text: str) -> None:
    assert triage(text).kind != Kind.QUESTION


def test_a_negation_turns_words_around() -> None:
    assert triage("Ce n’est pas inacceptable.").kind != Kind.CRITIQUE
    assert triage("It is not unacceptable.").kind != Kind.CRITIQUE


def test_a_negation_does_not_reach_past_a_comma() -> None:
    assert triage("Je ne savais pas, c’est inacceptable").kind == Kind.CRITIQUE


def test_the_gravest_kind_is_said_first_and_the_others_after_it() -> None:
    verdict = triage("Espèce de salope, je vais te casser les jambes")
    assert (verdict.kind, verdict.also[0]) == (Kind.DANGER, Kind.ATTACK)


def test_the_words_that_decided_are_marked_exactly() -> None:
    assert marked("On n’a jamais été avertis : c’est inacceptable !") == ["n’a jamais été avertis", "inacceptable"]


def test_marks_stand_in_the_original_text_whatever_its_letters() -> None:
    assert marked("Ça cœûr 😀 z̷a̷l̷g̷o̷ : c’est INACCEPTABLE") == ["INACCEPTABLE"]


def test_a_word_of_the_other_language_says_nothing() -> None:
    assert triage("The school has a sale of old books in the gym").kind != Kind.ATTACK


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mon code permanent est UNTM12050709", "UNTM12050709"),
        ("mon nas 046 454 286", "046 454 286"),
        ("écrire à a.untel@poste.example", "a.untel@poste.example"),
        ("elle est au 1245, rue des Érables, à côté", "1245, rue des Érables"),
        ("livrez au 33 chemin du Lac Long svp", "33 chemin du Lac Long"),
        ("(450) 555-0119", "450) 555-0119"),
        ("quatre cinq zéro, cinq cinq cinq zéro un un deux", "quatre cinq zéro, cinq cinq cinq zéro un un"),
        ("le nip de la porte c’est 4471", "4471"),
        ("sa fête c’est le 3 mai 2014", "3 mai 2014"),
    ],
)
def test_personal_information_is_known_by_its_form(text: str, words: str) -> None:
    verdict = triage(text)
    assert verdict.kind == Kind.PERSONAL
    assert any(words in found for found in marked(text, Kind.PERSONAL))


@pytest.mark.parametrize("text", ["L’an 2025-2026 aura 180 jours.", "Facture 123 456 789", "12 élèves, 3 e étage"])
def test_numbers_of_every_day_are_not_personal(text: str) -> None:
    assert triage(text).kind != Kind.PERSONAL


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Merci beaucoup !", Tone.WARM),
        ("La rencontre est mardi.", Tone.NEUTRAL),
        ("C’est inacceptable.", Tone.TENSE),
        ("Ta gueule, espèce de con", Tone.HOSTILE),
    ],
)
def test_the_tone(text: str, tone: Tone) -> None:
    assert triage(text).tone == tone


def test_the_language_is_told_by_common_words() -> None:
    assert [triage(t).language for t in ("La cour est à nous", "The school is open", "ok")] == ["fr", "en", ""]
    assert triage("ok", language="fr-CA").language == "fr"


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert triage("a " * LONGEST + "je vais te tuer").kind == Kind.OTHER


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["", "fr", "en", "x" * 50]))
@example("\ud800\u202e\u0301ﷺ" * 30, "fr")
@example("je vais te " * 300, "fr")
@example("?!" * 500, "")
def test_it_never_raises_and_marks_words_of_the_text(text: str, language: str) -> None:
    verdict = triage(text, language=language)
    ends = 0
    for mark in verdict.marks:
        assert ends <= mark.start < mark.end <= len(text)
        ends = mark.end
    assert 0 <= verdict.score <= 1

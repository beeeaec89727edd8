"""What a term finds and what it leaves alone; and that the quick way finds what the plain way does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.listening.matching import How, Kind, Matcher, Rule, phrase
from preau.listening.matching.near import allowed, distance
from preau.listening.matching.words import Word, stem, words_of


def found(text: str, *terms: Rule | str) -> list[tuple[str, str]]:
    rules = [t if isinstance(t, Rule) else Rule(1, n, t, Kind.NAME, is_near=True) for n, t in enumerate(terms)]
    return [(text[hit.start : hit.end], hit.how.value) for hit in Matcher(rules).hits(text)]


@pytest.mark.parametrize(
    ("term", "text", "words", "how"),
    [
        ("École des Saules", "Fermeture de l’école des Saules lundi", "école des Saules", "exact"),
        ("École des Saules", "L'ECOLE DES SAULES ferme", "ECOLE DES SAULES", "exact"),
        ("École des Saules", "Vu à #EcoleDesSaules hier", "#EcoleDesSaules", "hashtag"),
        ("École des Saules", "Vu à #écoledessaules hier", "#écoledessaules", "hashtag"),
        ("École des Saules", "Vu à #ecole_des_saules hier", "#ecole_des_saules", "hashtag"),
        ("École des Saules", "merci @ecoledessaules@exemple.org", "@ecoledessaules", "hashtag"),
        ("École d’Youville", "à l’école d'Youville", "école d'Youville", "exact"),
        ("École d’Youville", "à l’école Youville", "école Youville", "exact"),
        ("L’Étincelle", "à Étincelle, on danse", "Étincelle", "exact"),
        ("Saint-Joseph", "École St. Joseph", "St. Joseph", "exact"),
        ("École Sainte-Anne", "école Ste-Anne", "école Ste-Anne", "exact"),
        (
            "CSS des Rivages",
            "Le centre de services scolaire des Rivages",
            "centre de services scolaire des Rivages",
            "exact",
        ),
        ("Centre de services scolaire des Rivages", "le CSS des Rivages", "CSS des Rivages", "exact"),
        ("commissaire", "les commissaires votent", "commissaires", "exact"),
        ("élue", "un élu, des élu·e·s", "élu", "exact"),
        ("Sacré-Cœur", "école du Sacre-Coeur", "Sacre-Coeur", "exact"),
        ("Val-des-Rivages", "à Val-des-Rviages", "Val-des-Rviages", "near"),
        ("Polyvalente", "la polivalante", "polivalante", "near"),
        ("CSSDLJ", "#CSSDLJ en grève", "#CSSDLJ", "hashtag"),
        ("Œuvres", "les oeuvres", "oeuvres", "exact"),
        ("cafe\u0301", "un café fermé", "café", "exact"),
        ("café", "un cafe\u0301 fermé", "cafe\u0301", "exact"),
    ],
)
def test_a_term_finds_how_people_write_it(term: str, text: str, words: str, how: str) -> None:
    assert (words, how) in found(text, term)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Saules", "les saulesaie"),  # inside another word
        ("École des Saules", "On ferme l’école. Saules et bouleaux"),  # across two sentences
        ("École des Saules", "l’école\n\nSaules"),
        ("École des Saules", "l’école aux grands saules"),  # a word between
        ("Nordet", "le nordot"),  # near, but that was not asked for
        ("Phare", "le phase"),  # five letters have too many neighbours
        ("Anse", "la danse"),
    ],
)
def test_a_term_leaves_the_rest_alone(term: str, text: str) -> None:
    assert found(text, Rule(1, 1, term, Kind.NAME, is_near=term != "Nordet")) == []


def test_one_word_of_a_name_may_be_wrong_and_no_two() -> None:
    assert found("Ecole des Érabels de Montcaml", "École des Érables de Montcalm") == []
    assert found("Ecole des Érabels de Montcalm", "École des Érables de Montcalm") == [
        ("Ecole des Érabels de Montcalm", "near")
    ]


def test_a_hashtag_finds_no_words() -> None:
    term = Rule(1, 1, "#VieALEcole", Kind.HASHTAG)
    assert found("La vie à l’école", term) == []
    assert found("ici #viealecole", term) == [("#viealecole", "hashtag")]


def test_an_exclusion_silences_its_own_watch_alone() -> None:
    rules = [Rule(1, 1, "Saint-Joseph"), Rule(1, 2, "Coaticook", Kind.EXCLUSION), Rule(2, 3, "Saint-Joseph")]
    hits = Matcher(rules).hits("L’école Saint-Joseph, à Coaticook")
    assert [(hit.watch, hit.term) for hit in hits] == [(2, 3)]


SHARED = [
    Rule(1, 1, "École Saint-Joseph", needs_context=True),
    Rule(1, 2, "Val-des-Rivages", Kind.CONTEXT),
    Rule(2, 3, "École Saint-Joseph", needs_context=True),
    Rule(2, 4, "Sainte-Anse", Kind.CONTEXT),
]


def test_a_name_that_others_bear_needs_its_place_near_by() -> None:
    matcher = Matcher(SHARED)
    assert [hit.watch for hit in matcher.hits("À Val-des-Rivages, l’école Saint-Joseph ferme.")] == [1]
    assert [hit.watch for hit in matcher.hits("L’école Saint-Joseph (Sainte-Anse) ferme.")] == [2]
    assert matcher.hits("L’école Saint-Joseph ferme.") == []


def test_its_place_far_away_tells_nothing() -> None:
    assert Matcher(SHARED).hits("L’école Saint-Joseph. " + "Autre chose. " * 50 + "Val-des-Rivages.") == []


def test_a_term_made_of_little_words_finds_nothing() -> None:
    assert phrase("de la") == ()
    assert found("de la neige", "de la") == []


def test_a_text_of_a_million_characters_costs_no_more_than_its_beginning() -> None:
    assert found("x" * 1_000_000 + " saules", "saules") == []
    assert found("saules " * 50_000, Rule(1, 1, "saules"))[0] == ("saules", "exact")


# The plain way, to compare with: each term at each word.

LETTERS = "abe"
WORDS = st.text(LETTERS, min_size=1, max_size=12)
TERMS = st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=3), st.booleans()), min_size=1, max_size=6)


def plainly(rules: list[Rule], text: str) -> set[tuple[int, int, int, str]]:
    words = [word for word in words_of(text) if isinstance(word, Word)]
    hits = set()
    for rule in rules:
        term = phrase(rule.text)
        for place in range(len(words) - len(term) + 1 if term else 0):
            there = words[place : place + len(term)]
            errors = sum(stem(a) != stem(b.folded) for a, b in zip(term, there, strict=True))
            is_near = all(
                stem(a) == stem(b.folded) or distance(b.folded, a, allowed(a)) <= allowed(a)
                for a, b in zip(term, there, strict=True)
            )
            if errors == 0 or (errors == 1 and is_near and rule.is_near):
                hits.add((rule.term, there[0].start, there[-1].end, "near" if errors else "exact"))
    return hits


@settings(max_examples=150, deadline=None)
@given(terms=TERMS, words=st.lists(WORDS, max_size=10), data=st.data())
def test_the_quick_way_finds_what_the_plain_way_does(
    terms: list[tuple[list[str], bool]], words: list[str], data: st.DataObject
) -> None:
    rules = [Rule(1, n, " ".join(term), Kind.WORD, is_near=near) for n, (term, near) in enumerate(terms)]
    words += [spoiled(data, word) for word in terms[0][0]]
    text = " ".join(words)
    found_quickly = {(hit.term, hit.start, hit.end, hit.how.value) for hit in Matcher(rules).hits(text)}
    expected = plainly(rules, text)
    overlapping = {hit for hit in expected if hit not in found_quickly}
    assert found_quickly <= expected
    # A term found twice over the same words is kept once: what is missing overlaps with what is there.
    assert all(any(a[0] == b[0] and b[1] <= a[1] and a[2] <= b[2] for b in found_quickly) for a in overlapping)


def spoiled(data: st.DataObject, word: str) -> str:
    """`word` with up to two letters added, changed or left out."""
    for _ in range(data.draw(st.integers(0, 2))):
        place, letter = data.draw(st.integers(0, len(word))), data.draw(st.sampled_from(["", *LETTERS]))
        word = word[:place] + letter + word[place + data.draw(st.integers(0, 1)) :]
    return word or "b"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=30))
def test_no_text_is_too_strange(text: str, term: str) -> None:
    for hit in Matcher([Rule(1, 1, term, is_near=True)]).hits(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.how in How

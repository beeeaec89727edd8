"""Handles: always valid, never shared, the same whatever the order of the names."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from preau.institutions.names import handle_candidates
from preau.kernel import handles

NAMES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["École Saint-Joseph", "École Notre-Dame", "École de Gaspé", "École", "CSS des Rives", "École 28"]),
)
PLACES = st.one_of(st.text(max_size=40), st.sampled_from(["Coaticook", "Gaspé", "Saint-Louis-du-Ha! Ha!", ""]))
KINDS = st.sampled_from(["board", "school", "training", "adult"])
NETWORKS = st.dictionaries(st.from_regex(r"\A[0-9]{6}\Z"), st.tuples(NAMES, PLACES, KINDS), max_size=30)


def candidates(network: dict[str, tuple[str, str, str]]) -> dict[str, list[str]]:
    return {
        code: handle_candidates(name=name, municipality=place, code=code, kind=kind)
        for code, (name, place, kind) in network.items()
    }


@given(NETWORKS)
def test_an_allocated_handle_is_always_valid(network: dict[str, tuple[str, str, str]]) -> None:
    assert {handles.fault(handle) for handle in handles.allocate(candidates(network), given={}).values()} <= {""}


@given(NETWORKS, st.sets(st.sampled_from(["saint_joseph", "notre_dame", "ecole_gaspe", "css_rives"])))
def test_nobody_shares_a_handle_or_gets_a_taken_one(network: dict[str, tuple[str, str, str]], taken: set[str]) -> None:
    found = handles.allocate(candidates(network), given={}, taken=taken)
    assert found.keys() == network.keys()
    assert len(set(found.values())) == len(found)
    assert not taken & set(found.values())


@given(NETWORKS, st.randoms())
def test_the_order_of_the_names_changes_nothing(
    network: dict[str, tuple[str, str, str]], chance: random.Random
) -> None:
    options = list(candidates(network).items())
    shuffled = options.copy()
    chance.shuffle(shuffled)
    assert handles.allocate(dict(options), given={}) == handles.allocate(dict(shuffled), given={})


@given(NETWORKS)
def test_who_has_a_handle_keeps_it(network: dict[str, tuple[str, str, str]]) -> None:
    kept = {code: f"ancien_{code}" for code in list(network)[::2]}
    found = handles.allocate(candidates(network), given=kept)
    assert not kept.keys() & found.keys()
    assert not set(kept.values()) & set(found.values())


def test_namesakes_are_told_apart_by_the_municipality_then_by_the_code() -> None:
    network = {
        "900001": ("École Saint-Joseph", "Coaticook", "school"),
        "900002": ("École Saint-Joseph", "Granby", "school"),
        "900003": ("École Saint-Joseph", "Granby", "school"),
        "900004": ("École de la Source", "Granby", "school"),
    }
    assert handles.allocate(candidates(network), given={}) == {
        "900001": "saint_joseph_coaticook",
        "900002": "saint_joseph_900002",
        "900003": "saint_joseph_900003",
        "900004": "source",
    }


def test_a_newcomer_does_not_take_the_bare_name_of_namesakes() -> None:
    network = {
        "900001": ("École Saint-Joseph", "Coaticook", "school"),
        "900002": ("École Saint-Joseph", "Granby", "school"),
    }
    found = handles.allocate(candidates(network), given={"900001": "saint_joseph_coaticook"})
    assert found == {"900002": "saint_joseph_granby"}


def test_a_centre_is_told_from_a_school_of_the_same_name() -> None:
    network = {
        "900001": ("École Harrington", "Anse", "school"),
        "900002": ("CFP Harrington", "Anse", "training"),
        "900003": ("Centre d’éducation des adultes Harrington", "Anse", "adult"),
        "900004": ("CSS de Harrington", "", "board"),
        "900005": ("CS Harrington", "", "board"),
    }
    assert set(handles.allocate(candidates(network), given={}).values()) == {
        *("harrington", "cfp_harrington", "cea_harrington", "css_harrington", "cs_harrington"),
    }


def test_a_school_does_not_look_like_its_town() -> None:
    network = {"900001": ("École primaire de Gaspé", "Gaspé", "school")}
    assert handles.allocate(candidates(network), given={}) == {"900001": "ecole_primaire_gaspe"}


def test_a_long_name_is_cut_between_words() -> None:
    network = {"900001": ("École Notre-Dame-du-Très-Saint-Sacrement-de-Marie", "Anse", "school")}
    assert handles.allocate(candidates(network), given={}) == {"900001": "notre_dame_tres_saint"}


def test_an_adjective_keeps_the_word_before_it() -> None:
    assert candidates({"900001": ("École internationale du Parc", "Anse", "school")})["900001"][0] == (
        "ecole_internationale_parc"
    )

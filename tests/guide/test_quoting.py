"""What other rooms quote of the guide."""

from __future__ import annotations

from preau.guide import selectors
from preau.guide.services import values_set
from tests.conftest import Cast

from .test_editions import adopt


def test_the_summary_is_four_plain_points_and_the_way_to_the_whole(cast: Cast) -> None:
    summary = selectors.netiquette_summary(cast.saules.institution, "fr")
    assert len(summary.points) == 4
    assert not any("<" in point for point in summary.points)
    assert "911" in summary.points[3]
    assert summary.path == f"/@{cast.rivages.handle}/netiquette"
    assert selectors.netiquette_summary(None, "en").path == "/en/netiquette"


def test_a_reason_is_quoted_in_the_board_s_words(cast: Cast) -> None:
    assert "pas une attaque" in selectors.reason_html(cast.saules.institution, "attack", "fr")
    assert "is not an attack" in selectors.reason_html(cast.saules.institution, "attack", "en")
    assert selectors.reason_html(cast.saules.institution, "off_topic", "fr") == ""


def test_the_promise_is_a_line_with_the_board_s_hours(cast: Cast) -> None:
    values_set(institution=cast.rivages.institution, actor=cast["rivages_administrator"], hours_fr="de 8 h à 16 h")
    line = selectors.promise_line(cast.saules.institution, "fr")
    assert "de 8 h à 16 h" in line
    assert "911" in line
    assert "<" not in line


def test_an_official_s_guide_is_that_of_the_board_of_their_mandate(cast: Cast) -> None:
    adopt(cast.rivages, cast["rivages_communications"], body_fr="# Charte\n\nNos mots.")
    institution = selectors.institution_of(cast.commissioner)
    assert "Nos mots." in selectors.article_html(institution, "charter", "fr")


def test_the_public_has_no_address_for_the_charter(cast: Cast) -> None:
    from preau.guide.selectors.quoting import article_path

    assert article_path(cast.rivages.institution, "charter", "fr") is None
    assert article_path(cast.rivages.institution, "reasons", "en") == f"/en/@{cast.rivages.handle}/netiquette/motifs"

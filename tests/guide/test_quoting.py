"""What other rooms quote of the guide."""

from __future__ import annotations

from django.test import Client

from preau.conversations.models import Conversation, Message
from preau.guide import selectors
from preau.guide.selectors.quoting import article_path
from preau.guide.services import edition_acknowledge, values_set
from preau.kernel import clock
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
    assert article_path(cast.rivages.institution, "charter", "fr") is None
    assert article_path(cast.rivages.institution, "reasons", "en") == f"/en/@{cast.rivages.handle}/netiquette/motifs"


def test_each_reason_is_quoted_where_a_message_is_hidden(cast: Cast, client: Client) -> None:
    talk = Conversation.objects.create(page=cast.saules, opened_at=clock.now(), last_at=clock.now())
    said = {"network": "activitypub", "remote_id": "https://a.exemple/1", "html": "<p>Non.</p>", "said_at": clock.now()}
    message = Message.objects.create(conversation=talk, **said)
    client.force_login(cast["saules_moderator"])
    shown = client.get(f"/bureau/conversations/messages/{message.pk}/masquer/").content.decode()
    for reason in selectors.reasons(cast.saules.institution, "fr"):
        assert reason.html in shown


def test_the_composer_has_the_charter_and_a_quiet_line_until_it_is_read(cast: Cast, client: Client) -> None:
    made = adopt(cast.rivages, cast["rivages_communications"], body_fr="# Charte\n\nNos mots à nous.", body_en="")
    client.force_login(cast["saules_editor"])
    line = "Vous n’avez pas encore dit avoir lu cette charte."
    composer = client.get("/bureau/ecrire/").content.decode()
    assert "Nos mots à nous." in composer
    assert line in composer
    assert "Charte des personnes qui publient</a>" in client.get("/bureau/").content.decode()
    edition_acknowledge(edition=made, actor=cast["saules_editor"])
    assert line not in client.get("/bureau/ecrire/").content.decode()
    assert "vous demande de lire" not in client.get("/bureau/").content.decode()

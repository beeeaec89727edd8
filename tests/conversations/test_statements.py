"""An official explanation, pinned where people talk."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from preau.conversations.models import Conversation, PinnedStatement
from preau.conversations.services import statement_begin, statement_pin, statement_unpin
from preau.federation.documents import post_document
from preau.kernel.errors import Invalid, NotAllowed
from preau.posts.models import Post, PostState
from preau.posts.services import post_edit, post_publish, post_save, post_withdraw
from preau.records.models import Entry
from tests.conftest import Cast
from tests.website.conftest import Door, door
from tests.website.saying import say as publish

from .saying import say

__all__ = ["door"]
pytestmark = pytest.mark.django_db

STATEMENT_CHOSEN = re.compile(r'value="statement"[^>]* checked')
WORDS = {"title_fr": "Ce qui s’est passé mardi", "body_fr": "## Les faits\n\nLa sortie a été **reportée**."}


@pytest.fixture
def post(cast: Cast) -> Post:
    return publish(cast.saules, "Exposition jeudi")


@pytest.fixture
def talk(cast: Cast, post: Post) -> Conversation:
    return say(cast.saules, "<p>C’est annulé ?</p>", post=post).conversation


def written(cast: Cast, talk: Conversation, who: str = "saules_communications") -> Post:
    """A statement begun from `talk`, and published."""
    draft = statement_begin(conversation=talk, actor=cast[who]).statement
    saved = post_save(actor=cast[who], post=draft, version=draft.version, **WORDS)
    return post_publish(actor=cast[who], post=saved)


def pinned(cast: Cast, talk: Conversation) -> Post:
    statement = written(cast, talk)
    statement_pin(statement=statement, conversation=talk, actor=cast["saules_moderator"])
    return statement


def see(client: Client, post: Post, query: str = "", prefix: str = "") -> str:
    answer = client.get(f"{prefix}/@{post.page.handle}/{post.pk}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_written_from_the_talk_then_pinned_in_one_press(cast: Cast, talk: Conversation, client: Client) -> None:
    client.force_login(cast["saules_communications"])
    there = f"/bureau/conversations/{talk.pk}/"
    assert "Écrire une mise au point" in client.get(there).content.decode()
    composer = client.post(f"{there}mise-au-point/")
    row = PinnedStatement.objects.get()
    assert composer.url == f"/bureau/ecrire/{row.statement_id}/"
    assert STATEMENT_CHOSEN.search(client.get(composer.url).content.decode())
    post_save(actor=cast["saules_communications"], post=row.statement, version=row.statement.version, **WORDS)
    post_publish(actor=cast["saules_communications"], post=row.statement)
    offers = client.get(f"/bureau/conversations/mises-au-point/{row.statement_id}/", headers={"HX-Request": "true"})
    assert f'action="{there}mise-au-point/epingler/"' in offers.content.decode()
    client.post(f"{there}mise-au-point/epingler/", {"statement": row.statement_id})
    row.refresh_from_db()
    assert row.pinned_by == cast["saules_communications"]
    assert Entry.objects.filter(verb="statement.pinned").count() == 1


def test_the_public_reads_it_word_for_word_on_top_and_under_older_sheets(
    cast: Cast, talk: Conversation, client: Client, post: Post
) -> None:
    statement = pinned(cast, talk)
    text = see(client, post)
    assert "<h4>Les faits</h4>" in text
    assert "La sortie a été <strong>reportée</strong>." in text
    assert text.index("reportée") < text.index("C’est annulé ?")
    older = see(client, post, "?avant=1-1")
    assert "reportée" in older
    assert f"/@{cast.saules.handle}/{statement.pk}#quote" in text


def test_its_own_page_says_what_it_is_and_can_be_quoted(cast: Cast, talk: Conversation, client: Client) -> None:
    text = see(client, pinned(cast, talk))
    assert '<span class="chip">Mise au point</span>' in text
    assert "Citer ce texte" in text


def test_an_edition_shows_with_its_versions_and_a_withdrawal_leaves_a_trace(
    cast: Cast, talk: Conversation, door: Door, post: Post
) -> None:
    statement, by = pinned(cast, talk), cast["saules_communications"]
    place = f"/@{post.page.handle}/{post.pk}"
    assert "reportée" in door.visit(place).text
    edited = post_edit(actor=by, post=statement, version=statement.version, body_fr="Elle aura lieu vendredi.")
    text = door.visit(place).text
    assert "Elle aura lieu vendredi." in text
    assert f"/@{cast.saules.handle}/{statement.pk}/historique" in text
    post_withdraw(actor=by, post=edited, reason="La date était fausse.")
    left = door.visit(place).text
    assert "vendredi" not in left
    assert "Mise au point retirée par École des Trois-Saules." in left


def test_pinning_and_unpinning_show_at_once(cast: Cast, talk: Conversation, door: Door, post: Post) -> None:
    place, statement = f"/@{post.page.handle}/{post.pk}", written(cast, talk)
    assert "reportée" not in door.visit(place).text
    row = statement_pin(statement=statement, conversation=talk, actor=cast["saules_moderator"])
    assert "reportée" in door.visit(place).text
    statement_unpin(pinned=row, actor=cast["saules_moderator"])
    assert "reportée" not in door.visit(place).text
    assert Entry.objects.filter(verb="statement.unpinned").count() == 1


def test_a_board_s_statement_may_stand_under_its_school_and_no_stranger_s(
    cast: Cast, talk: Conversation, client: Client
) -> None:
    titled = {"kind": "statement", "title_fr": "Nos mots"}
    own, sister, other = (publish(page, "Texte", **titled) for page in (cast.rivages, cast.erables, cast.estuaire))
    moderator = cast["saules_moderator"]
    statement_pin(statement=own, conversation=talk, actor=moderator)
    for stranger in (sister, other, publish(cast.saules, "Un message")):
        with pytest.raises(Invalid):
            statement_pin(statement=stranger, conversation=talk, actor=moderator)
    client.force_login(moderator)
    there = f"/bureau/conversations/{talk.pk}/mise-au-point/epingler/"
    for given in (other.pk, 10**20, "x", ""):
        assert client.post(there, {"statement": given}).status_code == 404


def test_one_that_is_pinned_under_two_posts_stands_once_under_each(cast: Cast, talk: Conversation, client) -> None:
    statement = pinned(cast, talk)
    other = publish(cast.saules, "Autre chose")
    second = say(cast.saules, "<p>Et ici ?</p>", post=other).conversation
    statement_pin(statement=statement, conversation=second, actor=cast["saules_moderator"])
    assert see(client, other).count("<h4>Les faits</h4>") == 1


def test_three_at_most_and_pinning_twice_pins_once(cast: Cast, talk: Conversation) -> None:
    moderator = cast["saules_moderator"]
    for number in range(3):
        made = publish(cast.saules, "Texte", kind="statement", title_fr=f"Titre {number}")
        first = statement_pin(statement=made, conversation=talk, actor=moderator)
        assert statement_pin(statement=made, conversation=talk, actor=moderator) == first
    fourth = publish(cast.saules, "Texte", kind="statement", title_fr="Titre 4")
    with pytest.raises(Invalid):
        statement_pin(statement=fourth, conversation=talk, actor=moderator)


def test_one_stands_on_top_of_what_is_asked_of_the_page_itself(cast: Cast, door: Door) -> None:
    asked = say(cast.saules, "<p>Est-ce vrai ?</p>", network="visitor", reply_to="").conversation
    place, all_of_them = f"/@{cast.saules.handle}", f"/@{cast.saules.handle}/questions"
    assert "Mise au point" not in door.visit(place).text
    statement = pinned(cast, asked)
    for path in (place, all_of_them):
        assert "<h4>Les faits</h4>" in door.visit(path).text
    statement_unpin(pinned=PinnedStatement.objects.get(), actor=cast["saules_moderator"])
    assert "<h4>Les faits</h4>" not in door.visit(all_of_them).text
    assert statement.state == PostState.PUBLISHED


def test_a_private_talk_has_no_place_for_one(cast: Cast) -> None:
    private = say(cast.saules, "<p>Entre nous</p>", is_private=True).conversation
    with pytest.raises(Invalid):
        statement_begin(conversation=private, actor=cast["saules_communications"])


@pytest.mark.parametrize("who", ["saules_reader", "estuaire_administrator", "rivages_editor"])
def test_only_moderators_pin_and_only_writers_begin(cast: Cast, talk: Conversation, who: str, client: Client) -> None:
    statement = written(cast, talk)
    with pytest.raises(NotAllowed):
        statement_pin(statement=statement, conversation=talk, actor=cast[who])
    client.force_login(cast[who])
    row = PinnedStatement.objects.get()
    for path in (
        f"{talk.pk}/mise-au-point/",
        f"{talk.pk}/mise-au-point/epingler/",
        f"mises-au-point/{row.pk}/desepingler/",
    ):
        assert client.post(f"/bureau/conversations/{path}").status_code in (403, 404)
    with pytest.raises(NotAllowed):
        statement_begin(conversation=talk, actor=cast["saules_moderator"])


def test_other_servers_get_it_as_an_article(cast: Cast, talk: Conversation) -> None:
    document = post_document(
        Post.objects.select_related("page__domain", "page__institution").get(pk=pinned(cast, talk).pk)
    )
    assert document["type"] == "Article"
    assert document["name"] == "Ce qui s’est passé mardi"


def test_a_statement_needs_a_title(cast: Cast, talk: Conversation) -> None:
    by = cast["saules_communications"]
    draft = statement_begin(conversation=talk, actor=by).statement
    saved = post_save(actor=by, post=draft, version=draft.version, body_fr="Sans titre")
    with pytest.raises(Invalid):
        post_publish(actor=by, post=saved)
    assert Post.objects.get(pk=draft.pk).state == PostState.DRAFT


def test_one_who_may_not_publish_asks_for_a_review(cast: Cast, client: Client) -> None:
    client.force_login(cast["saules_editor"])
    composer = client.get("/bureau/ecrire/?genre=statement").content.decode()
    assert STATEMENT_CHOSEN.search(composer)
    assert "Demander une révision" in composer
    assert "Publier maintenant" not in composer


def test_pinned_at_is_shown_on_the_desk(cast: Cast, talk: Conversation, client: Client) -> None:
    pinned(cast, talk)
    client.force_login(cast["saules_moderator"])
    shown = client.get(f"/bureau/conversations/{talk.pk}/").content.decode()
    assert "Désépingler" in shown
    assert str(timezone.localdate().year) in shown
    assert "Notre nétiquette" in shown


def test_no_empty_card_is_shown_to_who_may_not_write_one(cast: Cast, client: Client, talk: Conversation) -> None:
    for who, is_shown in (("saules_moderator", False), ("saules_communications", True)):
        client.force_login(cast[who])
        shown = client.get(f"/bureau/conversations/{talk.pk}/").content.decode()
        assert ('id="statements"' in shown) == is_shown

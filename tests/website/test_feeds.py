"""Feeds, as readers of feeds and media take them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client

from preau.institutions.models import Page, PageHandle
from preau.kernel import clock
from preau.posts.models import Post
from tests.conftest import Cast

from .saying import alert, illustrate, say, withdraw


def read(client: Client, path: str) -> feedparser.FeedParserDict:
    response = client.get(path)
    assert response.status_code == 200
    found = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    return found


def read_json(client: Client, path: str) -> dict:
    response = client.get(path)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(response.content)


def test_a_feed_is_well_formed_and_holds_whole_texts(cast: Cast, client: Client) -> None:
    post = say(cast.saules, 'Texte <a href="/mots-clics/oiseaux">entier</a>', title_fr="Exposition & oiseaux")
    feed = read(client, "/@page_900001/feed.atom")
    assert feed.version == "atom10"
    assert feed.feed.title == "École des Trois-Saules"
    entry = feed.entries[0]
    assert (entry.title, entry.link) == ("Exposition & oiseaux", f"http://testserver/@page_900001/{post.pk}")
    assert 'href="http://testserver/mots-clics/oiseaux"' in entry.content[0].value


def test_a_feed_keeps_its_names_whatever_becomes_of_the_handle(cast: Cast, client: Client) -> None:
    say(cast.saules, "Texte")
    before = read(client, "/@page_900001/feed.atom")
    Page.objects.filter(pk=cast.saules.pk).update(handle="nouveau")
    PageHandle.objects.create(domain=cast.domain, handle="nouveau", page=cast.saules)
    after = read(client, "/@nouveau/feed.atom")
    assert (after.feed.id, after.entries[0].id) == (before.feed.id, before.entries[0].id)
    assert after.feed.id.startswith("tag:testserver,")
    assert read_json(client, "/@nouveau/feed.json")["items"][0]["id"] == before.entries[0].id


def test_pictures_come_with_their_alternative_text(cast: Cast, client: Client) -> None:
    illustrate(say(cast.saules, "Exposition"), "Des « oiseaux » & fleurs")
    value = client.get("/@page_900001/feed.atom").content.decode()
    assert "Des « oiseaux » &amp;amp; fleurs" in value
    item = read_json(client, "/@page_900001/feed.json")["items"][0]
    assert item["attachments"][0]["title"] == "Des « oiseaux » & fleurs"
    assert item["image"].startswith("http://testserver/media/posts/")


def test_an_edited_post_is_updated_and_a_withdrawn_one_is_gone(cast: Cast, client: Client) -> None:
    edited = say(cast.saules, "Modifié", minutes=60)
    Post.objects.filter(pk=edited.pk).update(edited_at=clock.now())
    withdraw(say(cast.saules, "Retiré"), "Erreur")
    feed = read(client, "/@page_900001/feed.atom")
    assert [entry.summary for entry in feed.entries] == ["Modifié"]
    assert feed.entries[0].updated > feed.entries[0].published


def test_an_alert_says_its_state_in_a_feed(cast: Cast, client: Client) -> None:
    alert(cast.saules, "Tempête")
    assert "École fermée" in read(client, "/@page_900001/feed.atom").entries[0].content[0].value


def test_the_feed_of_a_board_with_its_schools_holds_each_post_once(cast: Cast, client: Client) -> None:
    say(cast.rivages, "Tempête", on=(cast.saules, cast.erables), minutes=3)
    say(cast.saules, "Exposition")
    say(cast.phare, "Ailleurs")
    feed = read(client, "/@page_900000/reseau.atom")
    assert [(entry.summary, entry.author) for entry in feed.entries] == [
        ("Exposition", "École des Trois-Saules"),
        ("Tempête", "Centre de services scolaire des Rivages"),
    ]
    assert len(read_json(client, "/@page_900000/reseau.json")["items"]) == 2


@pytest.mark.parametrize("path", ["/@page_900001/reseau.atom", "/@camille_exemple/reseau.json", "/@personne/feed.atom"])
def test_what_has_no_such_feed_says_so(cast: Cast, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_json_feed_has_what_the_standard_asks(cast: Cast, client: Client) -> None:
    Page.objects.filter(pk=cast.saules.pk).update(summary_fr="Une école", portrait="pages/portrait.webp")
    say(cast.saules, "Texte", title_fr="Titre")
    feed = read_json(client, "/@page_900001/feed.json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/@page_900001/feed.json"
    assert (feed["description"], feed["icon"]) == ("Une école", "http://testserver/media/pages/portrait.webp")
    assert {"id", "url", "content_html", "date_published", "title"} <= set(feed["items"][0])


def test_characters_that_xml_cannot_hold_break_no_feed(cast: Cast, client: Client) -> None:
    say(cast.saules, "avant\x08\x0b\ufffeaprès ]]> & < 👩‍🏫", title_fr="\x1f titre")
    entry = read(client, "/@page_900001/feed.atom").entries[0]
    assert "avantaprès" in entry.content[0].value
    ElementTree.fromstring(client.get("/@page_900001/feed.atom").content)  # noqa: S314


def test_a_feed_in_english_has_its_own_address_and_words(cast: Cast, client: Client) -> None:
    say(cast.phare, "", body_en="Report cards", html_en="<p>Report cards</p>")
    say(cast.phare, "Texte en français", minutes=3)
    french, english = read(client, "/@page_910001/feed.atom"), read(client, "/en/@page_910001/feed.atom")
    assert (french.feed.language, english.feed.language) == ("fr-CA", "en-CA")
    assert b'xml:lang="en-CA"' in client.get("/@page_910001/feed.atom").content
    assert read(client, "/en/@page_910000/reseau.atom").feed.title.endswith("and its schools")


def test_a_reader_in_a_browser_may_fetch_feeds(cast: Cast, client: Client) -> None:
    response = client.get("/@page_900001/feed.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=60"


def test_a_page_names_its_feeds(cast: Cast, client: Client) -> None:
    text = client.get("/@page_900001").content.decode()
    assert 'type="application/atom+xml"' in text
    assert 'type="application/feed+json"' in text


def test_a_board_names_the_feeds_of_its_schools_too(cast: Cast, client: Client) -> None:
    text = client.get("/@page_900000").content.decode()
    for kind in ("atom", "json"):
        assert text.count(f'href="/@page_900000/reseau.{kind}"') == 2  # for programs and for people
    assert "reseau." not in client.get("/@page_900001").content.decode()


def test_a_feed_costs_few_queries(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    for number in range(25):
        illustrate(say(cast.saules, str(number)), "un dessin")
    with django_assert_max_num_queries(5):
        client.get("/@page_900001/feed.atom")
    with django_assert_max_num_queries(8):
        client.get("/@page_900000/reseau.atom")

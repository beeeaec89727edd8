"""Pages, posts and answers at their own addresses, as another server fetches them."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from preau.channels.models import Answer
from preau.channels.services import hosted_channel
from preau.federation import documents
from preau.federation.models import Activity, Actor, Follower, Host, RemoteActor
from preau.federation.protocol.context import CONTEXT, PUBLIC
from preau.federation.selectors import resolve
from preau.federation.services import actor_for, instance_actor, private_key_of
from preau.institutions.models import Page
from preau.posts.models import Post
from preau.records.models import Entry
from tests.conftest import Cast
from tests.website.saying import alert, illustrate, say, withdraw


def get(path: str, **headers: str) -> Any:
    return Client().get(path.removeprefix("http://testserver"), headers=headers)


def doc(path: str) -> dict[str, Any]:
    answer = get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/activity+json; charset=utf-8"
    found: dict[str, Any] = answer.json()
    assert found["@context"] == CONTEXT
    return found


def remote(name: str = "camille") -> RemoteActor:
    host, _ = Host.objects.get_or_create(name="ailleurs.exemple")
    uri = f"https://ailleurs.exemple/users/{name}"
    return RemoteActor.objects.create(
        uri=uri,
        host=host,
        handle=f"@{name}@ailleurs.exemple",
        url=f"https://ailleurs.exemple/@{name}",
        inbox=f"{uri}/inbox",
        fetched_at=timezone.now(),
    )


# --- Actors -----------------------------------------------------------------------------------------------------------


def test_an_institution_is_an_organization_and_an_official_a_person(cast: Cast) -> None:
    assert doc(f"/ap/actors/{cast.saules.pk}")["type"] == "Organization"
    assert doc(f"/ap/actors/{cast.commissioner.pk}")["type"] == "Person"
    assert doc("/ap/actor")["type"] == "Application"


def test_an_actor_tells_who_it_is(cast: Cast) -> None:
    cast.saules.summary_fr = "École de quartier.\n\nVoir https://exemple.test #Lecture"
    cast.saules.fields = [{"label": "Téléphone", "value": "418 555-0100 <poste 2>"}]
    cast.saules.links = [{"label": "Bibliothèque", "url": "https://biblio.exemple/saules/"}]
    cast.saules.save()
    cast.saules.institution.website = "https://saules.exemple"
    cast.saules.institution.save()
    found = doc(f"/ap/actors/{cast.saules.pk}")
    assert found["summary"].startswith("<p>École de quartier.</p><p>Voir <a ")
    assert [(line["name"], line["type"]) for line in found["attachment"]] == [
        (name, "PropertyValue") for name in ("Page officielle", "Site Web", "Téléphone", "Bibliothèque")
    ]
    values = [line["value"] for line in found["attachment"]]
    assert 'href="http://testserver/@page_900001" rel="me noopener"' in values[0]
    assert values[2] == "418 555-0100 &lt;poste 2&gt;"
    assert found["attributionDomains"] == ["testserver"]


def test_a_summary_links_the_pages_that_exist(cast: Cast) -> None:
    cast.saules.summary_fr = "Avec @page_900000 et @personne"
    cast.saules.save()
    linked = '<a href="http://testserver/@page_900000" class="mention" rel="noopener">@page_900000</a>'
    assert doc(f"/ap/actors/{cast.saules.pk}")["summary"] == f"<p>Avec {linked} et @personne</p>"


def test_an_official_says_which_office(cast: Cast) -> None:
    found = doc(f"/ap/actors/{cast.commissioner.pk}")["attachment"]
    assert {"type": "PropertyValue", "name": "Commissaire", "value": cast.rivages.name} in found


def test_the_id_survives_a_change_of_handle(cast: Cast) -> None:
    before = doc(f"/ap/actors/{cast.saules.pk}")
    Page.objects.filter(pk=cast.saules.pk).update(handle="saules_nouvelle")
    after = doc(f"/ap/actors/{cast.saules.pk}")
    assert (before["id"], before["publicKey"]) == (after["id"], after["publicKey"])
    assert after["preferredUsername"] == "saules_nouvelle"


def test_a_page_that_closed_is_still_there_but_not_to_be_found(cast: Cast) -> None:
    Page.objects.filter(pk=cast.saules.pk).update(closed_at=timezone.now())
    found = doc(f"/ap/actors/{cast.saules.pk}")
    assert (found["discoverable"], found["indexable"]) == (False, False)


def test_the_key_is_sealed_and_signs_what_the_document_verifies(cast: Cast) -> None:
    actor = actor_for(cast.saules)
    assert "PRIVATE" not in actor.private_key
    pem = doc(f"/ap/actors/{cast.saules.pk}")["publicKey"]["publicKeyPem"]
    signature = private_key_of(actor).sign(b"bonjour", padding.PKCS1v15(), hashes.SHA256())
    public = serialization.load_pem_public_key(pem.encode())
    public.verify(signature, b"bonjour", padding.PKCS1v15(), hashes.SHA256())  # type: ignore[union-attr,call-arg]
    assert private_key_of(actor) is private_key_of(Actor.objects.get(pk=actor.pk))


def test_a_key_is_made_once_and_the_journal_knows(cast: Cast) -> None:
    assert actor_for(cast.saules).pk == actor_for(cast.saules).pk
    assert instance_actor(cast.domain).pk == instance_actor(cast.domain).pk
    assert Actor.objects.count() == 2
    entries = Entry.objects.filter(verb="actor.made")
    assert entries.count() == 2
    assert "PRIVATE" not in json.dumps([entry.snapshot for entry in entries])


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_actor(cast: Cast) -> None:
    gate = threading.Barrier(4)
    found: list[int] = []

    def ask() -> None:
        gate.wait(10)
        found.append(actor_for(cast.saules).pk)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Entry.objects.filter(verb="actor.made").count() == 1


# --- Collections ------------------------------------------------------------------------------------------------------


def test_followers_are_counted_and_never_named(cast: Cast) -> None:
    actor = actor_for(cast.saules)
    Follower.objects.create(actor=actor, remote=remote())
    Follower.objects.create(actor=actor, remote=remote("attend"), state="pending")
    found = get(f"/ap/actors/{cast.saules.pk}/followers")
    assert found.json()["totalItems"] == 1
    assert "camille" not in found.content.decode()
    assert doc(f"/ap/actors/{cast.saules.pk}/following")["totalItems"] == 0


def test_the_outbox_is_walked_page_by_page_without_a_miss(cast: Cast) -> None:
    said = {f"http://testserver/ap/posts/{say(cast.saules, f'n° {n}', minutes=n).pk}" for n in range(45)}
    say(cast.rivages, "D’une autre", on=(cast.saules,))
    withdraw(say(cast.saules, "Retirée"), "Erreur")
    outbox = doc(f"/ap/actors/{cast.saules.pk}/outbox")
    assert outbox["totalItems"] == 45
    walked, place = [], outbox["first"]
    while place:
        found = doc(place)
        assert found["id"] == place
        walked += [item["object"]["id"] for item in found["orderedItems"]]
        place = found.get("next")
    assert len(walked) == len(set(walked)) == 45
    assert set(walked) == said


@pytest.mark.parametrize("cursor", ["x", "1-", "-1-1", "9" * 60, "1-2-3", "٣-1"])
def test_a_made_up_cursor_is_404(cast: Cast, cursor: str) -> None:
    assert get(f"/ap/actors/{cast.saules.pk}/outbox/page?avant={cursor}").status_code == 404


def test_the_outbox_costs_the_same_however_much_it_holds(cast: Cast) -> None:
    page = Page.objects.get(pk=cast.saules.pk)
    for n in range(3):
        say(page, f"n° {n}", tag=f"mot{n}")
    get(f"/ap/actors/{page.pk}/outbox/page")
    with CaptureQueriesContext(connection) as few:
        get(f"/ap/actors/{page.pk}/outbox/page")
    for n in range(10):
        say(page, f"n° {n}", tag=f"mot{n}")
    with CaptureQueriesContext(connection) as many:
        get(f"/ap/actors/{page.pk}/outbox/page")
    assert len(many) == len(few)


def test_the_hashtags_that_a_page_uses_most_come_first(cast: Cast) -> None:
    for tag in ("Lecture", "Sport", "Lecture"):
        say(cast.saules, f"#{tag}", tag=tag)
    say(cast.rivages, "#Budget", tag="Budget")
    found = doc(f"/ap/actors/{cast.saules.pk}/tags")["orderedItems"]
    assert [item["name"] for item in found] == ["#Lecture", "#Sport"]
    assert found[0]["href"] == "http://testserver/mots-clics/lecture"


# --- Posts ------------------------------------------------------------------------------------------------------------


def test_a_message_is_a_note_and_an_article_an_article(cast: Cast) -> None:
    note = say(cast.saules, "Bonjour")
    article = say(cast.saules, "Le texte", kind="article", title_fr="Le titre")
    assert doc(f"/ap/posts/{note.pk}")["type"] == "Note"
    found = doc(f"/ap/posts/{article.pk}")
    assert (found["type"], found["name"]) == ("Article", "Le titre")
    assert found["content"].index("Le titre") < found["content"].index("Le texte")


def test_an_alert_says_its_state_first_in_each_language(cast: Cast) -> None:
    post = alert(cast.saules, "Tempête", body_en="Storm", html_en="<p>Storm</p>")
    contents = doc(f"/ap/posts/{post.pk}")["contentMap"]
    assert contents["fr"].startswith("<p><strong>École fermée</strong></p><p>Tempête</p>")
    assert contents["en"].startswith("<p><strong>School closed</strong></p><p>Storm</p>")


def test_the_first_language_is_the_pages_own(cast: Cast) -> None:
    cast.phare.institution.language_policy = "en"
    cast.phare.institution.save()
    both = {"body_en": "Hello", "html_en": "<p>Hello</p>"}
    french, english = say(cast.saules, "Bonjour", **both), say(cast.phare, "Bonjour", **both)
    assert list(doc(f"/ap/posts/{french.pk}")["contentMap"]) == ["fr", "en"]
    found = doc(f"/ap/posts/{english.pk}")
    assert list(found["contentMap"]) == ["en", "fr"]
    assert found["content"].startswith("<p>Hello</p>")
    assert f'href="http://testserver/@page_910001/{english.pk}"' in found["content"]


def test_links_pictures_hashtags_and_mentions_lead_somewhere_from_anywhere(cast: Cast) -> None:
    html = '<p><a href="/@page_900000">Rivages</a> <a href="//exemple.test/a">ailleurs</a></p>'
    post = say(cast.saules, "Avec @page_900000 et @personne", html_fr=html, tag="Rentrée")
    illustrate(post, "Une cour")
    found = doc(f"/ap/posts/{post.pk}")
    assert 'href="http://testserver/@page_900000"' in found["content"]
    assert 'href="//exemple.test/a"' in found["content"]
    assert [(tag["type"], tag["name"]) for tag in found["tag"]] == [
        ("Hashtag", "#Rentrée"),
        ("Mention", "@page_900000@testserver"),
    ]
    assert f"http://testserver/ap/actors/{cast.rivages.pk}" in found["cc"]
    picture = found["attachment"][0]
    assert picture["url"] == f"http://testserver/media/posts/essai-{post.pk}-1200.webp"
    assert (picture["name"], picture["width"], picture["height"]) == ("Une cour", 1200, 600)


def test_an_edited_post_says_when(cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    assert "updated" not in doc(f"/ap/posts/{post.pk}")
    Post.objects.filter(pk=post.pk).update(edited_at=timezone.now())
    assert "updated" in doc(f"/ap/posts/{post.pk}")


def test_the_create_of_a_post_is_for_ever_at_its_address(cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    found = doc(f"/ap/posts/{post.pk}/activity")
    assert (found["type"], found["id"]) == ("Create", f"http://testserver/ap/posts/{post.pk}/activity")
    assert found["object"] == documents.post_document(Post.objects.get(pk=post.pk))


def test_a_withdrawn_post_is_a_tombstone_that_says_nothing_of_it(cast: Cast) -> None:
    post = say(cast.saules, "Secret", kind="article", title_fr="Titre")
    withdraw(post, "Erreur")
    for path in (f"/ap/posts/{post.pk}", f"/ap/posts/{post.pk}/activity"):
        answer = get(path)
        assert answer.status_code == 410
        assert answer["Content-Type"].startswith("application/activity+json")
        assert (answer.json()["type"], answer.json()["formerType"]) == ("Tombstone", "Article")
        assert "Secret" not in answer.content.decode()


def test_a_draft_is_nothing(cast: Cast) -> None:
    draft = Post.objects.create(page=cast.saules, body_fr="Brouillon")
    for path in ("", "/activity", "/replies", "/page"):
        assert get(f"/ap/posts/{draft.pk}{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_documents_are_only_read(cast: Cast, method: str) -> None:
    assert getattr(Client(), method)(f"/ap/actors/{cast.saules.pk}").status_code == 405
    assert get("/ap/inbox").status_code == 405


# --- Answers and activities -------------------------------------------------------------------------------------------


def make_answer(page: Page, **fields: Any) -> Answer:
    given = {
        "reply_to": "https://ailleurs.exemple/notes/8",
        "to": remote().uri,
        "text": "Oui.",
        "html": "<p>Oui.</p>",
    }
    return Answer.objects.create(channel=hosted_channel(page=page, network="activitypub"), **{**given, **fields})


def test_an_answer_names_whom_it_answers(cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    answer = make_answer(cast.saules, post=post)
    found = doc(f"/ap/answers/{answer.pk}")
    assert (found["inReplyTo"], found["to"]) == ("https://ailleurs.exemple/notes/8", [PUBLIC])
    assert "https://ailleurs.exemple/users/camille" in found["cc"]
    assert found["tag"] == [
        {
            "type": "Mention",
            "name": "@camille@ailleurs.exemple",
            "href": "https://ailleurs.exemple/users/camille",
        }
    ]
    assert 'href="https://ailleurs.exemple/@camille"' in found["content"]
    assert found["content"].endswith(" Oui.</p>")
    assert doc(f"/ap/answers/{answer.pk}/activity")["object"]["id"] == found["id"]


def test_a_private_answer_is_shown_to_nobody_here(cast: Cast) -> None:
    answer = make_answer(cast.saules, is_private=True)
    assert get(f"/ap/answers/{answer.pk}").status_code == 404
    assert get(f"/ap/answers/{answer.pk}/activity").status_code == 404
    sent = documents.answer_document(answer)
    assert (sent["to"], sent["cc"]) == (["https://ailleurs.exemple/users/camille"], [])


def test_an_answer_taken_back_is_a_tombstone(cast: Cast) -> None:
    answer = make_answer(cast.saules, withdrawn_at=timezone.now())
    found = get(f"/ap/answers/{answer.pk}")
    assert (found.status_code, found.json()["type"]) == (410, "Tombstone")


@pytest.mark.parametrize(("to", "status"), [([PUBLIC], 200), (["https://ailleurs.exemple/users/camille"], 404)])
def test_an_activity_is_shown_if_it_was_for_everybody(cast: Cast, to: list[str], status: int) -> None:
    sent = {"@context": CONTEXT, "type": "Update", "to": to}
    kept = Activity.objects.create(
        actor=actor_for(cast.saules), kind="Update", object_uri="x", document=json.dumps(sent)
    )
    answer = get(f"/ap/activities/{kept.uid}")
    assert answer.status_code == status
    assert status == 404 or answer.json() == sent


# --- From an address back ---------------------------------------------------------------------------------------------


def test_every_address_of_a_thing_leads_back_to_it(cast: Cast) -> None:
    post, answer = say(cast.saules, "Bonjour"), make_answer(cast.saules)
    assert resolve(f"http://testserver/ap/actors/{cast.saules.pk}") == cast.saules
    assert resolve(f"http://testserver/ap/answers/{answer.pk}") == answer
    for uri in ("ap/posts/{}", "ap/posts/{}/activity", "@page_900001/{}", "en/@page_900001/{}"):
        assert resolve(f"http://testserver/{uri.format(post.pk)}") == post


@pytest.mark.parametrize(
    "uri", ["", "x", "http://testserver", "http://testserver/@page_900000/{}", "https://testserver/ap/posts/{}"]
)
def test_anything_else_leads_nowhere(cast: Cast, uri: str) -> None:
    post = say(cast.saules, "Bonjour")
    assert resolve(uri.format(post.pk)) is None

"""How other servers find a page."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client

from preau.institutions.models import Domain, Page, PageHandle
from tests.conftest import Cast
from tests.website.saying import say, withdraw

JRD = "application/jrd+json; charset=utf-8"


def finger(resource: str) -> Any:
    return Client().get(f"/.well-known/webfinger?resource={quote(resource, safe='')}")


def self_of(answer: Any) -> str:
    return next(link["href"] for link in answer.json()["links"] if link["rel"] == "self")


def test_a_handle_leads_to_the_actor_and_the_page(cast: Cast) -> None:
    answer = finger("acct:page_900001@testserver")
    assert answer.json() == {
        "subject": "acct:page_900001@testserver",
        "aliases": ["http://testserver/@page_900001", f"http://testserver/ap/actors/{cast.saules.pk}"],
        "links": [
            {
                "rel": "self",
                "type": "application/activity+json",
                "href": f"http://testserver/ap/actors/{cast.saules.pk}",
            },
            {
                "rel": "http://webfinger.net/rel/profile-page",
                "type": "text/html",
                "href": "http://testserver/@page_900001",
            },
        ],
    }
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == (JRD, "*")


def test_every_way_of_naming_a_page_leads_to_it(cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    ways = [
        "acct:PAGE_900001@TestServer",
        "page_900001@testserver",
        "@page_900001@testserver",
        f"http://testserver/ap/actors/{cast.saules.pk}",
        "http://testserver/@page_900001",
        "http://testserver/en/@page_900001",
        f"http://testserver/@page_900001/{post.pk}",
        f"http://testserver/ap/posts/{post.pk}",
    ]
    assert {way: finger(way).json()["subject"] for way in ways} == dict.fromkeys(ways, "acct:page_900001@testserver")


def test_an_old_handle_leads_to_the_one_of_today(cast: Cast) -> None:
    PageHandle.objects.create(domain=cast.domain, handle="saules_nouvelle", page=cast.saules)
    Page.objects.filter(pk=cast.saules.pk).update(handle="saules_nouvelle")
    answer = finger("acct:page_900001@testserver")
    assert answer.json()["subject"] == "acct:saules_nouvelle@testserver"
    assert self_of(answer) == f"http://testserver/ap/actors/{cast.saules.pk}"


@pytest.mark.parametrize(
    "resource", ["", "saules", "acct:", "acct:@testserver", "acct:a b@testserver", "x" * 600, "a@b@c"]
)
def test_nonsense_is_400(cast: Cast, resource: str) -> None:
    answer = finger(resource)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (400, "*")


def test_no_resource_at_all_is_400(cast: Cast) -> None:
    assert Client().get("/.well-known/webfinger").status_code == 400


@pytest.mark.parametrize(
    "resource",
    [
        "acct:personne@testserver",
        "acct:page_900001@ailleurs.exemple",
        "https://ailleurs.exemple/@page_900001",
        "http://testserver/",
        "http://testserver/ap/actors/999999",
        "http://testserver/@page_900001/999999",
        "http://testserver@ailleurs.exemple/@page_900001",
        "http://[",
    ],
)
def test_somebody_unknown_is_404(cast: Cast, resource: str) -> None:
    answer = finger(resource)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (404, "*")


def test_a_page_that_never_opened_is_nobody(cast: Cast) -> None:
    Page.objects.filter(pk=cast.saules.pk).update(opened_at=None)
    assert finger("acct:page_900001@testserver").status_code == 404
    assert Client().get(f"/ap/actors/{cast.saules.pk}").status_code == 404


def test_the_domain_itself_is_found_by_its_name(cast: Cast) -> None:
    assert self_of(finger("acct:testserver@testserver")) == "http://testserver/ap/actor"


def test_another_domain_of_the_installation_has_its_own_people(cast: Cast) -> None:
    other = Domain.objects.create(host="autre.exemple", name="Autre")
    Page.objects.filter(pk=cast.phare.pk).update(domain=other)
    PageHandle.objects.filter(page=cast.phare).update(domain=other)
    assert self_of(finger("acct:page_910001@autre.exemple")) == f"http://autre.exemple/ap/actors/{cast.phare.pk}"
    assert finger("acct:page_910001@testserver").status_code == 404
    assert Client().get(f"/ap/actors/{cast.phare.pk}").status_code == 404


def test_host_meta_says_where_to_ask(cast: Cast) -> None:
    template = "http://testserver/.well-known/webfinger?resource={uri}"
    xml = Client().get("/.well-known/host-meta")
    assert xml["Content-Type"].startswith("application/xrd+xml")
    assert ElementTree.fromstring(xml.content)[0].attrib["template"] == template  # noqa: S314 — our own
    assert Client().get("/.well-known/host-meta.json").json()["links"][0]["template"] == template


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_nodeinfo_tells_how_much_is_said_here(cast: Cast, version: str) -> None:
    withdraw(say(cast.saules, "Retirée"), "Erreur")
    say(cast.saules, "Récente")
    say(cast.rivages, "Ancienne", minutes=60 * 24 * 90)
    links = Client().get("/.well-known/nodeinfo").json()["links"]
    href = next(link["href"] for link in links if link["rel"].endswith(version))
    answer = Client().get(href.removeprefix("http://testserver"))
    found = answer.json()
    assert f"ns/schema/{version}#" in answer["Content-Type"]
    assert (found["version"], found["protocols"], found["openRegistrations"]) == (version, ["activitypub"], False)
    assert found["usage"] == {"users": {"total": 6, "activeMonth": 1, "activeHalfyear": 2}, "localPosts": 2}

"""What allows a quote can be looked up, for as long as the quote and the post are there."""

from __future__ import annotations

import pytest
from django.test import Client

from preau.federation.models import Reaction
from tests.channels.stage import publish, withdraw
from tests.conftest import Cast

from .inbox.stage import activity, actor_of, receive, remote, uri_of


@pytest.fixture
def quote(cast: Cast) -> Reaction:
    camille, post = remote(), publish(cast.saules)
    receive(activity(camille, "QuoteRequest", uri_of(post), instrument=f"{camille.uri}/statuses/7"))
    return Reaction.objects.select_related("post").get()


def test_it_names_both(client: Client, cast: Cast, quote: Reaction) -> None:
    response = client.get(f"/ap/quotes/{quote.pk}")
    assert response["Content-Type"] == "application/activity+json; charset=utf-8"
    found = response.json()
    assert found.pop("@context")
    assert found == {
        "id": f"http://testserver/ap/quotes/{quote.pk}",
        "type": "QuoteAuthorization",
        "attributedTo": actor_of(cast.saules),
        "interactingObject": quote.uri,
        "interactionTarget": uri_of(quote.post),
    }


def test_it_ends_with_the_quote(client: Client, quote: Reaction) -> None:
    receive(activity(quote.remote, "Delete", quote.uri))
    assert client.get(f"/ap/quotes/{quote.pk}").status_code == 404


def test_it_ends_with_the_post(client: Client, quote: Reaction) -> None:
    withdraw(quote.post)
    assert client.get(f"/ap/quotes/{quote.pk}").status_code == 404


def test_a_like_allows_no_quote(client: Client, quote: Reaction) -> None:
    Reaction.objects.update(kind="like")
    assert client.get(f"/ap/quotes/{quote.pk}").status_code == 404

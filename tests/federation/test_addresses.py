"""Ids for ever: each of ours leads back to what it names, and nothing else does."""

from __future__ import annotations

import pytest

from preau.federation.protocol import addresses
from preau.federation.protocol.addresses import Local, parse_local

ORIGIN = "https://ecoles.exemple"
UID = "0b6c9c4e-3a4f-4f43-9f2c-0d8a3f0f8a11"

OURS = [
    (addresses.actor_uri(ORIGIN, 7), Local("actor", "7")),
    (addresses.key_id(addresses.actor_uri(ORIGIN, 7)), Local("actor", "7")),
    (addresses.instance_actor_uri(ORIGIN), Local("instance", "")),
    (addresses.key_id(addresses.instance_actor_uri(ORIGIN)), Local("instance", "")),
    (addresses.followers_uri(ORIGIN, 7), Local("followers", "7")),
    (addresses.post_uri(ORIGIN, 12), Local("post", "12")),
    (addresses.create_uri(ORIGIN, 12), Local("create", "12")),
    (addresses.answer_uri(ORIGIN, 3), Local("answer", "3")),
    (addresses.activity_uri(ORIGIN, UID), Local("activity", UID)),
]


@pytest.mark.parametrize(("uri", "named"), OURS)
def test_an_id_of_ours_leads_back(uri: str, named: Local) -> None:
    assert parse_local(ORIGIN, uri) == named


@pytest.mark.parametrize(
    "uri",
    [
        "",
        ORIGIN,
        f"{ORIGIN}/ap/posts/",
        f"{ORIGIN}/ap/posts/0",
        f"{ORIGIN}/ap/posts/012",
        f"{ORIGIN}/ap/posts/-1",
        f"{ORIGIN}/ap/posts/٣",
        f"{ORIGIN}/ap/posts/12/",
        f"{ORIGIN}/ap/posts/12?a=b",
        f"{ORIGIN}/ap/posts/12#main-key",
        f"{ORIGIN}/ap/posts/12\n",
        f"{ORIGIN}/ap/posts/" + "9" * 30,
        f"{ORIGIN}/ap/actors/7#other-key",
        f"{ORIGIN}/ap/activities/{UID.upper()}",
        f"{ORIGIN}//ap/posts/12",
        f"{ORIGIN}/x/../ap/posts/12",
        "http://ecoles.exemple/ap/posts/12",
        "https://ecoles.exemple:443/ap/posts/12",
        "https://ecoles.exemple.mechant.exemple/ap/posts/12",
        "https://ecoles.exemple@mechant.exemple/ap/posts/12",
        "HTTPS://ecoles.exemple/ap/posts/12",
    ],
)
def test_nothing_else_is_ours(uri: str) -> None:
    assert parse_local(ORIGIN, uri) is None

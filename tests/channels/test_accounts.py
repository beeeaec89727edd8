"""Official accounts elsewhere: declared, verified, listed, ended."""

from __future__ import annotations

import pytest
from django.test import Client

from preau.channels import forms
from preau.channels.models import Channel
from preau.channels.services.account import normal_address
from preau.kernel.errors import Invalid
from preau.records.models import Entry
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/bureau/comptes/"
FACEBOOK = "https://www.facebook.com/trois.saules"


def declare(client: Client, cast: Cast, person: str = "saules_communications", **changes: str) -> int:
    client.force_login(cast[person])
    given = {"page": "page_900001", "network": "facebook", "address": FACEBOOK, "label": "Trois-Saules"}
    return client.post(ADDRESS, {**given, **changes}).status_code


def act(client: Client, cast: Cast, action: str, person: str = "saules_communications") -> int:
    client.force_login(cast[person])
    return client.post(f"{ADDRESS}{Channel.objects.get().pk}/", {"action": action}).status_code


def test_a_declared_account_waits_for_somebody_to_look(client: Client, cast: Cast) -> None:
    assert declare(client, cast) == 302
    account = Channel.objects.get()
    assert (account.page, account.verified_at, account.is_listed) == (cast.saules, None, True)
    assert "À vérifier" in client.get(ADDRESS).content.decode()


def test_verifying_says_who_and_when(client: Client, cast: Cast) -> None:
    declare(client, cast)
    act(client, cast, "verify")
    assert Channel.objects.get().verified_by == cast["saules_communications"]
    assert "Vérifié par saules communications" in client.get(ADDRESS).content.decode()


def test_an_account_is_hidden_shown_and_ended_and_the_journal_knows(client: Client, cast: Cast) -> None:
    declare(client, cast)
    for action in ("verify", "hide", "list", "end"):
        assert act(client, cast, action) == 302
    assert act(client, cast, "verify") == 404
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["account.declared", "account.verified", "account.hidden", "account.listed", "account.ended"]


def test_an_ended_account_can_be_declared_again_and_verified_anew(client: Client, cast: Cast) -> None:
    declare(client, cast)
    act(client, cast, "verify")
    act(client, cast, "end")
    assert declare(client, cast) == 302
    account = Channel.objects.get()
    assert (account.ended_at, account.verified_at) == (None, None)


def test_an_account_is_declared_once(client: Client, cast: Cast) -> None:
    declare(client, cast)
    assert declare(client, cast) == 422
    assert Channel.objects.count() == 1


def test_a_reader_declares_nothing(client: Client, cast: Cast) -> None:
    assert declare(client, cast, "saules_reader") == 403


def test_nobody_declares_for_the_page_of_another(client: Client, cast: Cast) -> None:
    assert declare(client, cast, page="page_910001") == 422
    assert declare(client, cast, page="page_900000") == 422
    assert not Channel.objects.exists()


def test_nobody_changes_the_account_of_another(client: Client, cast: Cast) -> None:
    declare(client, cast)
    assert act(client, cast, "end", "estuaire_administrator") == 404


def test_an_official_finds_their_own_page_filled_in(client: Client, cast: Cast) -> None:
    client.force_login(cast["official"])
    assert 'value="camille_exemple"' in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("network", "given", "kept"),
    [
        ("facebook", "facebook.com/a", "https://facebook.com/a"),
        ("facebook", "http://WWW.Facebook.com/a?id=1#x", "https://www.facebook.com/a?id=1"),
        ("mastodon", "https://social.exemple.test/@a", "https://social.exemple.test/@a"),
        ("other", "https://exemple.test", "https://exemple.test"),
    ],
)
def test_addresses_are_kept_in_one_shape(network: str, given: str, kept: str) -> None:
    assert normal_address(network, given) == kept


@pytest.mark.parametrize(
    ("network", "given"),
    [
        ("facebook", "https://facebook.com.pirate.test/a"),
        ("facebook", "https://pirate.test/facebook.com"),
        ("facebook", "https://notfacebook.com/a"),
        ("facebook", "https://www.facebook.com/"),
        ("facebook", "javascript://facebook.com/%0aalert(1)"),
        ("facebook", "facebook.com/trois saules"),
        ("other", "javascript:alert(1)"),
        ("other", "https://qui@exemple.test/"),
        ("other", "https://exemple.test:8443/"),
        ("other", "https://[::1/"),
        ("other", "https://localhost/"),
        ("other", "https://exemple.test/" + "a" * 300),
        ("myspace", "https://myspace.com/a"),
    ],
)
def test_other_addresses_are_refused(network: str, given: str) -> None:
    with pytest.raises(Invalid):
        normal_address(network, given)


def test_a_page_is_chosen_from_a_list_and_not_typed(client: Client, cast: Cast) -> None:
    client.force_login(cast["rivages_administrator"])
    screen = client.get(ADDRESS).content.decode()
    assert '<option value="page_900001">' in screen
    assert "pages-known" not in screen


def test_among_many_pages_a_part_of_the_name_is_enough(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "LISTED", 1)
    assert declare(client, cast, "rivages_administrator", page=cast.saules.name[-6:]) == 302
    assert Channel.objects.get().page == cast.saules
    assert f"{cast.saules.name} · @page_900001" in client.get(ADDRESS).content.decode()


def test_a_name_that_fits_several_pages_asks_which(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "LISTED", 1)
    assert declare(client, cast, "rivages_administrator", page="e") == 422
    assert not Channel.objects.exists()

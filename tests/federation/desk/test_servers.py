"""Other servers on the desk: for those who decide for the whole installation."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preau.federation.models import Host
from preau.records.models import Entry
from tests.conftest import Cast
from tests.federation.inbox.stage import remote

PATH = "/bureau/fediverse/serveurs/"


@pytest.fixture
def governor(client: Client, cast: Cast) -> Client:
    client.force_login(cast["superuser"])
    return client


def test_servers_are_listed_and_searched(governor: Client) -> None:
    remote("a", "ailleurs.test")
    remote("b", "loin.test")
    assert "ailleurs.test" in governor.get(PATH).content.decode()
    assert "ailleurs.test" not in governor.get(PATH, {"q": "LOIN"}).content.decode()
    assert "ailleurs.test" not in governor.get(PATH, {"etat": "blocked"}).content.decode()


def test_a_server_is_blocked_with_its_reason(governor: Client) -> None:
    given = {"name": "https://Insultes.test/", "policy": "blocked", "reason": "Harcèlement"}
    assert governor.post(PATH, given).status_code == 302
    host = Host.objects.get()
    assert (host.name, host.policy, host.policy_reason) == ("insultes.test", "blocked", "Harcèlement")
    assert "Harcèlement" in governor.get(PATH).content.decode()
    assert Entry.objects.filter(verb="host.blocked").exists()


@pytest.mark.parametrize("given", [{"name": "x"}, {"name": "a.test", "policy": "zzz", "reason": "x"}, {}])
def test_what_can_not_be_decided_is_said_in_the_form(governor: Client, given: dict[str, str]) -> None:
    assert governor.post(PATH, given).status_code == 422
    assert not Host.objects.exists()


def test_a_server_is_opened_again(governor: Client) -> None:
    host = Host.objects.create(name="insultes.test", policy="blocked", policy_reason="Harcèlement")
    governor.post(f"{PATH}decision/", {"host": host.pk, "policy": "open"})
    host.refresh_from_db()
    assert host.policy == "open"


@pytest.mark.parametrize("given", [{"host": "x", "policy": "open"}, {"host": "9" * 30, "policy": "open"}, {}])
def test_a_server_that_is_none_is_not_found(governor: Client, given: dict[str, str]) -> None:
    assert governor.post(f"{PATH}decision/", given).status_code == 404


def test_a_list_is_imported(governor: Client) -> None:
    file = SimpleUploadedFile("blocs.csv", b"#domain,#severity\na.test,suspend\nb.test,silence\n*.c,suspend\n")
    shown = governor.post(f"{PATH}liste/", {"file": file}, follow=True).content.decode()
    assert "1 serveur bloqué, 1 limité, 0 inchangé, 1 ligne laissée de côté." in shown
    assert set(Host.objects.values_list("name", "policy")) == {("a.test", "blocked"), ("b.test", "limited")}


@pytest.mark.parametrize("content", [b"\xff\xfe", b'"a'])
def test_a_file_that_is_no_list_is_refused(governor: Client, content: bytes) -> None:
    response = governor.post(f"{PATH}liste/", {"file": SimpleUploadedFile("blocs.csv", content)})
    assert response.status_code == 422
    assert governor.post(f"{PATH}liste/", {}).status_code == 422


@pytest.mark.parametrize("person", ["rivages_administrator", "saules_administrator", "estuaire_administrator"])
def test_one_board_does_not_decide_for_another(client: Client, cast: Cast, person: str) -> None:
    client.force_login(cast[person])
    host = Host.objects.create(name="a.test")
    assert client.get(PATH).status_code == 403
    assert client.post(PATH, {"name": "b.test", "policy": "blocked", "reason": "x"}).status_code == 403
    assert client.post(f"{PATH}decision/", {"host": host.pk, "policy": "blocked"}).status_code == 403
    assert client.post(f"{PATH}liste/", {"file": SimpleUploadedFile("b.csv", b"b.test")}).status_code == 403
    assert list(Host.objects.values_list("name", "policy")) == [("a.test", "open")]
    assert PATH not in client.get("/bureau/fediverse/").content.decode()

"""The demo's mails: kept whole in a folder, shown on a page, and never in production."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from preau.channels import mailbox
from tests.conftest import Cast

from .stage import publish, reader, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "preau.channels.mailbox.FolderBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mails"
    settings.EMAIL_URL, settings.IS_PRODUCTION = "folder", False
    return tmp_path / "mails"


def send(subject: str = "Bienvenue", html: str = "<html><head></head><p>Bonjour</p></html>") -> None:
    message = EmailMultiAlternatives(subject, "Bonjour https://a.test/", to=["a@exemple.test"])
    message.attach_alternative(html, "text/html")
    get_connection().send_messages([message])


def test_any_mail_is_kept_in_one_whole_file(folder: Path) -> None:
    send()
    (path,) = folder.iterdir()
    assert path.suffix == ".eml"
    assert mailbox.read(path.stem).subject == "Bienvenue"


def test_letters_land_there_too(folder: Path, cast: Cast) -> None:
    reader(cast.saules)
    publish(cast.saules)
    work()
    mail = mailbox.read(mailbox.names()[0])
    assert "Bonjour à toutes" in mail.text
    assert mail.sender.startswith("École des Trois-Saules")


def test_the_list_and_a_mail_are_shown_to_the_staff(folder: Path, cast: Cast, client: Client) -> None:
    client.force_login(cast["saules_reader"])
    assert "Aucun courriel encore" in client.get("/bureau/courriels/").content.decode()
    send("<b>Sujet</b>")
    assert "&lt;b&gt;Sujet" in client.get("/bureau/courriels/").content.decode()
    shown = client.get(f"/bureau/courriels/{mailbox.names()[0]}/").content.decode()
    assert 'href="https://a.test/"' in shown


def test_the_html_of_a_mail_can_run_nothing(folder: Path, cast: Cast, client: Client) -> None:
    client.force_login(cast["saules_reader"])
    send(html="<html><head></head><script>alert(1)</script></html>")
    response = client.get(f"/bureau/courriels/{mailbox.names()[0]}/html/")
    assert response["Content-Security-Policy"].startswith("sandbox ")
    assert "script-src" not in response["Content-Security-Policy"]
    assert '<base target="_blank">' in response.content.decode()


@pytest.mark.parametrize("name", ["20261124T000000000000-00000000", "x", "..%2f..%2fsecret", "secret.key"])
def test_no_other_file_is_shown(folder: Path, cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast["saules_reader"])
    assert client.get(f"/bureau/courriels/{name}/").status_code == 404


def test_a_visitor_is_sent_to_sign_in_and_nobody_without_a_role_looks(folder: Path, cast: Cast, client: Client) -> None:
    assert client.get("/bureau/courriels/").status_code == 302
    client.force_login(cast["nobody"])
    assert client.get("/bureau/courriels/").status_code == 403


@pytest.mark.parametrize("setting", [{"EMAIL_URL": "smtp://a.test"}, {"IS_PRODUCTION": True}])
def test_where_mails_really_leave_or_in_production_there_is_no_such_page(
    folder: Path, cast: Cast, client: Client, settings: Any, setting: dict[str, Any]
) -> None:
    send()
    for name, value in setting.items():
        setattr(settings, name, value)
    client.force_login(cast["superuser"])
    assert client.get("/bureau/courriels/").status_code == 404
    assert client.get(f"/bureau/courriels/{mailbox.names()[0]}/html/").status_code == 404

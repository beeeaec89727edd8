"""What is sent by mail: judged at the door, kept, then read; whatever somebody may put into a message."""

from __future__ import annotations

import base64
import io
import os
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from preau.channels.models import InboundItem, InboundState
from preau.kernel import clock
from preau.listening.letters import MAX_BYTES, letter_in, packed
from preau.listening.models import Item, Source, SourceKind
from preau.listening.services import Dropped, NoSuchAddress, NotTaken, items_read, letter_receive, mail_in, own_source
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(cast: Cast) -> Source:
    return own_source(board=cast.rivages.institution, kind=SourceKind.MAIL)


def mail(source: Source, body: str = "Voyez https://media.exemple/1.", **headers: str) -> bytes:
    given = {"From": "Dominique <d@exemple.test>", "To": f"veille+{source.address}@reseau.exemple"}
    given |= {"Subject": "Un article", "Message-ID": "<1@exemple.test>", "Date": "Tue, 24 Nov 2026 10:00:00 -0500"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"{head}\r\n{body}".encode()


def read(raw: bytes, source: Source) -> Any:
    return letter_in(InboundItem(payload=packed(raw)), source)


def test_a_message_becomes_an_item_of_its_board_alone(source: Source, cast: Cast) -> None:
    assert letter_receive(raw=mail(source))
    assert InboundItem.objects.get().state == InboundState.NEW
    items_read()
    item = Item.objects.get()
    assert (item.title, item.url, item.author_name) == ("Un article", "https://media.exemple/1", "Dominique")
    assert (item.board, item.source, item.text) == (
        cast.rivages.institution,
        source,
        "Voyez https://media.exemple/1.",
    )


def test_the_same_message_is_kept_once(source: Source) -> None:
    assert letter_receive(raw=mail(source))
    assert not letter_receive(raw=mail(source, "Autre corps"))
    items_read()
    assert not letter_receive(raw=mail(source))
    assert Item.objects.count() == 1


def test_the_mail_server_knows_the_recipient_better_than_the_message(source: Source) -> None:
    raw = mail(source, To="quelqu-un@exemple.test")
    with pytest.raises(NoSuchAddress):
        letter_receive(raw=raw)
    assert letter_receive(raw=raw, recipient=f"VEILLE+{source.address.upper()}@reseau.exemple")


def test_an_unknown_address_is_nobodys(source: Source) -> None:
    for recipient in (
        "veille+inconnu@reseau.exemple",
        "veille@reseau.exemple",
        "veille+@reseau.exemple",
        "+@",
        "a+\0@b",
    ):
        with pytest.raises(NoSuchAddress):
            letter_receive(raw=mail(source), recipient=recipient)
    assert InboundItem.objects.count() == 0


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto-Submitted": "auto-replied; x=y"}, "auto-submitted"),
        ({"Precedence": "Bulk"}, "precedence"),
        ({"Precedence": "auto_reply"}, "precedence"),
        ({"Return-Path": "<>"}, "bounce"),
        ({"Content-Type": "multipart/report; boundary=x"}, "report"),
        ({"X-Loop": "veille@testserver"}, "loop"),
        ({"List-Id": "Rivages <rivages.testserver>"}, "loop"),
        ({"Message-ID": "<lettre.7@testserver>"}, "loop"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_machines_and_our_own_letters_are_left_out(
    source: Source, settings: Any, headers: dict[str, str], reason: str
) -> None:
    settings.ORIGIN = "https://testserver"
    with pytest.raises(Dropped, match=reason):
        letter_receive(raw=mail(source, **headers))
    assert InboundItem.objects.count() == 0


def test_a_person_whose_server_says_that_it_is_no_machine_is_heard(source: Source, settings: Any) -> None:
    settings.ORIGIN = "https://testserver"
    assert letter_receive(raw=mail(source, Auto_Submitted="no", Message_ID="<1@nottestserver>"))


def test_what_is_too_large_is_not_taken(source: Source) -> None:
    with pytest.raises(NotTaken, match="too-large"):
        letter_receive(raw=mail(source, "x" * MAX_BYTES))


# --- Hostile content --------------------------------------------------------------------------------------------------


def test_no_header_breaks_out_of_its_line(source: Source) -> None:
    injected = base64.b64encode("Bonjour\r\nBcc: tous@exemple.test\u202e".encode()).decode()
    said = read(mail(source, Subject=f"=?utf-8?B?{injected}?=", From=f"=?utf-8?B?{injected}?= <a@b.c>"), source)
    assert said.title == "Bonjour Bcc: tous@exemple.test"
    assert said.author_name == "Bonjour Bcc: tous@exemple.test"


@pytest.mark.parametrize("charset", ["martien", "rot13", "zlib", "punycode", "utf-7", "x" * 500, "", "utf-16", "\0"])
def test_any_charset_is_survived(source: Source, charset: str) -> None:
    body = "=C3=A9t=C3=A9 \xff".encode("latin-1")
    head = mail(
        source, "", Content_Type=f'text/plain; charset="{charset}"', Content_Transfer_Encoding="quoted-printable"
    )
    assert isinstance(read(head + body, source).text, str)


def test_charsets_that_are_in_use_are_read(source: Source) -> None:
    for charset in ("utf-8", "iso-8859-1", "Windows-1252"):
        head = mail(source, "", Content_Type=f"text/plain; charset={charset}", Content_Transfer_Encoding="8bit")
        assert read(head + "L'été à l'école".encode(charset), source).text == "L'été à l'école"


def test_html_becomes_words(source: Source) -> None:
    html = "<p>Un <b>mot</b></p><script>alert(1)</script><a href='javascript:alert(1)'>lien</a>"
    assert read(mail(source, html, Content_Type="text/html"), source).text == "Un mot lien"


def test_parts_within_parts_end_somewhere(source: Source) -> None:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3_000))
    raw = mail(source, f"--x\r\n{deep}\r\nfond", Content_Type="multipart/mixed; boundary=x")
    letter_receive(raw=raw)
    items_read()
    assert (InboundItem.objects.get().state, Item.objects.get().title) == (InboundState.DONE, "Un article")


def test_thousands_of_parts_end_somewhere(source: Source) -> None:
    parts = "--x\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n" * 15_000
    said = read(mail(source, parts, Content_Type="multipart/mixed; boundary=x"), source)
    assert said.text == "x"


def test_attachments_are_not_read(source: Source) -> None:
    part = "--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nsecret\r\n--x--"
    assert read(mail(source, part, Content_Type="multipart/mixed; boundary=x"), source).text == ""


def test_a_message_of_nothing_but_noise_is_survived(source: Source) -> None:
    to = f"veille+{source.address}@reseau.exemple"
    for raw in (b"", b"\0" * 1000, b"\xff" * 1000, b":" * 9000, b"a: b\n" * 20_000, b"From: " + b"(" * 50_000):
        letter_receive(raw=raw, recipient=to)
    items_read()
    assert set(InboundItem.objects.values_list("state", flat=True)) == {InboundState.DONE}


@pytest.mark.parametrize("date", ["hier", "Tue, 99 Nov 2026 10:00:00 -0500", "Tue, 24 Nov 9999 10:00:00 -0500", ""])
def test_a_date_is_believed_within_reason(source: Source, date: str) -> None:
    letter_receive(raw=mail(source, Date=date))
    items_read()
    assert Item.objects.get().said_at <= clock.now()


# --- The command ------------------------------------------------------------------------------------------------------


def deliver(raw: bytes, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    """Its exit code and what it said."""
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    try:
        call_command("receive-mail", *arguments, stdout=said, stderr=said)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue().strip()
    return 0, said.getvalue().strip()


def test_the_mail_server_is_told_how_it_ended(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = mail(source)
    assert deliver(raw, monkeypatch) == (0, "kept")
    assert deliver(raw, monkeypatch) == (0, "known")
    assert deliver(mail(source, Precedence="bulk"), monkeypatch) == (0, "dropped: precedence")
    assert deliver(raw, monkeypatch, "--to", "veille+x@reseau.exemple") == (os.EX_NOUSER, "no-such-address")
    assert deliver(mail(source, "x" * MAX_BYTES), monkeypatch) == (os.EX_DATAERR, "too-large")


def test_a_flood_waits_at_the_mail_server(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_in, "MOST_AN_HOUR", 1)
    assert deliver(mail(source), monkeypatch)[0] == 0
    assert deliver(mail(source, Message_ID="<2@exemple.test>"), monkeypatch)[0] == os.EX_TEMPFAIL
    assert deliver(mail(source), monkeypatch) == (0, "known")


def test_while_the_database_is_away_the_mail_server_keeps_it(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise DatabaseError("away")

    raw = mail(source)
    with connection.execute_wrapper(away):
        code, words = deliver(raw, monkeypatch)
    assert code == os.EX_TEMPFAIL
    assert "away" not in words

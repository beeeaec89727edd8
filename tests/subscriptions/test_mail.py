"""What a letter looks like on the wire."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from preau.mail.services.sending.blank import Blank, blank, one_line, wire_address
from preau.posts.models import Attachment, Picture, PostKind
from preau.subscriptions.mailing.content import postal_address
from preau.subscriptions.mailing.plain import plain_text
from preau.subscriptions.models import Letter
from tests.channels.stage import publish, reader, work
from tests.conftest import Cast

from .conftest import Sink

pytestmark = pytest.mark.django_db(transaction=True)


def text_of(sink: Sink, number: int = -1, subtype: str = "plain") -> str:
    return str(sink.mails[number][1].get_body((subtype,)).get_content())


def test_the_headers_say_who_writes_what_list_it_is_and_how_to_leave(cast: Cast, sink: Sink) -> None:
    reader(cast.saules)
    publish(cast.saules, kind=PostKind.ARTICLE, title_fr="Les oiseaux de la rivière")
    work()
    mail = sink.mails[0][1]
    assert mail["From"] == "École des Trois-Saules <preau@testserver>"
    assert mail["Subject"] == "Les oiseaux de la rivière"
    assert mail["List-Id"] == "<page_900001.testserver>"
    assert mail["List-Unsubscribe"].startswith("<http://testserver/abonnements/desabonner/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "no"
    assert mail["Message-ID"] == f"<lettre.{Letter.objects.get().pk}@testserver>"
    assert mail["Date"].datetime is not None


def test_both_parts_say_the_same_and_every_line_fits(cast: Cast, sink: Sink) -> None:
    person = reader(cast.saules)
    html = '<p>Voir <a href="/mots-clics/expo">#expo</a>, <a href="https://a.test/plan">le plan</a>.</p>'
    post = publish(cast.saules, kind=PostKind.ARTICLE, title_fr="Expo", body_fr="x", html_fr=html)
    work()
    assert "Voir #expo (http://testserver/mots-clics/expo), le plan (https://a.test/plan)." in text_of(sink)
    page = text_of(sink, subtype="html")
    assert 'href="http://testserver/mots-clics/expo"' in page
    for part in (text_of(sink), page):
        assert f"http://testserver/@page_900001/{post.pk}" in part
        assert f"/abonnements/{person.key}" in part
        assert "École des Trois-Saules, Val-des-Rivages G0A 1A0" in part
    assert max(len(line) for line in sink.raw[0].split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "jusqu’au 1 décembre 2099, 14"), ("en", "until December 1, 2099, 2")]
)
def test_an_alert_says_until_when_in_both_parts(cast: Cast, sink: Sink, language: str, words: str) -> None:
    reader(cast.saules, language=language)
    noon = dt.datetime(2099, 12, 1, 14, 30, tzinfo=timezone.get_default_timezone())
    publish(cast.saules, kind=PostKind.ALERT, title_fr="Fermée", expires_at=noon)
    work()
    assert words in text_of(sink)
    assert words in text_of(sink, subtype="html")


def test_a_message_has_no_end(cast: Cast, sink: Sink) -> None:
    reader(cast.saules)
    publish(cast.saules)
    work()
    assert "jusqu’au" not in text_of(sink) + text_of(sink, subtype="html")


def test_nothing_is_asked_of_another_host_and_nobody_is_watched(cast: Cast, sink: Sink) -> None:
    reader(cast.saules)
    post = publish(cast.saules)
    picture = Picture.objects.create(
        page=cast.saules,
        digest="d",
        width=1600,
        height=900,
        blurhash="x",
        renditions=[{"width": 480, "file": "p/a.webp"}, {"width": 1600, "file": "p/b.webp"}],
    )
    Attachment.objects.create(post=post, picture=picture, alt_fr="Un héron « gris »")
    work()
    page = text_of(sink, subtype="html")
    assert page.count("<img") == 1
    assert 'src="http://testserver/media/p/a.webp"' in page
    assert 'alt="Un héron « gris »"' in page
    assert "Image\u00a0: Un héron « gris »" in text_of(sink)
    assert "<link" not in page
    assert "<script" not in page


def test_readers_get_the_language_they_chose_where_the_post_has_it(cast: Cast, sink: Sink) -> None:
    reader(cast.phare, language="en")
    publish(cast.phare, body_en="Hello everybody.", html_en="<p>Hello everybody.</p>")
    publish(cast.phare)
    work()
    assert "Hello everybody." in text_of(sink, 0)
    assert "Read it on the site: http://testserver/en/@" in text_of(sink, 0)
    assert "Bonjour à toutes" in text_of(sink, 1)
    assert 'lang="fr-CA"' in text_of(sink, 1, "html")


def test_a_page_that_writes_english_alone_is_read_in_english(cast: Cast, sink: Sink) -> None:
    reader(cast.phare)
    publish(cast.phare, body_fr="", html_fr="", body_en="Hello.", html_en="<p>Hello.</p>")
    work()
    assert "Hello." in text_of(sink)
    assert "Vous recevez ce courriel" in text_of(sink)


@pytest.mark.parametrize("trap", ["École\r\nBcc: victime@exemple.test", "École\nX: y", "A\u2028B", 'Guill"emets, <b>'])
def test_no_name_and_no_title_can_add_a_header(cast: Cast, sink: Sink, trap: str) -> None:
    cast.saules.name = trap
    cast.saules.save()
    reader(cast.saules)
    publish(cast.saules, kind=PostKind.ARTICLE, title_fr=trap)
    work()
    mail = sink.mails[0][1]
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert mail["Subject"] == one_line(trap)
    assert "<b>" not in text_of(sink, subtype="html").replace("<body>", "")


def test_an_author_can_not_write_a_blank(cast: Cast, sink: Sink) -> None:
    person = reader(cast.saules)
    publish(cast.saules, body_fr="blankmanagex {{ manage }} %(manage)s", html_fr="<p>blankmanagex</p>")
    work()
    assert text_of(sink).count(person.key) == 1


def test_a_line_that_begins_with_a_dot_arrives_whole(cast: Cast, sink: Sink) -> None:
    reader(cast.saules)
    publish(cast.saules, body_fr=".\n.. points\n.fin")
    work()
    assert ".\n.. points\n.fin" in text_of(sink).replace("\r\n", "\n")


def test_an_official_writes_from_the_address_of_the_mandate(cast: Cast) -> None:
    assert postal_address(cast.commissioner) == "Centre de services scolaire des Rivages"
    cast.commissioner.official.mandates.all().delete()
    assert postal_address(cast.commissioner) == "Réseau scolaire des Rivages"


def test_an_accented_domain_travels_in_ascii() -> None:
    assert wire_address("a@école.test") == "a@xn--cole-9oa.test"


def test_blanks_are_escaped_in_the_html_alone() -> None:
    made = Blank(subject="S", sender_name="N", text=blank("reason"), html=f"<p>{blank('reason')}</p>")
    filled = made.fill(name="lettre.1", recipient="a@b.test", values={"reason": "<A & B>"})
    assert b"\r\n<A & B>\r\n" in filled
    assert b"<p>&lt;A &amp; B&gt;</p>" in filled


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un</p><p>Deux<br>Trois</p>", "Un\n\nDeux\nTrois"),
        ("<ol><li>Un</li><li>Deux</li></ol><p>Fin</p>", "1. Un\n2. Deux\n\nFin"),
        ('<ul><li>Un<ul><li>Dedans</li></ul></li></ul><img alt="Héron">', "- Un\n- Dedans\n\nHéron"),
        ("<ul><li><p>Un</p><p>encore</p></li><li><p>Deux</p></li></ul>", "- Un\nencore\n- Deux"),
        ('<a href="https://a.test/x">a.test/x</a> <a href="#b">b</a>', "a.test/x b"),
        ("<h2>Titre</h2>a  &amp;\n b", "Titre\n\na & b"),
        ("<li>seul</li>", "- seul"),
    ],
)
def test_html_reads_well_as_text(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_the_unsubscription_of_the_header_works(cast: Cast, sink: Sink) -> None:
    person = reader(cast.saules)
    publish(cast.saules)
    work()
    link = sink.mails[0][1]["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})
    assert not person.subscriptions.exists()

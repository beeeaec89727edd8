"""What machines read: sitemaps, cards, oEmbed, files, the phone's installation, the weight of a page."""

from __future__ import annotations

import gzip
import json
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from preau.institutions.models import Page
from preau.website import tasks
from preau.website.card import card_of, draw, drawable, folder, words_on
from preau.website.shown import Shown
from preau.website.templatetags.website import account_label, initials, network_name, web_address
from tests.conftest import Cast

from .conftest import Door
from .saying import alert, illustrate, say, withdraw
from .test_pages import see


def locations(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)  # noqa: S314
    return [str(node.text) for node in root.iter() if node.tag.endswith("}loc")]


def test_sitemaps_lead_to_each_open_page_and_published_post(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Texte")
    withdraw(gone := say(cast.saules, "Retiré"), "Erreur")
    read = [address for index in locations(client, "/sitemap.xml") for address in locations(client, index[17:])]
    assert f"http://testserver/@page_900001/{post.pk}" in read
    assert f"http://testserver/@page_900001/{gone.pk}" not in read
    assert "http://testserver/@camille_exemple" in read
    assert all(client.get(address[17:]).status_code == 200 for address in read)


def test_a_sitemap_beyond_the_last_is_empty(cast: Cast, client: Client) -> None:
    assert locations(client, "/sitemap-999.xml") == []
    assert client.get("/sitemap-99999999999.xml").status_code == 404


def test_robots_are_led_to_the_sitemap_and_kept_from_the_desk(cast: Cast, client: Client) -> None:
    text = see(client, "/robots.txt")
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /bureau/" in text


def test_the_site_can_be_installed_on_a_phone(cast: Cast, client: Client) -> None:
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        found = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(str(found)) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]


def test_the_phones_worker_keeps_public_pages_only(cast: Cast, client: Client) -> None:
    source = see(client, "/sw.js")
    found = re.search(r"isPage = \(path\) => /(.+)/\.test", source)
    assert found
    kept = re.compile(found[1].replace("\\/", "/"))
    for path in ("/", "/en/", "/@saules", "/@saules/12", "/comptes-officiels", "/mots-clics/neige"):
        assert kept.search(path)
    for path in ("/bureau/", "/en/bureau/", "/compte/login/", "/suivre/saules", "/abonnement/cle", "/api/x"):
        assert not kept.search(path)


def test_a_card_is_a_picture_of_the_size_that_networks_ask(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Une exposition")
    response = client.get(f"/@page_900001/{post.pk}/carte.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == (1200, 630)


@pytest.mark.parametrize("handle", ["page_900000", "page_900001", "camille_exemple"])
def test_a_page_has_a_card_of_its_own_open_or_not(cast: Cast, client: Client, handle: str) -> None:
    def card() -> bytes:
        found = re.search(r'og:image" content="http://testserver([^"]+)"', see(client, f"/@{handle}"))
        assert found
        response = client.get(found[1])
        assert response["Content-Type"] == "image/png"
        return response.content

    drawn = card()
    assert Image.open(BytesIO(drawn)).size == (1200, 630)
    Page.objects.filter(handle=handle).update(opened_at=None)
    assert card() == drawn
    Page.objects.filter(handle=handle).update(name="Un autre nom")
    assert card() != drawn


def test_a_card_is_drawn_once_a_text(cast: Cast) -> None:
    post = say(cast.saules, "Une exposition")
    first = card_of(Shown(post))
    assert card_of(Shown(post)) == first
    post.html_fr = post.body_fr = "Une autre"
    assert card_of(Shown(post)) != first


def test_a_card_draws_no_box_for_what_its_typeface_lacks() -> None:
    assert (
        drawable("Bravo 👩‍🏫 à tous 🎉 — l’école «\u00a0Œuvre\u202f»") == "Bravo à tous — l’école «\u00a0Œuvre\u00a0»"
    )


def test_a_card_says_as_much_of_a_message_as_it_has_room_for(cast: Cast) -> None:
    seen = Shown(say(cast.saules, "Un deux trois quatre cinq six sept huit neuf dix. " * 3))
    assert words_on(seen) == seen.summary


@pytest.mark.parametrize(
    "text", ["Mot", "mot " * 400, "anticonstitutionnellement" * 30, "É’œ«\u00a0»— 👩‍🏫", "العربية"]
)
def test_any_words_fit_on_a_card(cast: Cast, text: str) -> None:
    assert draw(Shown(say(cast.saules, text))).startswith(b"\x89PNG")
    assert draw(Shown(alert(cast.saules, text))).startswith(b"\x89PNG")


def test_the_oldest_cards_are_forgotten(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "CARDS_KEPT", 1)
    card_of(Shown(say(cast.saules, "Une")))
    card_of(Shown(say(cast.saules, "Deux")))
    tasks.prune_cards()
    assert len(list(folder().glob("*.png"))) == 1


def embed(client: Client, url: str, **more: str):
    return client.get("/api/oembed", {"url": url, **more})


def test_a_medium_quotes_a_post_with_its_exact_words_and_no_script(cast: Cast, client: Client) -> None:
    post = say(cast.saules, 'Venez <a href="/mots-clics/oiseaux">voir</a>', title_fr="Exposition <oiseaux>")
    document = embed(client, f"http://testserver/@page_900001/{post.pk}").json()
    assert (document["version"], document["type"], document["author_name"]) == ("1.0", "rich", "École des Trois-Saules")
    assert 'Venez <a href="http://testserver/mots-clics/oiseaux">voir</a>' in document["html"]
    assert "Exposition &lt;oiseaux&gt;" in document["html"]
    assert "<script" not in document["html"]
    assert "<iframe" not in document["html"]


def test_a_post_names_the_address_of_its_quotation(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Texte")
    found = re.findall(r'(?:json|xml)\+oembed"[^>]*href="([^"]+)"', see(client, f"/@page_900001/{post.pk}"))
    assert len(found) == 2
    for address in found:
        assert client.get(address.removeprefix("http://testserver").replace("&amp;", "&")).status_code == 200


def test_a_quotation_is_in_the_language_of_its_address_and_no_wider_than_asked(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Bonjour", body_en="Hello", html_en="<p>Hello</p>")
    document = embed(client, f"http://testserver/en/@page_900001/{post.pk}", maxwidth="300").json()
    assert "<p>Hello</p>" in document["html"]
    assert document["width"] == 300


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://mechant.test/@page_900001/1",
        "http://testserver.mechant.test/@page_900001/1",
        "http://testserver/@page_900001",
        "http://testserver/@personne/1",
        "http://testserver/@page_900001/999999",
        "http://testserver/@page_900002/{post}",
        "http://testserver/@page_900001/{withdrawn}",
        "javascript:alert(1)",
        "http://testserver/@page_900001/" + "9" * 40,
    ],
)
def test_what_is_no_post_of_ours_is_not_quoted(cast: Cast, client: Client, url: str) -> None:
    post, withdrawn = say(cast.saules, "Texte"), say(cast.saules, "Retiré")
    withdraw(withdrawn, "Erreur")
    url = url.replace("{post}", str(post.pk)).replace("{withdrawn}", str(withdrawn.pk))
    assert embed(client, url).status_code == 404


def test_a_quotation_in_xml_says_the_same(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Venez \x0c& <b>voyez</b>", title_fr="Exposition <oiseaux>")
    url = f"http://testserver/@page_900001/{post.pk}"
    answer = embed(client, url, format="xml")
    assert answer["Content-Type"] == "text/xml"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 — of our own making
    said = {child.tag: child.text or "" for child in root}
    expected = embed(client, url).json()
    assert root.tag == "oembed"
    assert said == {name: "" if value is None else str(value).replace("\x0c", "") for name, value in expected.items()}


def test_a_format_that_nobody_speaks_is_declined_as_the_standard_says(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Texte")
    assert embed(client, f"http://testserver/@page_900001/{post.pk}", format="yaml").status_code == 501


@pytest.mark.parametrize(
    ("limits", "shows"),
    [({}, True), ({"maxwidth": "1200"}, True), ({"maxwidth": "600"}, False), ({"maxheight": "400"}, False)],
)
def test_a_thumbnail_heeds_the_limits_or_is_left_out(cast: Cast, client: Client, limits: dict, shows: bool) -> None:
    document = embed(client, f"http://testserver/@page_900001/{say(cast.saules, 'Texte').pk}", **limits).json()
    assert ("thumbnail_url" in document, "thumbnail_width" in document) == (shows, shows)


@pytest.fixture
def picture() -> str:
    path = Path(settings.MEDIA_ROOT) / "posts" / "essai.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 20), "#0f4c4a").save(path, "WEBP")
    return "/media/posts/essai.webp"


def test_a_picture_is_served_for_ever_and_can_run_nothing(cast: Cast, client: Client, picture: str) -> None:
    response = client.get(picture)
    assert b"".join(response.streaming_content).startswith(b"RIFF")  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/webp"
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "posts/absente.webp",
        "posts/../preau.sqlite3",
        "posts/%2e%2e/secret.key",
        "../secret.key",
        "posts/page.html",
        "posts/dessin.svg",
        "autre/essai.webp",
        "posts/essai.webp/",
        "posts/",
        "posts/a%00.webp",
        "posts/essai.webp/x.webp",
    ],
)
def test_nothing_else_in_the_folder_is_ever_served(cast: Cast, client: Client, picture: str, path: str) -> None:
    assert client.get(f"/media/{path}").status_code in (400, 404)


def weigh(path: str) -> int:
    found = finders.find(path.removeprefix("/static/"))
    return len(gzip.compress(Path(str(found)).read_bytes()))


def test_a_page_of_twenty_posts_with_its_styles_and_script_weighs_less_than_60_kb(cast: Cast, door: Door) -> None:
    for number in range(25):
        illustrate(
            say(cast.saules, "Une phrase comme en écrit une école, avec une date. " * 6, title_fr=f"Titre {number}"),
            "Un dessin d’oiseau",
        )
    page = door.visit("/@page_900001", accept_encoding="gzip")
    text = gzip.decompress(page.body).decode()
    assert text.count('class="card post"') == 20
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', text))
    assert len(page.body) + sum(weigh(asset) for asset in assets) < 20_000
    raw = sum(Path(str(finders.find(asset.removeprefix("/static/")))).stat().st_size for asset in assets)
    assert len(text) + raw < 60_000


def test_a_page_asks_nothing_of_another_host(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Texte")
    illustrate(post, "Un dessin")
    for path in ("/", "/@page_900001", f"/@page_900001/{post.pk}", "/comptes-officiels"):
        text = see(client, path)
        asked = re.findall(
            r'(?:src|srcset)="([^"]+)"|<link rel="(?:stylesheet|icon|preload|manifest)" href="([^"]+)"', text
        )
        assert all(address.startswith("/") for pair in asked for address in pair if address)


@pytest.mark.parametrize(
    ("name", "expected"), [("École des Trois-Saules", "TS"), ("Camille Exemple", "CE"), ("école", "·"), ("", "·")]
)
def test_initials_stand_for_a_portrait(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_networks_and_accounts_are_named_as_people_do() -> None:
    assert (network_name("youtube"), network_name("pixelfed")) == ("YouTube", "Pixelfed")
    assert account_label("https://www.facebook.com/saules/") == "facebook.com/saules"


def test_json_that_a_page_carries_cannot_close_its_script(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "", body_fr="</script><b>\u2028", html_fr="<p>x</p>", title_fr="</script>")
    text = see(client, f"/@page_900001/{post.pk}")
    found = re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    assert json.loads(found[1])["headline"] == "</script>"
    assert quote("</script>") not in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", " https://a", "data:text/html,x", "//mechant.test", ""])
def test_a_link_that_leads_to_no_web_page_leads_nowhere(address: str) -> None:
    assert web_address(address) == "#"
    assert web_address("https://rivages.test/") == "https://rivages.test/"

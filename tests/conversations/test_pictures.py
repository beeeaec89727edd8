"""Pictures of other servers: fetched by us, re-encoded, served by us to whoever may see the message."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from preau.connectors.base import Author, HeardPicture
from preau.conversations.models import Message, PictureState, RemotePicture
from preau.conversations.pictures import local_address, path_of
from preau.conversations.services import fetching, message_hide, pictures_fetch, pictures_prune
from preau.posts.models import Post
from tests.channels.stage import work
from tests.conftest import Cast
from tests.website.saying import say as publish
from tests.website.saying import withdraw

from .saying import say, unsay, vanish

pytestmark = pytest.mark.django_db


def drawn(width: int = 1_200, height: int = 800, kind: str = "JPEG") -> bytes:
    picture, kept = Image.new("RGB", (width, height), "#0f4c4a"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "une adresse secrète"
    picture.save(kept, kind, exif=exif)
    return kept.getvalue()


class Elsewhere(ThreadingHTTPServer):
    """Another server on loopback. `files`: what it answers to each path, a status or a body; `asked`: what it was."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes | int] = {}
        self.asked: list[str] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        found = self.server.files.get(self.path, 404)
        self.send_response(found if isinstance(found, int) else 200)
        self.send_header("Location", "http://169.254.169.254/")  # followed only with a status of 3xx
        self.end_headers()
        if isinstance(found, bytes):
            self.wfile.write(found)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def elsewhere(settings: Any, tmp_path: Path) -> Iterator[Elsewhere]:
    settings.ALLOW_LOOPBACK, settings.DATA = True, tmp_path
    server = Elsewhere()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def post(cast: Cast) -> Post:
    return publish(cast.saules, "Exposition")


def illustrated(cast: Cast, elsewhere: Elsewhere, *paths: str, **fields: Any) -> Message:
    author = Author("https://x.exemple/u/1", "X", "@x@x.exemple", "https://x.exemple/@x", f"{elsewhere.origin}/moi.png")
    pictures = tuple(HeardPicture(f"{elsewhere.origin}{path}", "Une photo", "image/jpeg") for path in paths)
    return say(cast.saules, "<p>Regardez</p>", by=author, pictures=pictures, **fields)


def page(client: Client, post: Post) -> str:
    return client.get(f"/@page_900001/{post.pk}").content.decode()


def get(client: Client, address: str) -> tuple[int, bytes]:
    answer = client.get(address)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_visitor_gets_our_own_copy(cast: Cast, client: Client, elsewhere: Elsewhere, post: Post) -> None:
    elsewhere.files = {"/moi.png": drawn(300, 200, "PNG"), "/photo.jpg": drawn()}
    illustrated(cast, elsewhere, "/photo.jpg", post=post)
    assert "/media/distant/" not in page(client, post)
    work()
    text = page(client, post)
    portrait, photo = re.findall(r'src="(/media/distant/[^"]+)"', text)
    assert 'width="960" height="640" alt="Une photo"' in text
    assert elsewhere.origin not in text
    for address, size in ((portrait, (400, 400)), (photo, (960, 640))):
        status, body = get(client, address)
        picture = Image.open(BytesIO(body))
        assert (status, picture.format, picture.size) == (200, "WEBP", size)
        assert b"secr" not in body


def test_it_is_fetched_once_for_all_who_look_and_all_who_show_it(
    cast: Cast, client: Client, elsewhere: Elsewhere, post: Post
) -> None:
    elsewhere.files = {"/moi.png": drawn(300, 300, "PNG")}
    for _ in range(3):
        illustrated(cast, elsewhere, post=post)
    work()
    for address in re.findall(r'src="(/media/distant/[^"]+)"', page(client, post)):
        assert get(client, address)[0] == 200
    assert elsewhere.asked == ["/moi.png"]


@pytest.mark.parametrize(
    "found",
    [404, 302, b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n" + b"x" * 99],
    ids=["missing", "led inside", "empty", "cut", "svg", "broken"],
)
def test_what_is_no_sound_picture_is_not_asked_for_again(
    cast: Cast, client: Client, elsewhere: Elsewhere, post: Post, found: bytes | int
) -> None:
    elsewhere.files = {"/moi.png": found}
    illustrated(cast, elsewhere, post=post)
    work()
    pictures_fetch()
    assert RemotePicture.objects.get().state == PictureState.FAILED
    assert elsewhere.asked == ["/moi.png"]
    assert "/media/distant/" not in page(client, post)


def test_what_is_too_heavy_is_left(cast: Cast, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 1_000)
    elsewhere.files = {"/moi.png": drawn(3_000, 3_000, "PNG")}
    illustrated(cast, elsewhere)
    work()
    assert RemotePicture.objects.get().state == PictureState.FAILED


def test_nothing_of_our_own_network_is_fetched(cast: Cast, elsewhere: Elsewhere, settings: Any) -> None:
    settings.ALLOW_LOOPBACK = False
    illustrated(cast, elsewhere)
    work()
    assert RemotePicture.objects.get().state == PictureState.FAILED
    assert elsewhere.asked == []


def test_a_server_that_is_down_is_asked_again_some_times(cast: Cast, elsewhere: Elsewhere) -> None:
    elsewhere.files = {"/moi.png": 503}
    illustrated(cast, elsewhere)
    work()
    picture = RemotePicture.objects.get()
    assert (picture.state, picture.attempts) == (PictureState.WAITING, 1)
    assert picture.next_at is not None
    for _ in fetching.AGAIN:
        RemotePicture.objects.update(next_at=None)
        pictures_fetch()
    assert RemotePicture.objects.get().state == PictureState.FAILED
    assert len(elsewhere.asked) == len(fetching.AGAIN) + 1


def test_one_bad_picture_does_not_hold_up_the_others(cast: Cast, elsewhere: Elsewhere) -> None:
    elsewhere.files = {"/moi.png": 404, "/a.jpg": drawn(), "/b.jpg": b"x"}
    illustrated(cast, elsewhere, "/b.jpg", "/a.jpg")
    work()
    states = dict(RemotePicture.objects.values_list("address", "state"))
    assert states[f"{elsewhere.origin}/a.jpg"] == PictureState.KEPT


def test_who_sees_the_picture_of_what_is_not_public(
    cast: Cast, client: Client, elsewhere: Elsewhere, post: Post
) -> None:
    elsewhere.files = {"/moi.png": drawn(300, 300, "PNG")}
    message = illustrated(cast, elsewhere, post=post)
    work()
    address = local_address(message, "p")
    assert get(client, address)[0] == 200
    message_hide(message=message, reason="personal", actor=cast["saules_moderator"])
    assert get(client, address)[0] == 404
    client.force_login(cast["estuaire_administrator"])
    assert get(client, address)[0] == 404
    client.force_login(cast["saules_moderator"])
    answer = client.get(address)
    answer.close()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("fields", [{"is_private": True}, {"is_held": True}, {"post": None}], ids=str)
def test_nobody_passing_by_sees_what_the_public_does_not_read(
    cast: Cast, client: Client, elsewhere: Elsewhere, post: Post, fields: dict[str, Any]
) -> None:
    elsewhere.files = {"/moi.png": drawn(300, 300, "PNG")}
    message = illustrated(cast, elsewhere, **{"post": post, **fields})
    work()
    assert get(client, local_address(message, "p"))[0] == 404


def test_a_withdrawn_post_takes_the_pictures_along(
    cast: Cast, client: Client, elsewhere: Elsewhere, post: Post
) -> None:
    elsewhere.files = {"/moi.png": drawn(300, 300, "PNG")}
    message = illustrated(cast, elsewhere, post=post)
    work()
    withdraw(post, "Erreur")
    assert get(client, local_address(message, "p"))[0] == 404


@pytest.mark.parametrize("key", ["1-p-" + "0" * 24, "1-0-" + "f" * 24, "9" * 18 + "-p-" + "0" * 24, "../../x", "1"])
def test_a_made_up_key_leads_nowhere(cast: Cast, client: Client, elsewhere: Elsewhere, key: str, post: Post) -> None:
    illustrated(cast, elsewhere, post=post)
    assert get(client, f"/media/distant/{key}.webp")[0] == 404


@pytest.mark.parametrize("gone", [unsay, "vanish"], ids=["its author took it back", "its author is no more"])
def test_what_was_erased_is_on_no_disk_of_ours(cast: Cast, client: Client, elsewhere: Elsewhere, gone: Any) -> None:
    elsewhere.files = {"/moi.png": drawn(300, 300, "PNG"), "/photo.jpg": drawn()}
    message = illustrated(cast, elsewhere, "/photo.jpg")
    author = Author(message.author_id, "X", "@x@x.exemple")
    work()
    paths = [path_of(digest) for digest in RemotePicture.objects.values_list("digest", flat=True)]
    assert [path.exists() for path in paths] == [True, True]
    vanish(author) if gone == "vanish" else unsay(message, by=author)
    assert [path.exists() for path in paths] == [False, False]
    assert not RemotePicture.objects.exists()


def test_the_disk_is_kept_within_its_bounds(
    cast: Cast, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    elsewhere.files = {f"/{number}.jpg": drawn(100, 100 + number) for number in range(4)}
    illustrated(cast, elsewhere, *elsewhere.files)
    work()
    pictures_prune()
    assert RemotePicture.objects.filter(state=PictureState.KEPT).count() == 4
    monkeypatch.setattr(fetching, "KEPT_FILES", 2)
    pictures_prune()
    kept = RemotePicture.objects.filter(state=PictureState.KEPT)
    assert kept.count() == 2
    assert len(list(Path(settings.DATA).rglob("*.webp"))) == 2

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from preau.posts.models import Post, PostKind, PostState
from tests.conftest import Cast


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "text.md"
    path.write_text("Portes ouvertes jeudi. #VieÀLÉcole", encoding="utf-8-sig")
    return path


Publish = Callable[..., str]


@pytest.fixture
def publish(cast: Cast, text: Path) -> Publish:
    def run(*extra: str, email: str = "saules_communications@exemple.test", page: str = "page_900001") -> str:
        output = io.StringIO()
        call_command("post", "--page", page, "--as", email, *extra, str(text), stdout=output)
        return output.getvalue().strip()

    return run


def code(publish: Publish, *extra: str, **options: str) -> int:
    with pytest.raises(CommandError) as caught:
        publish(*extra, **options)
    return caught.value.returncode


def test_a_script_publishes_and_is_told_the_address(publish: Publish) -> None:
    address = publish()
    post = Post.objects.get()
    assert address == f"http://testserver/@page_900001/{post.pk}"
    assert (post.state, post.body_fr) == (PostState.PUBLISHED, "Portes ouvertes jeudi. #VieÀLÉcole")


def test_the_text_comes_from_the_standard_input(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"Neige")))
    call_command(
        "post", "--page", "@page_900001", "--as", "saules_communications@exemple.test", "-", stdout=io.StringIO()
    )
    assert Post.objects.get().body_fr == "Neige"


def test_a_title_makes_an_article_and_a_state_an_alert(publish: Publish) -> None:
    publish("--title", "Portes ouvertes")
    publish("--alert", "closed")
    assert list(Post.objects.order_by("pk").values_list("kind", flat=True)) == [PostKind.ARTICLE, PostKind.ALERT]


def test_a_picture_comes_with_its_words(publish: Publish, tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "cour.jpg").write_bytes(jpeg)
    publish("--picture", str(tmp_path / "cour.jpg"), "--alt", "Une cour enneigée")
    assert Post.objects.get().attachments.get().alt_fr == "Une cour enneigée"


def test_a_picture_without_words_is_a_mistake_of_usage(publish: Publish, tmp_path: Path) -> None:
    assert code(publish, "--picture", str(tmp_path / "cour.jpg")) == 2
    assert not Post.objects.exists()


def test_a_file_that_is_not_there_is_a_mistake_of_usage(publish: Publish, tmp_path: Path) -> None:
    assert code(publish, "--picture", str(tmp_path / "nowhere.jpg"), "--alt", "Rien") == 2


def test_a_binary_text_is_a_mistake_of_usage(publish: Publish, text: Path) -> None:
    text.write_bytes(b"\xff\xfe\x00")
    assert code(publish) == 2


@pytest.mark.parametrize("options", [{"email": "personne@exemple.test"}, {"page": "nulle_part"}])
def test_unknown_people_and_pages_are_named(publish: Publish, options: dict[str, Any]) -> None:
    assert code(publish, **options) == 3


def test_it_goes_no_further_than_the_rights_of_the_person(publish: Publish) -> None:
    assert code(publish, email="saules_editor@exemple.test") == 4
    assert Post.objects.get().state == PostState.DRAFT
    assert code(publish, email="estuaire_administrator@exemple.test") == 4


def test_a_bad_picture_leaves_a_draft_and_says_why(publish: Publish, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg/>")
    assert code(publish, "--picture", str(tmp_path / "a.svg"), "--alt", "Un dessin") == 5
    assert Post.objects.get().state == PostState.DRAFT

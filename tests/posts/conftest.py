from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from preau.posts.models import Post
from preau.posts.services import post_create, post_publish
from tests.conftest import Cast


@pytest.fixture
def draft(cast: Cast) -> Callable[..., Post]:
    """Makes a draft of Saules, by its communications person unless told otherwise."""

    def make(**content: Any) -> Post:
        actor = content.pop("actor", cast["saules_communications"])
        return post_create(actor=actor, **{"page": cast.saules, "body_fr": "Bonjour à toutes et à tous.", **content})

    return make


@pytest.fixture
def published(cast: Cast, draft: Callable[..., Post]) -> Callable[..., Post]:
    def make(**content: Any) -> Post:
        return post_publish(actor=content.get("actor", cast["saules_communications"]), post=draft(**content))

    return make


@pytest.fixture
def jpeg() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(output, "JPEG")
    return output.getvalue()


@pytest.fixture(autouse=True)
def _media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"

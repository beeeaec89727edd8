from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
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


@pytest.fixture
def _triggers(django_db_blocker: Any) -> Iterator[list[str]]:
    """The journal refuses to be emptied, even by the end of a test: its guards stand aside while that happens."""
    dropped: list[str] = []
    yield dropped
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in dropped:
            cursor.execute(statement)


@pytest.fixture
def race(_triggers: list[str], transactional_db: None) -> Iterator[None]:
    """Real transactions, which several threads see."""
    yield
    if connection.vendor != "sqlite":  # PostgreSQL truncates, which no row trigger sees
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'records_entry'")
        for name, statement in cursor.fetchall():
            _triggers.append(statement)
            cursor.execute(f"DROP TRIGGER {name}")

"""The public texts of a post, each with what changed since the one before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString

from preau.posts.models import Post, Revision
from preau.ui.differences import marked


@dataclass(frozen=True, slots=True)
class Version:
    """A text as the public could read it: `title` and `body` mark what changed since the one before (<ins>, <del>)."""

    number: int
    at: dt.datetime
    note: str
    title: SafeString
    body: SafeString


def versions(post: Post, language: str) -> list[Version]:
    """The public texts of `post` in `language`, newest first."""
    found: list[Version] = []
    before: Revision | None = None
    for revision in post.revisions.order_by("number"):
        title, body = _text(revision, language)
        old_title, old_body = _text(before, language) if before else (title, body)
        found.append(
            Version(
                number=revision.number,
                at=revision.at,
                note=revision.note,
                title=marked(old_title, title),
                body=marked(old_body, body),
            )
        )
        before = revision
    return found[::-1]


def _text(revision: Revision, language: str) -> tuple[str, str]:
    return getattr(revision, f"title_{language}"), getattr(revision, f"body_{language}")

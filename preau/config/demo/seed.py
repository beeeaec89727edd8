"""Fills an empty installation with the made-up network, by the same services that the screens call."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from preau.institutions import services as institutions
from preau.institutions.models import Institution, Mandate, Official, Page, PageHandle, Role, RoleKind
from preau.kernel import clock, images
from preau.posts import services as posts
from preau.posts.models import Post
from preau.subscriptions.models import Subscriber, Subscription
from preau.subscriptions.services import subscriptions_confirm
from preau.users.models import User

from . import pictures, texts
from .answering import seed_answering
from .guarding import seed_guarding
from .guide import seed_guide, seed_statement
from .listening import seed_listening
from .talk import seed_talk
from .visitors import private_page, seed_visitors

HERE = Path(__file__).parent
PASSWORD = "preau-demo-2026"  # noqa: S105 — the demo's own, printed for all to read; `demo` refuses production
PEOPLE = [  # e-mail, name, role, official code
    ("admin@demo.example", "Administration du réseau", None, ""),
    ("communications@demo.example", "Communications des Rivages", RoleKind.COMMUNICATIONS, "900000"),
    ("secretariat@demo.example", "Secrétariat des Trois-Saules", RoleKind.EDITOR, "900101"),
    ("moderation@demo.example", "Modération des Rivages", RoleKind.MODERATOR, "900000"),
    ("lecture@demo.example", "Lecture seule", RoleKind.READER, "900000"),
    ("school.board@demo.example", "Estuary Communications", RoleKind.COMMUNICATIONS, "910000"),
]
OFFICIAL = ("membre@demo.example", "Camille Exemple", "Membre du conseil d’administration, communauté")
OPEN = ("900000", "900101", "900104", "900106", "900107", "900108", "910000", "910101")


def is_seeded() -> bool:
    return Institution.objects.exists()


@transaction.atomic
def seed() -> None:
    """Everything or nothing."""
    domain = institutions.domain_default()
    domain.name = "Écoles des Rivages et de l’Estuaire"
    domain.save()
    institutions.network_import(
        schools=(HERE / "network.csv").read_bytes(), boards=(HERE / "boards.csv").read_bytes(), source="demo"
    )
    admin = _people()
    pages = _pages(admin)
    pages["official"] = _official(admin)
    for index, words in enumerate(sorted(texts.POSTS, key=_ago, reverse=True)):
        with clock.ago(_ago(words)):
            posts.post_publish(actor=_voice(words, admin), post=_draft(words, pages, admin, index))
    for index, words in enumerate(texts.DRAFTS):
        secretary = User.objects.get(email="secretariat@demo.example")
        draft = _draft(words, pages, secretary, index)
        if words.get("review"):
            posts.post_send_to_review(actor=secretary, post=draft)
    _followers(pages)
    moderator = User.objects.get(email="moderation@demo.example")
    communications = User.objects.get(email="communications@demo.example")
    rivages = Institution.objects.get(code="900000")
    seed_guide(rivages, communications)
    seed_talk(pages, moderator)
    seed_answering(rivages, communications, moderator)
    seed_guarding(pages, moderator)
    seed_statement(communications)
    seed_visitors(pages, admin, moderator)
    seed_listening(pages, admin, moderator)


def _followers(pages: dict[str, Page]) -> None:
    """Made-up readers, so that the sentence above the button counts somebody. They came after the first posts."""
    for number in range(12):
        reader = Subscriber.objects.create(email=f"parent{number + 1}@demo.example", key=secrets.token_urlsafe(32))
        followed = [pages[code] for code in ("900101", "900000")[: 1 + number % 2]]
        asked = [Subscription.objects.create(subscriber=reader, page=page) for page in followed]
        subscriptions_confirm(subscriber=reader, subscription_ids=[subscription.pk for subscription in asked])


def _ago(words: dict[str, Any]) -> dt.timedelta:
    now = timezone.localtime()
    if not words["days"]:
        return dt.timedelta(minutes=32)
    hour, minute = map(int, words["at"].split(":"))
    return now - (now - dt.timedelta(days=words["days"])).replace(hour=hour, minute=minute, second=0)


def _people() -> User:
    admin = None
    for email, name, role, code in PEOPLE:
        user = User.objects.create_user(email, PASSWORD, name=name, is_superuser=role is None)
        admin = admin or user
        if role:
            Role.objects.create(user=user, institution=Institution.objects.get(code=code), kind=role, granted_by=admin)
    assert admin is not None  # noqa: S101
    return admin


def _pages(admin: User) -> dict[str, Page]:
    pages = {i.code: i.page for i in Institution.objects.select_related("page")}
    for seed_number, code in enumerate(OPEN):
        page = pages[code]
        institutions.page_open(page=page, by=admin)
        page.refresh_from_db()
        page.summary_fr = texts.SUMMARIES.get(code, "")
        page.portrait.save(f"{code}.webp", ContentFile(images.portrait(pictures.emblem(seed_number))), save=False)
        page.save()
    return pages


def _official(admin: User) -> Page:
    email, name, title = OFFICIAL
    board = Institution.objects.get(code="900000")
    user = User.objects.create_user(email, PASSWORD, name=name)
    official = Official.objects.create(domain=board.domain, name=name, user=user)
    Mandate.objects.create(official=official, institution=board, title=title, starts_on=dt.date(2025, 11, 1))
    page = Page.objects.create(domain=board.domain, official=official, handle="camille_exemple", name=name)
    PageHandle.objects.create(domain=board.domain, handle=page.handle, page=page)
    institutions.page_open(page=page, by=admin)
    return page


def _voice(words: dict[str, Any], admin: User) -> User:
    return User.objects.get(email=OFFICIAL[0]) if words["page"] == "official" else admin


def _draft(words: dict[str, Any], pages: dict[str, Page], admin: User, index: int) -> Post:
    actor = _voice(words, admin)
    content: dict[str, Any] = {
        "page": pages[words["page"]],
        "kind": words.get("kind", "message"),
        "title_fr": words.get("title_fr", "" if "en" in words else words.get("title", "")),
        "title_en": words.get("title", "") if "en" in words else "",
        "body_fr": words.get("fr", ""),
        "body_en": words.get("en", ""),
        "alert_state": words.get("alert_state", ""),
        "cascade": [pages[code] for code in words.get("cascade", [])],
    }
    if "hours" in words:
        content["expires_at"] = clock.now() + dt.timedelta(hours=words["hours"])
    post = posts.post_create(actor=actor, **content)
    if "picture" in words:
        drawn = pictures.landscape(words["picture"], snow=words.get("snow", False), birds=words.get("birds", 0))
        posts.picture_attach(actor=actor, post=post, data=drawn, alt_fr=words["alt"])
    return post


def invitation_to_look() -> str:
    """What the terminal shows: where to go and whom to sign in as."""
    lines = [
        "",
        f"  The public site        {settings.ORIGIN}/",
        f"  A school's page        {settings.ORIGIN}/@{Page.objects.get(institution__code='900101').handle}",
        f"  The desk               {settings.ORIGIN}/bureau/",
        f"  Mails that would leave {settings.ORIGIN}/bureau/courriels/",
        f"  A parent's own page    {private_page() or 'erased since'}",
        "",
        f"  Sign in with the password « {PASSWORD} » as:",
    ]
    roles = [(email, role.value if role else "administers everything") for email, _, role, _ in PEOPLE]
    roles.append((OFFICIAL[0], "an official, with a page of their own"))
    lines += [f"    {email:30} {role}" for email, role in roles]
    return "\n".join([*lines, "", "  Ctrl-C stops it.", ""])

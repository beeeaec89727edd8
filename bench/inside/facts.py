"""What the measures need to know of a seeded installation."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from bench import texts
from bench.inside import set_up, tell

QUERIES = 60


def session_of(user: Any) -> str:
    """The cookie of somebody who has signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def words_to_look_for() -> list[str]:
    """Names, half names, municipalities, codes and postal codes, as people type them: each only once."""
    from preau.institutions.models import Institution

    found = []
    schools = Institution.objects.filter(parent__isnull=False).order_by("id")
    for number, school in enumerate(schools[:: max(1, schools.count() // QUERIES)]):
        typed = [
            school.name,
            school.name.split()[-1][:5].lower(),
            f"{school.name.split()[-1]} {school.municipality_name}",
            school.municipality_name.upper(),
            school.code,
            school.postal_code,
        ]
        found.append(typed[number % len(typed)])
    return list(dict.fromkeys(found))


def screens(board: Any) -> dict[str, str]:
    from django.urls import reverse

    return {
        "posts": reverse("posts:list"),
        "today": reverse("desk:today"),
        "tree": reverse("institutions:tree"),
        "page": reverse("institutions:page", args=[board.page.pk]),
        "write": reverse("posts:compose"),
    }


def facts() -> dict[str, Any]:
    from preau.federation.selectors import account_name
    from preau.institutions.models import Role
    from preau.posts.models import Post

    roles = Role.objects.select_related("user", "institution__page__domain")
    role = roles.get(user__email="communications@banc.example")
    board = role.institution
    school = board.children.select_related("page").order_by("id").first()
    account = account_name(board.page).removeprefix("@")
    post = Post.objects.filter(page=board.page, state="published").order_by("-published_at").first()
    return {
        "session": session_of(role.user),
        "user": role.user.pk,
        "board": board.page.pk,
        "school": school.page.pk,
        "board_path": f"/@{board.page.handle}",
        "school_path": f"/@{school.page.handle}",
        "post_path": f"/@{board.page.handle}/{post.pk}",
        "actor_path": f"/ap/actors/{board.page.pk}",
        "webfinger_path": f"/.well-known/webfinger?{urlencode({'resource': f'acct:{account}'})}",
        "outbox_path": f"/ap/actors/{board.page.pk}/outbox/page",
        "screens": screens(board),
        "queries": words_to_look_for(),
        "post_queries": texts.searches(QUERIES),
    }


if __name__ == "__main__":
    set_up()
    tell(facts())

"""What several people do at the same moment, in transactions of their own. PostgreSQL lets them in together."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connections

from preau.institutions.models import Invitation, RoleKind
from preau.institutions.services import invitation_accept, invitation_send, role_revoke
from preau.institutions.services.people_tokens import token_of
from preau.jobs.services import run_due
from preau.kernel.errors import Conflict
from preau.posts.models import Post
from preau.posts.services import post_create, post_discard, post_publish, post_save
from preau.records.models import Entry
from preau.records.services import verify
from preau.subscriptions.models import Subscriber
from preau.subscriptions.services import subscription_ask, subscriptions_confirm
from preau.users.models import User
from preau.users.services import profile_change
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "un-mot-de-passe-tres-long-7"


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Do all of `acts` at the same moment. Gives "" or the name of the error for each, sorted."""
    ready, outcomes = Barrier(len(acts)), []

    def do(act: Callable[[], Any]) -> None:
        try:
            ready.wait()
            act()
            outcomes.append("")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def invite(cast: Cast, email: str, page: Any) -> Invitation:
    return invitation_send(
        email=email,
        name="Noé Exemple",
        language="fr",
        by=cast["rivages_administrator"],
        institution=page.institution,
        kind=RoleKind.EDITOR,
    )


def test_pressing_several_times_invites_once(cast: Cast) -> None:
    assert at_once(*[lambda: invite(cast, "noe@exemple.test", cast.saules)] * 4) == [""] * 4
    assert Invitation.objects.pending().filter(email="noe@exemple.test").count() == 1


def test_two_invitations_accepted_at_once_make_one_person_and_tell_the_other(cast: Cast) -> None:
    offers = [invite(cast, "noe@exemple.test", page) for page in (cast.saules, cast.erables)]

    def accept(offer: Invitation) -> Callable[[], Any]:
        return lambda: invitation_accept(token=token_of(offer), user=None, name="Noé", password=LONG)

    assert at_once(*map(accept, offers)) == ["", "Conflict"]
    assert User.objects.filter(email="noe@exemple.test").count() == 1


def test_a_role_that_is_gone_already_is_said(cast: Cast) -> None:
    role = cast["saules_editor"].roles.get()
    acts = [lambda: role_revoke(role=role, by=cast["rivages_administrator"])] * 3
    assert at_once(*acts) == ["", "Conflict", "Conflict"]
    assert Entry.objects.filter(verb="role.revoked").count() == 1


def test_confirming_several_times_confirms_once(cast: Cast) -> None:
    subscription_ask(email="noe@exemple.test", pages=[cast.saules, cast.rivages], frequency="each", language="fr")
    reader = Subscriber.objects.get()
    ids = list(reader.subscriptions.values_list("pk", flat=True))
    acts = [lambda: subscriptions_confirm(subscriber=reader, subscription_ids=ids)] * 4
    assert at_once(*acts) == [""] * 4
    assert Entry.objects.filter(verb="subscription.confirmed").count() == 2


def test_a_draft_thrown_away_while_others_save_and_publish_is_said(cast: Cast) -> None:
    actor = cast["rivages_communications"]
    draft = post_create(actor=actor, page=cast.rivages, kind="message", body_fr="Bonjour")
    post_discard(actor=actor, post=Post.objects.get(pk=draft.pk))
    with pytest.raises(Conflict):
        post_publish(actor=actor, post=draft)
    outcomes = at_once(lambda: post_save(actor=actor, post=draft, version=1, body_fr="Autre"))
    assert outcomes == ["Invalid"]


def test_eight_who_publish_at_once_publish_once(cast: Cast) -> None:
    actor = cast["rivages_communications"]
    draft = post_create(actor=actor, page=cast.rivages, kind="message", body_fr="Bonjour", cascade=[cast.saules])
    assert at_once(*[lambda: post_publish(actor=actor, post=draft)] * 8) == [""] * 8
    assert (draft.revisions.count(), draft.placements.filter(published_at__isnull=False).count()) == (1, 2)
    assert Entry.objects.filter(verb="post.published").count() == 1
    assert verify().is_whole


def test_the_name_of_whoever_invites_breaks_no_mail(cast: Cast) -> None:
    profile_change(user=cast["rivages_administrator"], name="Noé\r\nBcc: x@exemple.test", language="fr")
    cast["rivages_administrator"].refresh_from_db()
    invite(cast, "lou@exemple.test", cast.saules)
    run_due()
    assert [letter.subject for letter in mail.outbox] == ["Noé Bcc: x@exemple.test vous invite dans Préau"]

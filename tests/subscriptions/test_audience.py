from __future__ import annotations

import pytest
from django.utils import timezone

from preau.posts.selectors import Audience
from preau.posts.signals import audience_asked
from preau.subscriptions.models import Frequency, Subscription
from preau.subscriptions.selectors import follower_counts
from tests.channels.stage import reader
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def asked(*pages: object) -> list[Audience]:
    answers = audience_asked.send(sender=None, pages=[page.pk for page in pages])  # type: ignore[attr-defined]
    return [answer for _receiver, answer in answers if isinstance(answer, Audience)]


def test_a_person_is_counted_once_whatever_the_pages_and_the_frequency(cast: Cast) -> None:
    reader(cast.rivages, cast.saules)
    reader(cast.saules, frequency=Frequency.WEEKLY)
    reader(cast.erables)
    assert asked(cast.rivages, cast.saules) == [Audience("mail", 2)]


def test_who_has_not_confirmed_or_has_bounced_is_not_counted(cast: Cast) -> None:
    gone, unsure = reader(cast.saules), reader(cast.saules)
    gone.bounced_at = timezone.now()
    gone.save()
    Subscription.objects.filter(subscriber=unsure).update(confirmed_at=None)
    assert asked(cast.saules) == [Audience("mail", 0)]


def test_followers_are_counted_by_page_in_one_question(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    reader(cast.rivages, cast.saules)
    reader(cast.saules)
    with django_assert_num_queries(1):
        counts = follower_counts([cast.rivages.pk, cast.saules.pk, cast.erables.pk])
    assert counts == {cast.rivages.pk: 1, cast.saules.pk: 2}

from __future__ import annotations

import pytest

from preau.channels.models import Channel
from preau.config.demo import seed
from preau.subscriptions.models import Subscription


@pytest.mark.django_db
def test_letters_leave_for_every_page_that_the_demo_s_readers_follow() -> None:
    seed.seed()
    followed = set(Subscription.objects.values_list("page_id", flat=True))
    assert followed == set(Channel.objects.filter(network="mail").values_list("page_id", flat=True))

"""What the demo shows of protecting people: a masked number, an alert brought to its end, a block, a contest."""

from __future__ import annotations

import datetime as dt

from preau.channels.models import Answer, DeliveryState
from preau.channels.services import answer_settle
from preau.connectors.base import Receipt
from preau.conversations.models import DangerKind, Message, Removal
from preau.conversations.services import (
    block_make,
    contest_make,
    escalation_acknowledge,
    escalation_close,
    escalation_open,
    escalation_tick,
    message_mask,
)
from preau.institutions.models import Page
from preau.kernel import clock
from preau.users.models import User

from . import texts
from .talk import hold


def seed_guarding(pages: dict[str, Page], moderator: User) -> None:
    """After the talk, of which one message was hidden."""
    for words in texts.GUARDED:
        hold(words, pages, moderator)
    _mask(moderator)
    _alert(moderator)
    removal = Removal.objects.filter(is_partial=False).order_by("pk")[0]
    contest_make(decision=removal, text=texts.CONTEST)
    assert removal.message is not None  # noqa: S101 — the talk has just said it
    until = clock.now() + dt.timedelta(days=7)
    block_make(message=removal.message, reason=removal.reason, until=until, actor=moderator)
    for notice in Answer.objects.filter(message__isnull=True):  # nobody is there to receive them
        receipt = Receipt(f"https://demo.example/notices/{notice.pk}")
        answer_settle(answer_id=notice.pk, state=DeliveryState.DELIVERED, receipt=receipt)


def _mask(moderator: User) -> None:
    message_mask(message=Message.objects.filter(html__contains="418 555").latest("pk"), actor=moderator)


def _alert(moderator: User) -> None:
    escalation = escalation_open(message=Message.objects.filter(html__contains="ne va pas bien").latest("pk"))
    escalation_acknowledge(escalation=escalation, what=DangerKind.SELF_HARM, actor=moderator)
    for step in ("keep", "school", "suicide", "support", "voice"):
        escalation_tick(escalation=escalation, step=step, done=True, actor=moderator)
    escalation_close(escalation=escalation, outcome=texts.OUTCOME, actor=moderator)

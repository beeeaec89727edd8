from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.conversations.models import Block
from preau.conversations.selectors.guarding import moderators_of, others_who_moderate
from preau.kernel import clock
from preau.mail.services import mail_send

from .block import block_ended


def blocks_tidy() -> None:
    """End those whose time has run out; ask for another look at those whose moment has come. Safe to run again."""
    running = Block.objects.filter(lifted_at=None, ended_at=None)
    now = clock.now()
    for pk in running.filter(until__lte=now).values_list("pk", flat=True):
        _end(pk)
    due = running.filter(review_at__lte=now, reviewed_at=None, asked_at=None, until__gt=now)
    for pk in due.values_list("pk", flat=True):
        _ask(pk)


@transaction.atomic
def _end(pk: int) -> None:
    rows = Block.objects.select_for_update(of=("self",)).select_related("page")
    block = rows.filter(pk=pk, ended_at=None, lifted_at=None).first()
    if block is not None:
        block_ended(block)


@transaction.atomic
def _ask(pk: int) -> None:
    """One mail to each of the others who moderate the page; to its maker where they are alone."""
    rows = Block.objects.select_for_update(of=("self",)).select_related("page__institution", "made_by")
    block = rows.filter(pk=pk, asked_at=None).first()
    if block is None:
        return
    block.asked_at = clock.now()
    block.save(update_fields=["asked_at"])
    for user in others_who_moderate(block.page, block.made_by) or moderators_of(block.page):
        with override(user.language):
            path = reverse("conversations:block", args=[block.pk])
            said = {"page": block.page.name, "address": settings.ORIGIN + path}
            subject = _("Un blocage à revoir · %(page)s") % said
            text = _("Quelqu’un est bloqué sur la page %(page)s. Le moment est venu d’y regarder de nouveau :") % said
        mail_send(
            key=f"block:{block.pk}:review:{user.pk}",
            to=user.email,
            subject=subject,
            text=f"{text}\n\n{said['address']}",
            language=user.language,
        )

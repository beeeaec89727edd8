"""Keeping a message as it was, sealed: for the police, or to undo what masks it."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import Escalation, Evidence, EvidenceFor, Message
from preau.conversations.pictures import digest_of, path_of
from preau.institutions.models import Capability
from preau.institutions.selectors import board_id_of, institutions_where
from preau.kernel import clock
from preau.kernel.errors import Invalid, NotAllowed
from preau.kernel.sealing import Unsealable, seal, unseal
from preau.records.services import record
from preau.users.models import User

PURPOSE = "conversations.evidence"
MAX_PICTURE = 3_000_000  # bytes of our own copy of one picture


@transaction.atomic
def evidence_capture(
    *,
    message: Message,
    what_for: EvidenceFor,
    actor: User | None = None,
    escalation: Escalation | None = None,
    spans: list[tuple[int, int]] | None = None,
) -> Evidence:
    """Seal `message` as it is now, the pictures that we have of it included. The entry holds the digest, no word.
    `spans`: what is to be masked, in its `words`."""
    plain = json.dumps(_content(message) | {"spans": spans or []}, ensure_ascii=False, indent=1)
    page = message.conversation.page
    kept = Evidence.objects.create(
        page=page,
        message=message,
        escalation=escalation,
        what_for=what_for,
        sealed=seal(plain, secret=settings.SECRET_KEY, purpose=PURPOSE),
        digest=hashlib.sha256(plain.encode()).hexdigest(),
        captured_at=clock.now(),
        captured_by=actor,
    )
    snapshot = {"message": message.pk, "what_for": what_for, "digest": kept.digest}
    record(verb="evidence.sealed", subject=kept, actor=actor, snapshot=snapshot, institution_id=page.institution_id)
    return kept


def _content(message: Message) -> dict[str, Any]:
    """Everything that is known of it. `random`: see Evidence.digest."""
    names = ("network", "remote_id", "url", "author_id", "author_name", "author_handle", "author_url", "reply_to")
    return {
        "message": message.pk,
        "conversation": message.conversation_id,
        "page": message.conversation.page.handle,
        "post": message.conversation.post_id,
        **{name: getattr(message, name) for name in names},
        "said_at": message.said_at.isoformat(),
        "edited_at": message.edited_at.isoformat() if message.edited_at else "",
        "sealed_at": clock.now().isoformat(),
        "words": message.words,
        "html": message.html,
        "warning": message.warning,
        "pictures": [{**picture, "webp": _picture(picture["address"])} for picture in message.pictures],
        "random": secrets.token_hex(16),
    }


def _picture(address: str) -> str:
    """Our own copy, in base64; "" where there is none yet."""
    try:
        data = path_of(digest_of(address)).read_bytes()
    except OSError:
        return ""
    return base64.b64encode(data).decode() if len(data) <= MAX_PICTURE else ""


def unsealed(evidence: Evidence) -> str:
    """The sealed text, as its digest was taken. Raises Invalid where it was erased or can't be opened any more."""
    if evidence.erased_at:
        raise Invalid(_("Ce scellé a été effacé à la fin de sa durée de conservation. Son empreinte demeure."))
    try:
        return unseal(evidence.sealed, secret=settings.SECRET_KEY, purpose=PURPOSE)
    except Unsealable as error:
        raise Invalid(_("Ce scellé ne s’ouvre pas : la clé de l’installation a changé.")) from error


@transaction.atomic
def evidence_open(*, evidence: Evidence, reason: str, actor: User) -> str:
    """The sealed text, for a reason that stays in the journal. Raises NotAllowed unless `actor` administers the board,
    or Invalid."""
    kept = Evidence.objects.select_related("page__institution").get(pk=evidence.pk)
    board = board_id_of(kept.page)
    if board is None or not institutions_where(actor, Capability.ADMINISTER).filter(pk=board).exists():
        raise NotAllowed(_("Seules les personnes qui administrent le centre de services ouvrent un scellé."))
    words = " ".join(reason.split())[:500]
    if len(words) < 5:
        raise Invalid(_("Dites pourquoi vous l’ouvrez : la raison reste au journal."))
    plain = unsealed(kept)
    snapshot = {"message": kept.message_id, "digest": kept.digest, "reason": words}
    institution_id = kept.page.institution_id
    record(verb="evidence.opened", subject=kept, actor=actor, snapshot=snapshot, institution_id=institution_id)
    return plain


def evidence_before_erasing(message: Message) -> None:
    """Somebody takes back a message for which people were alerted: it was sealed at once, its pictures perhaps not."""
    if not message.pictures:
        return
    escalation = Escalation.objects.filter(message=message).first()
    if escalation is not None:
        evidence_capture(message=message, what_for=EvidenceFor.DANGER, escalation=escalation)


def evidence_release(message: Message) -> None:
    """Its author took it back: what was sealed to undo a mask, or to show what was hidden, has no more use."""
    kept = Evidence.objects.filter(message=message, erased_at=None).exclude(what_for=EvidenceFor.DANGER)
    kept.update(sealed="", erased_at=clock.now())


def evidence_prune() -> int:
    """Erase what was sealed more than PREAU_EVIDENCE_DAYS ago, unless its danger is still being handled. The row and
    its digest stay. Gives how many."""
    before = clock.now() - dt.timedelta(days=settings.EVIDENCE_DAYS)
    old = Evidence.objects.filter(captured_at__lt=before, erased_at=None)
    due = old.exclude(escalation__in=Escalation.objects.filter(closed_at=None))
    return due.update(sealed="", erased_at=clock.now())

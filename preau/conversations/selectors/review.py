"""Which answers need a second pair of eyes, and what waits for them."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext

from preau.conversations.models import KINDS, TONES, AnswerDraft, Conversation, DraftState, Policy
from preau.institutions.models import Capability, Institution, Role, RoleKind
from preau.institutions.selectors import ancestry, institution_of, pages_where
from preau.kernel.excerpt import cut, read_words
from preau.users.models import User

from .policy import policy_of
from .said import name_of

OPEN = (DraftState.WAITING, DraftState.REFUSED)


def review_reasons(conversation: Conversation, actor: User) -> list[str]:
    """Why another person must read what `actor` answers here, in words that whoever approves reads too; nothing where
    it leaves at once.

    An official's words are their own: nobody reads them before.
    """
    if conversation.page.official_id:
        return []
    institution = institution_of(conversation.page)
    policy = policy_of(institution)
    return [*_by_role(policy, institution, actor), *_by_talk(policy, conversation)]


def answer_needs_review(conversation: Conversation, actor: User) -> bool:
    return bool(review_reasons(conversation, actor))


def _by_role(policy: Policy, institution: Institution | None, actor: User) -> list[str]:
    """All the roles by which they answer must be reviewed ones: one that is not leaves them free."""
    if not policy.reviewed_roles:
        return []
    held = Role.objects.filter(user=actor, institution__in=ancestry(institution)).values_list("kind", flat=True)
    kinds = [RoleKind(kind) for kind in set(held) if Capability.MODERATE in RoleKind(kind).capabilities]
    if not kinds or any(kind not in policy.reviewed_roles for kind in kinds):
        return []
    roles = ", ".join(str(kind.label) for kind in kinds)
    return [gettext("le rôle de qui l’écrit est %(role)s") % {"role": f"« {roles} »"}]


def _by_talk(policy: Policy, conversation: Conversation) -> list[str]:
    found = []
    if conversation.tone and conversation.tone in policy.reviewed_tones:
        tone = {str(value): label for value, label in TONES}[conversation.tone]
        found.append(gettext("le ton semble %(tone)s") % {"tone": f"« {tone} »"})
    if conversation.kind and conversation.kind in policy.reviewed_kinds:
        kind = {str(value): label for value, label in KINDS}[conversation.kind]
        found.append(gettext("le sujet semble être %(kind)s") % {"kind": f"« {kind} »"})
    labels = [label.name for label in conversation.labels.all() if label.needs_review]
    if labels:
        found.append(gettext("l’étiquette est %(label)s") % {"label": f"« {', '.join(labels)} »"})
    return found


def drafts_to_decide(user: User) -> QuerySet[AnswerDraft]:
    """What waits for `user` to read it: of others, on pages on which they publish; the oldest first."""
    return _drafts_decided_by(user).filter(state=DraftState.WAITING).exclude(author=user).order_by("asked_at", "pk")


def drafts_where(user: User) -> QuerySet[AnswerDraft]:
    """The drafts that `user` may read: their own, and those of the pages on which they publish."""
    return _drafts_decided_by(user) | _rows().filter(author=user)


def drafts_of(user: User) -> QuerySet[AnswerDraft]:
    """Their own that wait, or came back; those that came back first."""
    return _rows().filter(author=user, state__in=OPEN).order_by("state", "asked_at")


def drafts_refused(user: User) -> QuerySet[AnswerDraft]:
    """Their own that came back."""
    return drafts_of(user).filter(state=DraftState.REFUSED)


def drafts_of_day(user: User, count: int) -> tuple[list[AnswerDraft], list[AnswerDraft]]:
    """The first `count` that wait for `user` to read them, and of their own that came back: one query."""
    rows = (drafts_to_decide(user) | drafts_refused(user)).order_by("state", "asked_at", "pk")  # refused ones are few
    found = list(rows[: 4 * count])
    waiting = [draft for draft in found if draft.state == DraftState.WAITING]
    return waiting[:count], [draft for draft in found if draft.state == DraftState.REFUSED][:count]


def open_drafts(conversation: Conversation) -> list[AnswerDraft]:
    """What somebody means to answer to this conversation: what waits (one at most), and what came back."""
    return list(_rows().filter(conversation=conversation, state__in=OPEN).order_by("-pk"))


def changes_since(conversation: Conversation, at: dt.datetime) -> list[str]:
    """What happened in a conversation since a moment, in words, oldest first."""
    found: list[tuple[dt.datetime, str]] = []
    for message in conversation.messages.all():
        who = conversation.page.name if message.is_ours else name_of(message)
        for when, words in (
            (message.said_at, gettext("%(name)s a écrit : « %(words)s »")),
            (message.edited_at, gettext("%(name)s a modifié son message : « %(words)s »")),
            (message.withdrawn_at, gettext("Un message de %(name)s a été retiré.")),
            (message.hidden_at, gettext("Un message de %(name)s a été masqué.")),
        ):
            if when and when > at:
                found.append((when, words % {"name": who, "words": cut(read_words(message.html), 160)}))
    return [words for _, words in sorted(found)]


def _rows() -> QuerySet[AnswerDraft]:
    return AnswerDraft.objects.select_related("conversation__page__institution", "message", "author", "decided_by")


def _drafts_decided_by(user: User) -> QuerySet[AnswerDraft]:
    pages = pages_where(user, Capability.PUBLISH).order_by().values("pk")
    return _rows().filter(conversation__page__in=pages)

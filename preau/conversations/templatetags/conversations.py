from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from preau.channels.selectors import in_words, network_label
from preau.conversations.contest_tokens import contest_token
from preau.conversations.kinds import ADVICE, SEEMS
from preau.conversations.marking import with_marks
from preau.conversations.models import Block, Conversation, Message, Visitor
from preau.conversations.selectors import MANY, Due, Said, drafts_refused, drafts_to_decide, due_of
from preau.conversations.selectors.guarding import running_blocks, standing_removal
from preau.conversations.selectors.times import hours_words
from preau.triage import Kind
from preau.users.models import User

register = template.Library()
register.filter(in_words)
register.filter(network_label)


@register.filter
def due(conversation: Conversation) -> Due | None:
    """What the clock says of one conversation: {% with clock=conversation|due %}{{ clock.words }}.

    A list asks `selectors.dues_of` once instead.
    """
    return due_of(conversation)


@register.filter
def marked(said: Said) -> SafeString:
    """The words of a message, with those marked that made it seem to be something; not once they are other words."""
    message = said.message
    return said.html if message.kind_by_id or message.masked_at else mark_safe(with_marks(message.html, message.marks))  # noqa: S308


@register.filter
def business_hours(minutes: int) -> str:
    """180 → « 3 heures ouvrables »."""
    return hours_words(minutes)


@register.filter
def seems(kind: str) -> str:
    """How a kind of message is called in a sentence."""
    return str(SEEMS.get(Kind(kind), ""))


@register.filter
def advice(kind: str) -> str:
    """What the desk says beside a kind of message."""
    return str(ADVICE.get(Kind(kind), ""))


@register.inclusion_tag("conversations/reviews_tab.html")
def reviews_tab(user: User) -> dict[str, int]:
    """The answers that wait for `user` to read them, and their own that came back."""
    to_decide = drafts_to_decide(user)[:MANY].count()
    refused = drafts_refused(user)[:MANY].count()
    return {"to_decide": to_decide, "refused": refused, "both": to_decide + refused}


@register.filter
def contest_path(message: Message) -> str:
    """Where its author contests that it was removed; "" where it was not. For a screen of theirs alone."""
    removal = standing_removal(message) if message.hidden_at or message.masked_at else None
    return reverse("contests:contest", args=[contest_token("removal", removal.pk)]) if removal else ""


@register.simple_tag
def blocks_of(visitor: Visitor) -> list[tuple[Block, str]]:
    """Those in force against a visitor, each with where they contest it."""
    found = running_blocks("", "", visitor_id=visitor.pk)
    return [(block, reverse("contests:contest", args=[contest_token("block", block.pk)])) for block in found]


@register.filter
def initials(person: object) -> str:
    """« Dominique de l’Exemple » → « DE »."""
    said = str(person).replace("@", " ").split()
    words = [word for word in said if word[0].isupper()] or said
    return "".join(word[0] for word in words[:2]).upper()

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from preau.connectors.base import SENSITIVE


class ConversationState(models.TextChoices):
    NEW = "new", _("À répondre")
    WAITING_FOR_THEM = "theirs", _("Répondue")
    CLOSED = "closed", _("Terminée")


class HideReason(models.TextChoices):
    """Why a message may be taken out of the public's sight: a closed list. A critique, however harsh, is not in it."""

    ATTACK = "attack", _("Injure ou attaque contre une personne")
    HATE = "hate", _("Propos haineux ou discriminatoires")
    THREAT = "threat", _("Menace ou intimidation")
    PERSONAL = "personal", _("Renseignement personnel exposé")
    ILLEGAL = "illegal", _("Contenu illégal ou à caractère sexuel")
    SPAM = "spam", _("Publicité ou message répété")


class Conversation(models.Model):
    """People and a page talking, under one post or apart from any: a root message and what answers it.

    What one person says in private to a page is one conversation too.
    """

    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="conversations")
    post = models.ForeignKey(
        "posts.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    is_private = models.BooleanField(default=False)  # for moderators alone, never shown in public
    state = models.CharField(max_length=8, choices=ConversationState.choices, default=ConversationState.NEW)
    opened_at = models.DateTimeField()  # when it reached us: what a network says of its dates is its own word
    last_at = models.DateTimeField()  # when its newest message reached us
    version = models.PositiveIntegerField(default=1)  # two people who answer at once are told

    class Meta:
        indexes = [
            models.Index(fields=["page", "state", "-last_at", "-id"], name="conversations_of_page"),
            models.Index(fields=["state", "-last_at", "-id"], name="conversations_newest"),
            models.Index(
                fields=["post", "-opened_at", "-id"], name="conversations_of_post", condition=Q(post__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Message(models.Model):
    """One thing said in a conversation: by somebody on a network, or by the page (`answer`)."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    network = models.CharField(max_length=30)
    remote_id = models.CharField(max_length=500)  # of an answer that no network has taken yet: "answer:<its number>"
    reply_to = models.CharField(max_length=500, blank=True)  # the network's id of what it answers
    author_id = models.CharField(max_length=500, blank=True)  # the network's id of who said it
    author_name = models.CharField(max_length=200, blank=True)
    author_handle = models.CharField(max_length=400, blank=True)
    author_url = models.CharField(max_length=500, blank=True)
    author_picture = models.CharField(max_length=500, blank=True)  # on their host: browsers get our own copy
    html = models.TextField()  # cleaned
    warning = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, blank=True)
    url = models.CharField(max_length=500, blank=True)
    pictures = models.JSONField(default=list, blank=True)  # [{"address": …, "alt": …, "media_type": …}]
    is_quote = models.BooleanField(default=False)  # it shows our post inside its own, rather than answering it
    answer = models.OneToOneField(
        "channels.Answer", on_delete=models.PROTECT, null=True, blank=True, related_name="message"
    )
    said_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # its author, or the page, took it back
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    hidden_reason = models.CharField(max_length=300, blank=True)  # one of HideReason
    hidden_note = models.CharField(max_length=500, blank=True)  # for the desk alone
    is_held = models.BooleanField(default=False)  # shown once a moderator has seen it

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [models.UniqueConstraint(fields=["network", "remote_id"], name="said_once")]
        indexes = [
            models.Index(fields=["reply_to"], name="said_in_answer"),
            models.Index(fields=["author_id"], name="said_by"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def is_ours(self) -> bool:
        """Whether the page itself said it."""
        return self.answer_id is not None

    @property
    def is_shown(self) -> bool:
        """Whether the public may read its words, the conversation being public."""
        return self.withdrawn_at is None and self.hidden_at is None and not self.is_held

    @property
    def warning_words(self) -> str:
        """What stands in front of it: its author's own words, or ours in the reader's language."""
        return gettext("Contenu sensible") if self.warning == SENSITIVE else self.warning

    @property
    def hidden_words(self) -> str:
        """The reason, in the words of the closed list."""
        return str(HideReason(self.hidden_reason).label) if self.hidden_reason in HideReason.values else ""

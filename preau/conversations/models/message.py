from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from preau.connectors.base import SENSITIVE
from preau.conversations.unindexed import Unindexed
from preau.kernel.excerpt import words_of

from .conversation import KINDS, TONES
from .reasons import HideReason


class HeldFor(models.TextChoices):
    """Why the public does not see a message yet."""

    SERVER = "server", _("Serveur limité")
    APPROVAL = "approval", _("À approuver")
    LIMIT = "limit", _("Beaucoup de messages du même endroit")
    BLOCKED = "blocked", _("Personne bloquée")


class MessageQuerySet(models.QuerySet["Message"]):
    def theirs(self) -> MessageQuerySet:
        """What others said than the page. Not `filter(answer=None)`: SQLite takes the unique index of `answer` to hold
        a row or two for it, and reads nearly all messages."""
        return self.alias(ours=Unindexed(models.F("answer_id"))).filter(ours=None)


class Message(models.Model):
    """One thing said in a conversation: by somebody on a network, or by the page (`answer`)."""

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="messages")
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
    held_for = models.CharField(max_length=10, choices=HeldFor.choices, blank=True)  # why it is held
    visitor = models.ForeignKey(
        "conversations.Visitor", on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    kind = models.CharField(max_length=10, choices=KINDS, blank=True)  # what it seems to be, or is by `kind_by`
    tone = models.CharField(max_length=8, choices=TONES, blank=True)
    marks = models.JSONField(default=list, blank=True)  # [[start, end, kind], …] in `words`: what made it seem so
    kind_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    masked_at = models.DateTimeField(null=True, blank=True)  # personal information was masked in its words

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [models.UniqueConstraint(fields=["network", "remote_id"], name="said_once")]
        indexes = [
            models.Index(fields=["reply_to"], name="said_in_answer"),
            models.Index(fields=["author_id"], name="said_by"),
            models.Index(fields=["conversation", "-said_at", "-id"], name="said_last"),
            models.Index(fields=["conversation"], name="said_and_held", condition=models.Q(is_held=True)),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def words(self) -> str:
        """Its plain words, on one line: what triage reads and `marks` count in."""
        return words_of(self.html)

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

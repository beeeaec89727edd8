from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DraftState(models.TextChoices):
    WAITING = "waiting", _("Attend une relecture")
    REFUSED = "refused", _("À revoir")
    WITHDRAWN = "withdrawn", _("Retirée par qui l’a écrite")
    SENT = "sent", _("Approuvée et envoyée")


class AnswerDraft(models.Model):
    """What somebody means to answer in the name of a page, once another person has read it.

    `version` is that of the conversation it was written against: whoever decides is told what has changed since.
    """

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="answer_drafts"
    )
    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="+")  # that it answers
    text = models.TextField()
    language = models.CharField(max_length=2, default="fr")
    templates = models.ManyToManyField("conversations.AnswerTemplate", related_name="+")  # that it was made from
    version = models.PositiveIntegerField()
    edition = models.PositiveIntegerField(default=0)  # how many times it was asked for: what is decided on was read
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.WAITING)
    author = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)  # of a refusal: its author reads it
    sent = models.OneToOneField(
        "conversations.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(state="waiting"), name="one_draft_waits_a_conversation"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="drafts_waiting", condition=Q(state="waiting")),
            models.Index(fields=["author", "state"], name="drafts_of_author"),
        ]

    def __str__(self) -> str:
        return f"answer draft {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether its author may still change it, or take it back."""
        return self.state in (DraftState.WAITING, DraftState.REFUSED)

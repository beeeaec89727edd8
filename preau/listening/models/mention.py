from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .item import Item
from .watch import Watch


class MentionState(models.TextChoices):
    NEW = "new", _("À voir")
    CONVERSATION = "talk", _("Conversation ouverte")
    STATEMENT = "statement", _("Mise au point commencée")
    ANSWERED = "answered", _("Répondue")
    SET_ASIDE = "aside", _("Mise de côté")


class Story(models.Model):
    """What several items tell in the same words: an agency's text in four media, an article and who shares it."""

    signature = models.JSONField(default=list)  # matching.likeness
    last_at = models.DateTimeField()  # when its newest item was heard: what comes days later is another story

    def __str__(self) -> str:
        return f"story {self.pk}"


class StoryKey(models.Model):
    """A key under which a story is found again."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "story"], name="story_key_once")]

    def __str__(self) -> str:
        return self.key


class Mention(models.Model):
    """That an item speaks of what a watch looks for. Decided by a person, once for all that repeats it.

    `why`: {"reasons": [matching.scoring.Reason, …], "terms": [{"term", "text", "how", "spans": [[start, end], …]}, …],
    "of": digest}, the spans being characters of `words.heard_text(item)` while that has the digest. `lead` is set on
    what repeats a mention of the same watch: its state follows that of its lead.
    """

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="mentions")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="mentions")
    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.SET_NULL, null=True, related_name="mentions")
    lead = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="repeats")
    score = models.PositiveSmallIntegerField()  # 0 to 100
    why = models.JSONField(default=dict)
    at = models.DateTimeField()  # when the item was said
    state = models.CharField(max_length=9, choices=MentionState.choices, default=MentionState.NEW)
    decided_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    post = models.ForeignKey("posts.Post", on_delete=models.SET_NULL, null=True, related_name="+")  # its statement

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "item"], name="mentioned_once")]
        indexes = [
            models.Index(
                fields=["institution", "state", "-at", "-id"],
                name="mentions_of_institution",
                condition=Q(lead__isnull=True),
            ),
            models.Index(fields=["state", "-at", "-id"], name="mentions_newest", condition=Q(lead__isnull=True)),
            models.Index(fields=["-at", "-id"], name="mentions_all", condition=Q(lead__isnull=True)),
            models.Index(fields=["watch", "-at", "-id"], name="mentions_of_watch"),
            models.Index(fields=["institution", "at"], name="mentions_over_time"),
        ]

    def __str__(self) -> str:
        return str(self.item)

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    UPHELD = "upheld", _("Décision maintenue")
    REVERSED = "reversed", _("Décision renversée")


class Contest(models.Model):
    """Whoever wrote a message says why it should not have been removed; or whoever is blocked, why not. Once for each
    decision. `text` is theirs, and plain; `reply` is what they were answered."""

    removal = models.OneToOneField(
        "conversations.Removal", on_delete=models.CASCADE, null=True, blank=True, related_name="contest"
    )
    block = models.OneToOneField(
        "conversations.Block", on_delete=models.CASCADE, null=True, blank=True, related_name="contest"
    )
    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="contests")
    text = models.TextField()
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reply = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removal=None) ^ models.Q(block=None), name="contest_is_about_one_decision"
            )
        ]
        indexes = [
            models.Index(fields=["page", "-id"], name="contests_waiting", condition=models.Q(decided_at=None)),
        ]

    def __str__(self) -> str:
        return f"contest {self.pk}"

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class DangerKind(models.TextChoices):
    UNKNOWN = "unknown", _("À préciser")
    THREAT = "threat", _("Menace")
    CHILD = "child", _("Enfant en danger")
    SELF_HARM = "self_harm", _("Idées suicidaires ou automutilation")
    OTHER = "other", _("Autre danger")


class Escalation(models.Model):
    """A threat, or somebody who may be in danger: people are told at once, and follow a checklist to its end.

    `opened_by` is None where the words made it seem so. `steps`: {id: {"by": name, "by_id": id, "at": ISO 8601}}.
    """

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.SET_NULL, null=True, related_name="escalations"
    )
    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="escalations")
    message = models.ForeignKey(
        "conversations.Message", on_delete=models.SET_NULL, null=True, related_name="escalations"
    )
    what = models.CharField(max_length=10, choices=DangerKind.choices, default=DangerKind.UNKNOWN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.TextField(blank=True)
    steps = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["page"], name="escalations_open", condition=models.Q(closed_at=None))]

    def __str__(self) -> str:
        return f"escalation {self.pk}"

    @property
    def title(self) -> str:
        """What it is, for people who have not opened it."""
        return gettext("Menace ou danger") if self.what == DangerKind.UNKNOWN else self.get_what_display()

from __future__ import annotations

from django.db import models


class Merge(models.Model):
    """That one conversation went into another, with what it takes to part them: ids, and whose turn it was in each."""

    gone = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="+")
    home = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="+")
    messages = models.JSONField(default=list)  # ids, in order, of what came from `gone`
    notes = models.JSONField(default=list)  # the same, of notes
    labels = models.JSONField(default=list)  # the same, of labels that only `gone` bore
    led = models.JSONField(default=list)  # ids of conversations that had gone into `gone` before
    last_message = models.BigIntegerField(default=0)  # the newest id there was: what is above was said since
    before = models.JSONField(default=dict)  # {"gone": {field: value, moments in ISO 8601}, "home": …}
    merged_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    merged_at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"merge {self.pk}"

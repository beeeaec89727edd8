from __future__ import annotations

from django.db import models


class Presence(models.Model):
    """Somebody has a conversation before their eyes, or did a moment ago. Forgotten soon after."""

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="present")
    user = models.ForeignKey("users.User", on_delete=models.CASCADE, related_name="+")
    is_writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "user"], name="conversation_present_once")]

    def __str__(self) -> str:
        return f"presence {self.pk}"

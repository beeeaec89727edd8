from __future__ import annotations

from django.db import models


class Note(models.Model):
    """What colleagues say among themselves about a conversation: never to the public, nor to a network."""

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=2000)  # plain
    moved_from = models.ForeignKey(
        "institutions.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # said when it was handed over: by the people of that page
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"note {self.pk}"


class NoteMention(models.Model):
    """A colleague whom a note asks to look. Seen once they open the conversation."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey("users.User", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="asked_once_a_note")]
        indexes = [models.Index(fields=["user"], condition=models.Q(seen_at=None), name="notes_unseen")]

    def __str__(self) -> str:
        return f"mention {self.pk}"

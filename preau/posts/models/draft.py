from __future__ import annotations

from django.db import models
from django.db.models import Q


class DraftCopy(models.Model):
    """The words of somebody who saved after somebody else: kept aside until a person has chosen.

    `tab` is the window that wrote them: it goes on writing into the same copy.
    """

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="draft_copies")
    by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    tab = models.CharField(max_length=32, blank=True)
    title_fr = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    body_fr = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    alts = models.JSONField(default=dict)  # {attachment id: [French, English]}
    at = models.DateTimeField(auto_now=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # somebody chose

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["post", "-at"], condition=Q(settled_at__isnull=True), name="copy_open")]

    def __str__(self) -> str:
        return f"copy of {self.post_id}"


class Presence(models.Model):
    """Somebody has this draft open: so that the others are told by name."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey("users.User", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.post_id}"

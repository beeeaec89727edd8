from __future__ import annotations

from django.db import models

from .message import Message


class Report(models.Model):
    """Somebody on a network told the page's moderators that something is wrong. `sender` is known to them alone."""

    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="reports")
    item = models.OneToOneField(
        "channels.InboundItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # what it was read from: once
    sender = models.CharField(max_length=500)
    about = models.JSONField(default=list)  # ids of the network: of messages, of posts, of people
    messages = models.ManyToManyField(Message, related_name="reports")  # those of `about` that are here
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    settled_note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-id"], name="reports_waiting", condition=models.Q(settled_at=None))]

    def __str__(self) -> str:
        return f"report {self.pk}"

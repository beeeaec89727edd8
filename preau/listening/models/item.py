from __future__ import annotations

from django.db import models
from django.utils import timezone

from .source import Source


class Item(models.Model):
    """Something said elsewhere, stored once however many sources give it.

    Unique by `network` and `remote_id`, the identity of what was said: the same article in two feeds, the same status
    seen from two servers, is one item. All of it is plain text, bounded and tidied: nothing of it is HTML.
    `board` is set where it is that board's alone (pasted, sent by mail): no other board may see it.
    """

    network = models.CharField(max_length=30)  # "web" | "activitypub" | "bluesky" | "paste" | "mail"
    remote_id = models.CharField(max_length=500)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="first_items")  # who said it first
    sources = models.ManyToManyField(Source, through="listening.Hearing", related_name="items")
    board = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    inbound = models.ForeignKey(
        "channels.InboundItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    url = models.CharField(max_length=500, blank=True)  # a web address, or nothing
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)  # at most 10,000 characters
    author_id = models.CharField(max_length=500, blank=True)  # the network's id of who said it
    author_name = models.CharField(max_length=200, blank=True)
    author_url = models.CharField(max_length=500, blank=True)
    outlet = models.CharField(max_length=200, blank=True)  # the medium or server where it was said
    language = models.CharField(max_length=10, blank=True)
    said_at = models.DateTimeField()  # its own word, never in the future
    heard_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # its author took it back: its words are erased
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)  # for what repeats it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "remote_id"], name="heard_once")]
        indexes = [
            models.Index(fields=["-heard_at", "-id"], name="items_newest"),
            models.Index(fields=["author_id"], condition=~models.Q(author_id=""), name="items_said_by"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:60] or f"item {self.pk}"


class Hearing(models.Model):
    """That a source gave an item."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="hearings")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="hearings")
    heard_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "source"], name="heard_once_a_source")]

    def __str__(self) -> str:
        return f"hearing {self.pk}"

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .source import Source


class PastState(models.TextChoices):
    """How far a watch is with what was heard before it was made, or changed."""

    WAITING = "waiting", _("À relire")
    READING = "reading", _("Relecture en cours")
    DONE = "done", _("Relu")


class Watch(models.Model):
    """What an institution listens for. Only sources that some active watch uses are fetched.

    `past_*`: the reading of what was heard before, by a job that goes on where it stopped.
    """

    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="watches")
    name = models.CharField(_("nom"), max_length=120)
    is_active = models.BooleanField(default=True)
    sources = models.ManyToManyField(Source, through="listening.WatchSource", related_name="watches")
    created_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    past_state = models.CharField(max_length=8, choices=PastState.choices, default=PastState.DONE)
    past_before = models.BigIntegerField(null=True)  # the next item to read is older than this one
    past_read = models.PositiveIntegerField(default=0)
    past_total = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class WatchSource(models.Model):
    """That a watch listens at a source."""

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "source"], name="watched_once")]

    def __str__(self) -> str:
        return f"watched source {self.pk}"

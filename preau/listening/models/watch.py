from __future__ import annotations

from django.db import models

from .source import Source


class Watch(models.Model):
    """What an institution listens for. Only sources that some active watch uses are fetched."""

    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="watches")
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    sources = models.ManyToManyField(Source, through="listening.WatchSource", related_name="watches")
    created_at = models.DateTimeField(auto_now_add=True)

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

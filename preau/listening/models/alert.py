from __future__ import annotations

from django.db import models
from django.db.models import Q


class Alert(models.Model):
    """A surge: an institution is spoken of far more than usual. Open until somebody has seen it."""

    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()  # the beginning of the hours that were counted
    raised_at = models.DateTimeField()
    observed = models.PositiveIntegerField()  # items in those hours
    expected = models.FloatField()  # usual in such hours
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [
            models.Index(fields=["institution", "-raised_at"], name="alerts_of_institution"),
            models.Index(fields=["-raised_at"], name="alerts_open", condition=Q(seen_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.institution)

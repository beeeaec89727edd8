from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PictureState(models.TextChoices):
    WAITING = "waiting", _("À aller chercher")
    KEPT = "kept", _("Gardée")
    FAILED = "failed", _("Introuvable ou refusée")


class RemotePicture(models.Model):
    """Our own copy of a picture of another server, so that a visitor's browser speaks to none but ours.

    `digest` names its file (conversations.pictures). Once kept, `width` and `height` are those of our copy, in pixels.
    """

    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=500)
    is_portrait = models.BooleanField(default=False)  # cut square
    asked_for = models.ForeignKey("conversations.Message", on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=PictureState.choices, default=PictureState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    bytes = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["id"], name="pictures_waiting", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"remote picture {self.pk}: {self.state}"

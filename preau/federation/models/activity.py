from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Activity(models.Model):
    """Something that an actor of ours tells other servers, frozen as it is sent. Its address is made of `uid`.

    `object_uri` is what it speaks of, so that what is newer can stand in for what has not gone out yet.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.ForeignKey("federation.Actor", on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=12)  # "Create", "Update"…
    object_uri = models.CharField(max_length=500)
    document = models.TextField()  # JSON, as sent
    delivery = models.ForeignKey(
        "channels.Delivery", on_delete=models.CASCADE, null=True, blank=True, related_name="activities"
    )
    answer = models.ForeignKey(
        "channels.Answer", on_delete=models.CASCADE, null=True, blank=True, related_name="activities"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["object_uri", "kind"], name="activities_about")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class ParcelState(models.TextChoices):
    PENDING = "pending", _("En attente")
    SENDING = "sending", _("En cours d’envoi")
    DELIVERED = "delivered", _("Remis")
    RETRYING = "retrying", _("Nouvel essai prévu")
    FAILED = "failed", _("Échec")
    CANCELLED = "cancelled", _("Annulé")


class Parcel(models.Model):
    """One activity on its way to one inbox: that of a server where it has one for all, else that of one actor.

    `next_at`: of a retrying parcel, the moment to try again; of one being sent, the moment from which its worker is
    taken for dead. Sending again is safe: servers know an activity by its id.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="parcels")
    host = models.ForeignKey("federation.Host", on_delete=models.CASCADE, related_name="parcels")
    inbox = models.CharField(max_length=500)
    people = models.PositiveIntegerField(default=1)  # followers whom it reaches
    state = models.CharField(max_length=10, choices=ParcelState.choices, default=ParcelState.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "inbox"], name="parcel_once")]
        indexes = [
            models.Index(fields=["state", "next_at"], name="parcels_due"),
            models.Index(fields=["host", "state"], name="parcels_of_host"),
        ]

    def __str__(self) -> str:
        return f"parcel {self.pk}: {self.state}"

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    PENDING = "pending", _("En attente")
    SENDING = "sending", _("En cours d’envoi")
    DELIVERED = "delivered", _("Remis au serveur")
    RETRYING = "retrying", _("Nouvel essai prévu")
    FAILED = "failed", _("Échec")
    UNKNOWN = "unknown", _("Incertain")  # the connection broke after the text was handed over
    CANCELLED = "cancelled", _("Annulé")  # nothing was left to say, or nobody to say it to


class OutgoingMail(models.Model):
    """One mail that is no publication, on its way to one person. `key` says what it is about, once for ever.

    `next_at`: of a retrying mail, the moment to try again; of a sending one, that from which its sender is taken for
    dead. Its words are erased some days after it went out; the row stays, so that nothing is sent twice.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(blank=True)  # blank once erased
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="fr")
    sender_name = models.CharField(max_length=200, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="mail_due")]

    def __str__(self) -> str:
        return f"mail {self.pk}: {self.state}"

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("En attente")
    SENDING = "sending", _("En cours d’envoi")
    DELIVERED = "delivered", _("Envoyé")
    RETRYING = "retrying", _("Nouvel essai prévu")
    FAILED = "failed", _("Échec")
    UNKNOWN = "unknown", _("Incertain")  # the network may have accepted it: ask it, or ask a person; never just resend
    BY_HAND = "by_hand", _("À faire à la main")
    CANCELLED = "cancelled", _("Annulé")  # the post was withdrawn, or its alert was over, before it went out


class Delivery(models.Model):
    """One post on its way to one channel."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="deliveries")
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)  # in words that a communications officer understands
    remote_id = models.CharField(max_length=300, blank=True)
    remote_url = models.URLField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "channel"], name="delivered_once")]
        indexes = [models.Index(fields=["state", "next_at"], name="delivery_due")]

    def __str__(self) -> str:
        return f"publication {self.post_id}"  # the journal shows it, in both languages

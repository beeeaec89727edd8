from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from preau.mail.models import MailState


class LetterKind(models.TextChoices):
    POST = "post", _("Publication")
    DIGEST = "digest", _("Résumé")
    CONFIRMATION = "confirmation", _("Confirmation")
    MANAGE = "manage", _("Lien de gestion")


class Letter(models.Model):
    """One mail to one subscriber, with its state. Written before it is sent, so that nobody gets one twice.

    `post` is unique to a subscriber whatever the pages that brought it: who follows a board and its school gets one.
    `next_at`: of a retrying letter, the moment to try again; of a sending one, the moment from which its sender is
    taken for dead.
    """

    subscriber = models.ForeignKey("subscriptions.Subscriber", on_delete=models.CASCADE, related_name="letters")
    delivery = models.ForeignKey(
        "channels.Delivery", on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, null=True, blank=True, related_name="letters")
    kind = models.CharField(max_length=12, choices=LetterKind.choices)
    period = models.CharField(max_length=10, blank=True)  # digests: "2026-11-24" or "2026-W48"
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "post"], condition=Q(post__isnull=False), name="letter_once_a_post"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "kind", "period"], condition=~Q(period=""), name="digest_once_a_period"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_at"], name="letter_due"),
            models.Index(fields=["delivery", "state"], name="letter_of_delivery"),
            models.Index(fields=["period", "state"], condition=~Q(period=""), name="letter_of_period"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}: {self.state}"

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    EACH = "each", _("À chaque publication")
    DAILY = "daily", _("Un résumé par jour")
    WEEKLY = "weekly", _("Un résumé par semaine")


class Subscriber(models.Model):
    """A person who follows pages by mail, with no account: the address, a language and nothing else.

    `key` opens the page where they manage or end everything; it is in each mail, never in a log.
    """

    email = models.EmailField(unique=True)  # lower case
    key = models.CharField(max_length=43, unique=True)  # secrets.token_urlsafe(32)
    language = models.CharField(max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)  # refused for good by the receiving server

    def __str__(self) -> str:
        return f"#{self.pk}"  # the journal shows it, in both languages, and knows no address


class Subscription(models.Model):
    """A page followed by a subscriber. Asked for first, confirmed by mail, ended by one click."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="subscriptions")
    frequency = models.CharField(_("fréquence"), max_length=6, choices=Frequency.choices, default=Frequency.EACH)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "page"], name="follows_once")]
        indexes = [models.Index(fields=["page", "frequency", "confirmed_at"], name="subscription_audience")]

    def __str__(self) -> str:
        return str(self.page.name)  # the journal shows it, in both languages

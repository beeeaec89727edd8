from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

WEEKDAYS = [
    (0, _("Lundi")),
    (1, _("Mardi")),
    (2, _("Mercredi")),
    (3, _("Jeudi")),
    (4, _("Vendredi")),
    (5, _("Samedi")),
    (6, _("Dimanche")),
]


class OpeningHours(models.Model):
    """One span of a weekday in which an institution, and all below it, answers. The nearest one that has any applies.

    Closing at 00:00 is at the end of the day.
    """

    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, related_name="answering_hours"
    )
    weekday = models.PositiveSmallIntegerField(_("jour"), choices=WEEKDAYS)
    opens = models.TimeField(_("de"))
    closes = models.TimeField(_("à"))

    class Meta:
        ordering = ["weekday", "opens"]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens} – {self.closes}"


class Holiday(models.Model):
    """Days on which an institution, and all below it, does not answer. Those of the board and of the school add up."""

    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, related_name="answering_holidays"
    )
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))
    name = models.CharField(_("nom"), max_length=80)

    class Meta:
        ordering = ["first_day", "id"]
        indexes = [models.Index(fields=["institution", "last_day"], name="holidays_of")]

    def __str__(self) -> str:
        return self.name

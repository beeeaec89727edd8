from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

FIELDS = ("hours_fr", "hours_en", "goal_hours", "contact_email", "emergency", "complaints_officer")


class Values(models.Model):
    """What the articles say of one institution in particular. Those of the nearest institution above apply, one by one:
    a school that gives only its e-mail keeps its board's hours. Empty: not given."""

    institution = models.OneToOneField(
        "institutions.Institution", on_delete=models.CASCADE, related_name="guide_values"
    )
    hours_fr = models.CharField(_("heures de présence"), max_length=120, blank=True)
    hours_en = models.CharField(_("heures de présence, en anglais"), max_length=120, blank=True)
    goal_hours = models.PositiveSmallIntegerField(_("délai visé"), null=True, blank=True)  # business hours
    contact_email = models.EmailField(_("courriel"), blank=True)
    emergency = models.CharField(_("numéro d’urgence"), max_length=60, blank=True)
    complaints_officer = models.CharField(_("responsable des plaintes"), max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "values"

    def __str__(self) -> str:
        return f"values of {self.institution_id}"

    def given(self) -> dict[str, Any]:
        """{field: value} of what is filled in."""
        return {name: getattr(self, name) for name in FIELDS if getattr(self, name)}

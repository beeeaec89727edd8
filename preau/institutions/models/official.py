from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Official(models.Model):
    """An elected or appointed person with a page: a commissioner, a council member, a chair, a director general."""

    domain = models.ForeignKey("institutions.Domain", on_delete=models.PROTECT, related_name="officials")
    name = models.CharField(_("nom"), max_length=120)
    user = models.OneToOneField(
        "users.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="official"
    )  # the person who signs in, once invited

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self, day) -> "MandateQuerySet":  # type: ignore[no-untyped-def]
        """Mandates that run on `day` (a date)."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day)))


class Mandate(models.Model):
    """An official's title at an institution, from a date to a date (inclusive)."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="mandates")
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="mandates")
    title = models.CharField(_("titre"), max_length=120)
    title_en = models.CharField(_("titre en anglais"), max_length=120, blank=True)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="mandate_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.official}, {self.title}"  # the journal shows it, in both languages

    @property
    def title_fr(self) -> str:
        """The title, under the name by which `in_language` picks between it and `title_en`."""
        return self.title

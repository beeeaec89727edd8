from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PageQuerySet(models.QuerySet["Page"]):
    def open(self) -> PageQuerySet:
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)


class Page(models.Model):
    """The public presence of one institution or one official.

    An imported institution is listed with its official facts; its page is open once somebody is in charge of it.
    `handle` is stable for ever; a changed one keeps redirecting (`PageHandle`).
    """

    domain = models.ForeignKey("institutions.Domain", on_delete=models.PROTECT, related_name="pages")
    institution = models.OneToOneField(
        "institutions.Institution", on_delete=models.PROTECT, null=True, blank=True, related_name="page"
    )
    official = models.OneToOneField(
        "institutions.Official", on_delete=models.PROTECT, null=True, blank=True, related_name="page"
    )
    handle = models.CharField(_("identifiant"), max_length=30)  # [a-z0-9_]
    name = models.CharField(_("nom affiché"), max_length=200)
    summary_fr = models.TextField(_("présentation"), max_length=600, blank=True)
    summary_en = models.TextField(_("présentation en anglais"), max_length=600, blank=True)
    portrait = models.ImageField(_("portrait"), upload_to="pages/", blank=True)  # square WebP, 400 pixels
    banner = models.ImageField(_("bannière"), upload_to="pages/", blank=True)  # WebP, 1500 × 500
    links = models.JSONField(_("liens"), default=list, blank=True)  # [{"label": …, "url": …}], at most six
    fields = models.JSONField(_("champs"), default=list, blank=True)  # [{"label": …, "value": …}], at most four
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)  # for people who edit at the same time
    updated_at = models.DateTimeField(auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["domain", "handle"], name="handle_once_a_domain"),
            models.CheckConstraint(
                condition=Q(institution__isnull=False, official__isnull=True)
                | Q(institution__isnull=True, official__isnull=False),
                name="page_of_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class PageHandle(models.Model):
    """A handle that a page has or had. Handles are never given to another page."""

    domain = models.ForeignKey("institutions.Domain", on_delete=models.PROTECT, related_name="handles")
    handle = models.CharField(max_length=30)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="handles")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domain", "handle"], name="handle_for_ever")]

    def __str__(self) -> str:
        return self.handle

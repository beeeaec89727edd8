from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from preau.institutions.names import search_text


class Kind(models.TextChoices):
    BOARD = "board", _("Centre de services ou commission scolaire")
    SCHOOL = "school", _("École")
    TRAINING = "training", _("Centre de formation professionnelle")
    ADULT = "adult", _("Centre d’éducation des adultes")


class LanguagePolicy(models.TextChoices):
    FR = "fr", _("Français")
    EN = "en", _("Anglais")
    BOTH = "fr+en", _("Français et anglais")


class Institution(models.Model):
    """A board, a school or a training centre: the official facts, as the ministry publishes them.

    A tree by `parent`; `path` holds the ids from the root down ("/12/345/"), so that a subtree is a prefix.
    """

    Kind = Kind
    LanguagePolicy = LanguagePolicy

    domain = models.ForeignKey("institutions.Domain", on_delete=models.PROTECT, related_name="institutions")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True, blank=True, editable=False)
    kind = models.CharField(_("genre"), max_length=10, choices=Kind.choices)
    code = models.CharField(_("code officiel"), max_length=12, blank=True)  # the ministry's six digits
    name = models.CharField(_("nom officiel"), max_length=200)
    short_name = models.CharField(_("nom court"), max_length=120, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=7, blank=True)  # "G0G 1N0"
    municipality_code = models.CharField(max_length=5, blank=True)  # five digits, as in the directory of municipalities
    municipality_name = models.CharField(_("municipalité"), max_length=100, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # degrees, WGS 84
    longitude = models.FloatField(null=True, blank=True)
    levels = models.JSONField(_("ordres d’enseignement"), default=list, blank=True)  # of LEVELS, in that order
    website = models.URLField(_("site Web"), max_length=300, blank=True)  # normalised
    website_given = models.CharField(max_length=300, blank=True)  # as the source wrote it
    language_policy = models.CharField(
        _("langues de publication"), max_length=5, choices=LanguagePolicy.choices, default=LanguagePolicy.FR
    )
    search_text = models.TextField(blank=True, editable=False)  # folded: name, municipality, code, postal code
    is_local = models.BooleanField(default=False)  # made by hand here, not from the ministry's file
    missing_since = models.DateField(null=True, blank=True)  # no longer in the newest file; never deleted
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    LEVELS = ("preschool", "primary", "secondary", "vocational", "adult")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["domain", "code"], condition=~models.Q(code=""), name="code_once_a_domain")
        ]
        indexes = [models.Index(fields=["parent", "name"], name="institution_children")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves, and keeps `search_text` and `path` true. One that has children is not moved by this alone."""
        self.search_text = self.searched_as()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            type(self).objects.filter(pk=self.pk).update(path=path)

    def searched_as(self) -> str:
        """What `search_text` must be, by the other fields."""
        return search_text(
            name=self.name,
            short_name=self.short_name,
            municipality=self.municipality_name,
            code=self.code,
            postal_code=self.postal_code,
        )

from __future__ import annotations

from django.db import models


class Visitor(models.Model):
    """Somebody who speaks on the public pages without any account. Only the page's moderators know that they exist;
    nobody but the mails reads `email`."""

    email = models.EmailField(unique=True, null=True)  # lower case; None once erased
    key = models.CharField(max_length=64, unique=True)  # of the private link: whoever holds it is this person
    language = models.CharField(max_length=2, default="fr")
    wants_mail = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"visitor {self.pk}"

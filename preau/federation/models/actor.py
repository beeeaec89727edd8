from __future__ import annotations

from django.db import models
from django.db.models import Q


class Actor(models.Model):
    """A page as other servers know it, with its keys; or a domain's own actor, which signs what no page asks for.

    Made when first needed, never 2,800 at a time. Its address is made of `pk`, so it survives a change of handle.
    """

    domain = models.ForeignKey("institutions.Domain", on_delete=models.PROTECT, related_name="+")
    page = models.OneToOneField(
        "institutions.Page", on_delete=models.PROTECT, null=True, blank=True, related_name="actor"
    )
    private_key = models.TextField()  # PEM, sealed by kernel.sealing: never shown, never logged
    public_key = models.TextField()  # PEM (SubjectPublicKeyInfo)
    approves_followers = models.BooleanField(default=False)  # each follower waits for a person of the page
    also_known_as = models.JSONField(default=list, blank=True)  # addresses of actors that are this page too
    moved_to = models.CharField(max_length=500, blank=True)  # the actor that followers were told to follow instead
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["domain"], condition=Q(page__isnull=True), name="one_actor_a_domain"),
        ]

    def __str__(self) -> str:
        return f"actor {self.pk}"

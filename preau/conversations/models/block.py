from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from preau.kernel import clock

from .reasons import HideReason
from .removal import Told


class Block(models.Model):
    """For a time, what one person of a network says on a page is held. With `institution`, on its page and on those
    of all institutions below it. Never for ever; extending it is a new decision (`follows`)."""

    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="blocks")
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    network = models.CharField(max_length=30)
    author_id = models.CharField(max_length=500, blank=True)  # the network's id of the person
    visitor = models.ForeignKey(
        "conversations.Visitor", on_delete=models.CASCADE, null=True, blank=True, related_name="blocks"
    )
    name = models.CharField(max_length=400, blank=True)  # as it was shown
    message = models.ForeignKey(
        "conversations.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # after which it was decided
    reason = models.CharField(max_length=10, choices=HideReason.choices)
    note = models.CharField(max_length=500, blank=True)  # for the desk alone
    made_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    review_at = models.DateTimeField(null=True, blank=True)  # when another person looks at it again; None: too short
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_reason = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # its time had run out, and the journal says so
    asked_at = models.DateTimeField(null=True, blank=True)  # somebody was asked to look at it again
    told = models.CharField(max_length=10, choices=Told.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["network", "author_id"], name="blocks_of_person", condition=Q(lifted_at=None, ended_at=None)
            ),
            models.Index(fields=["until"], name="blocks_running", condition=Q(lifted_at=None, ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"

    @property
    def is_in_force(self) -> bool:
        return self.lifted_at is None and self.ended_at is None and self.until > clock.now()

    @property
    def is_to_review(self) -> bool:
        """Whether another person is to look at it again, and nobody did."""
        due = self.review_at is not None and self.review_at <= clock.now()
        return self.is_in_force and due and self.reviewed_at is None

    @property
    def shown_name(self) -> str:
        return self.name or gettext("Personne effacée")

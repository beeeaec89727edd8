from __future__ import annotations

from django.db import models


class RemoteNote(models.Model):
    """Something that somebody said to a page: where it belongs, and how far we have read its edits.

    What it says is `conversations`' to keep. By this, an answer to it finds its page and post, and only its author can
    edit it or take it back.
    """

    uri = models.CharField(max_length=500, unique=True)
    remote = models.ForeignKey("federation.RemoteActor", on_delete=models.CASCADE, related_name="notes")
    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("posts.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_private = models.BooleanField(default=False)  # once private, always private
    changed_at = models.DateTimeField()  # by its author's clock: an older edit that comes late changes nothing

    def __str__(self) -> str:
        return f"remote note {self.pk}"


class TakenBack(models.Model):
    """What somebody took back before it had come here: deliveries overtake one another. Kept for some days.

    `uri`: the id of a note that was deleted, or of an activity that was undone; `by`: the actor who did so.
    """

    uri = models.CharField(max_length=500)
    by = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uri", "by"], name="taken_back_once")]

    def __str__(self) -> str:
        return f"taken back {self.pk}"

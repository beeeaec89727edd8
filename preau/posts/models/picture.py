from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """An image, re-encoded by us, without any metadata, in three widths.

    `renditions`: [{"width": px, "height": px, "file": path under MEDIA_ROOT, "type": "image/webp"}], narrowest first.
    """

    page = models.ForeignKey("institutions.Page", on_delete=models.PROTECT, related_name="pictures")
    digest = models.CharField(max_length=64)  # SHA-256 of what was sent in
    width = models.PositiveIntegerField()  # pixels, of the widest rendition
    height = models.PositiveIntegerField()
    blurhash = models.CharField(max_length=100)
    renditions = models.JSONField(default=list)
    uploaded_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"picture {self.pk}"

    @property
    def thumbnail_url(self) -> str:
        """The address of its narrowest rendition."""
        return default_storage.url(self.renditions[0]["file"])


class Attachment(models.Model):
    """A picture in a post, with its alternative text in the post's languages."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="attachments")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)
    alt_fr = models.CharField(_("texte de remplacement"), max_length=1500, blank=True)
    alt_en = models.CharField(_("texte de remplacement en anglais"), max_length=1500, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["post", "picture"], name="picture_once_a_post")]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.position}"

from django.db import models


class Pin(models.Model):
    """A post that its page keeps on top, at most three a page: the newest pinned stands first."""

    page = models.ForeignKey("institutions.Page", on_delete=models.CASCADE, related_name="pins")
    post = models.OneToOneField("posts.Post", on_delete=models.CASCADE, related_name="pin")
    pinned_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    pinned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pinned_at", "-id"]

    def __str__(self) -> str:
        return f"{self.post_id} on top of {self.page_id}"

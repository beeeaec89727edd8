from django.db import models


class Acknowledgement(models.Model):
    """Somebody said that they have read an edition."""

    edition = models.ForeignKey("guide.Edition", on_delete=models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey("users.User", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.edition_id}"

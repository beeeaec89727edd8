from django.db import models


class PublicChange(models.Model):
    """Something that the public sees has changed: what each process's memory of rendered pages must forget.

    Written in the transaction of the change itself. `page_id` is a plain number, the id of a page or
    another tag (ui.remember); null means everything.
    """

    id = models.BigAutoField(primary_key=True)
    page_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"change {self.pk}"

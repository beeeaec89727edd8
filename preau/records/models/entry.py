from django.db import models


class Entry(models.Model):
    """One line of the journal: who did what, when, to what, with a snapshot.

    Entries point to nothing: they hold plain identifiers and names as they were, so that they outlive what they speak
    of. Rows are never updated or deleted (database triggers see to it), with one exception: `snapshot` and `salt` may
    be emptied, to erase personal data. The chain stays whole then, since it covers the snapshot's digest only.
    """

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)  # "post.published", "page.opened": <subject>.<past participle>
    actor_id = models.BigIntegerField(null=True, blank=True)  # null: the machine itself
    actor_label = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=60)  # "posts.post"
    subject_id = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=300, blank=True)
    institution_id = models.BigIntegerField(null=True, blank=True)  # whose journal it belongs to
    snapshot = models.JSONField(null=True, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    snapshot_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "number"], name="entry_subject"),
            models.Index(fields=["institution_id", "number"], name="entry_institution"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject_type}:{self.subject_id}"


class Head(models.Model):
    """The end of the chain: one row, locked by whoever writes next, so that the chain never forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"head at {self.number}"

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    FEED = "feed", _("Fil RSS ou Atom")
    MASTODON_TAG = "mastodon_tag", _("Mot-clic d’un serveur Mastodon")
    MASTODON_SEARCH = "mastodon_search", _("Recherche d’un serveur Mastodon")
    BLUESKY_SEARCH = "bluesky_search", _("Recherche de Bluesky")
    FEDIVERSE = "fediverse", _("Ce qu’on dit à vos pages dans le Fédivers")
    PASTE = "paste", _("Collé à la main")
    MAIL = "mail", _("Reçu par courriel")


# Those that are asked, from time to time. The others come by themselves.
FETCHED = (SourceKind.FEED, SourceKind.MASTODON_TAG, SourceKind.MASTODON_SEARCH, SourceKind.BLUESKY_SEARCH)


class SourceState(models.TextChoices):
    OK = "ok", _("Écoutée")
    RETRYING = "retrying", _("Nouvel essai prévu")  # failed a few times: the next try is at `next_at`
    FAILING = "failing", _("En panne")  # failed for days: tried once a day
    STOPPED = "stopped", _("Arrêtée")  # refused for good: a person has to decide


class Source(models.Model):
    """Somewhere that is listened to: what is fetched, once for however many boards and watches use it.

    Unique by what is fetched (`kind`, `address`, `query`). Only sources that some active watch uses
    (`Watch.sources`), and that some board has chosen and not paused (`BoardSource`), are fetched at all.
    `board` is set where what is heard is that board's alone: pasted, sent by mail, or asked with its own key.
    """

    kind = models.CharField(max_length=16, choices=SourceKind.choices)
    address = models.CharField(max_length=500, blank=True)  # of the feed or server; the secret part of a mail address
    query = models.CharField(max_length=200, blank=True)  # the hashtag without its #, or the words searched for
    board = models.ForeignKey(
        "institutions.Institution", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    label = models.CharField(max_length=200, blank=True)  # none: its kind says it all, in the reader's language
    website = models.CharField(max_length=500, blank=True)
    sealed_token = models.TextField(blank=True)  # the key that its server asks for, sealed (kernel.sealing)
    state = models.CharField(max_length=8, choices=SourceState.choices, default=SourceState.OK)
    interval = models.PositiveIntegerField(default=900)  # seconds between two fetches that go well
    next_at = models.DateTimeField(null=True, blank=True)  # due from then on; None: at once
    claimed_until = models.DateTimeField(null=True, blank=True)  # a worker has it; past: that worker died
    claims = models.PositiveIntegerField(default=0)  # the fence: only the newest claim may settle it
    failures = models.PositiveIntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)  # in words
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    since_id = models.CharField(max_length=300, blank=True)  # the newest that its server gave, where it counts so
    fetched_at = models.DateTimeField(null=True, blank=True)  # when it last answered well, 304 included
    heard_at = models.DateTimeField(null=True, blank=True)  # when it last said something new
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["label", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "address", "query"], condition=Q(board__isnull=True), name="fetched_once"
            ),
            models.UniqueConstraint(
                fields=["board", "kind", "address", "query"],
                condition=Q(board__isnull=False),
                name="fetched_once_a_board",
            ),
        ]
        indexes = [models.Index(fields=["next_at", "id"], name="sources_due")]

    def __str__(self) -> str:
        return self.label or str(SourceKind(self.kind).label)

    @property
    def shown_address(self) -> str:
        """Where it is, for people: two feeds may bear one name."""
        return self.address.partition("://")[2].rstrip("/")[:120]

    @property
    def is_fetched(self) -> bool:
        """Whether it is asked, rather than told."""
        return self.kind in FETCHED


class BoardSource(models.Model):
    """A source that a board chose. Its schools see it; those who moderate the board change it."""

    board = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="chosen")
    label = models.CharField(max_length=200, blank=True)  # its own name for it
    paused_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "source"], name="chosen_once")]

    def __str__(self) -> str:
        return self.label or str(self.source)


class Site(models.Model):
    """A host that feeds are fetched from, and its robots.txt, read once a day."""

    origin = models.CharField(max_length=300, unique=True)  # "https://media.exemple"
    robots = models.TextField(blank=True)
    robots_status = models.PositiveSmallIntegerField(default=0)  # as HTTP; 0: it did not answer
    robots_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.origin

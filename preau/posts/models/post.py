from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PostKind(models.TextChoices):
    MESSAGE = "message", _("Message")
    ARTICLE = "article", _("Article")
    ALERT = "alert", _("Alerte")
    STATEMENT = "statement", _("Mise au point")  # an official explanation, to be quoted word for word


class PostState(models.TextChoices):
    DRAFT = "draft", _("Brouillon")
    IN_REVIEW = "in_review", _("En révision")
    PUBLISHED = "published", _("Publiée")
    WITHDRAWN = "withdrawn", _("Retirée")


class AlertState(models.TextChoices):
    """What an alert says of the school itself: the answer to « is my school open? »."""

    CLOSED = "closed", _("Fermée")
    DELAYED = "delayed", _("Ouverture retardée")
    DISRUPTED = "disrupted", _("Service perturbé")
    OPEN = "open", _("Ouverte, retour à la normale")
    INFO = "info", _("Information importante")


class Post(models.Model):
    """What a page says. `page` signs it; `placements` are the pages that show it, its own among them.

    Texts are kept as typed (`body_*`: plain text for messages and alerts, Markdown for what `is_article`) beside their
    cleaned HTML (`html_*`), rendered when the text changes and never on reading.
    """

    page = models.ForeignKey("institutions.Page", on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("genre"), max_length=10, choices=PostKind.choices, default=PostKind.MESSAGE)
    state = models.CharField(max_length=10, choices=PostState.choices, default=PostState.DRAFT)
    title_fr = models.CharField(_("titre"), max_length=200, blank=True)
    title_en = models.CharField(_("titre en anglais"), max_length=200, blank=True)
    body_fr = models.TextField(_("texte"), blank=True)
    body_en = models.TextField(_("texte en anglais"), blank=True)
    html_fr = models.TextField(blank=True, editable=False)
    html_en = models.TextField(blank=True, editable=False)
    alert_state = models.CharField(_("état"), max_length=10, choices=AlertState.choices, blank=True)
    expires_at = models.DateTimeField(_("jusqu’à"), null=True, blank=True)  # alerts: the banner is shown until then
    # Pages in whose own name the same text is published too: one post of its own for each, made on publishing.
    also_for = models.ManyToManyField("institutions.Page", related_name="+", blank=True)
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies")
    author = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="posts")
    review_note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)  # of the newest public revision after the first
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("motif"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)  # each save of the draft adds one: two writers are told
    saved_by = models.ForeignKey("users.User", on_delete=models.SET_NULL, null=True, related_name="+")
    saved_tab = models.CharField(max_length=32, blank=True)  # the window that saved last: it can't conflict with itself
    # Folded titles and texts, for the desk's search: an index follows it by itself (migration 0004).
    search_text = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(state__in=["draft", "in_review"]),
                name="published_has_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["page", "state", "-published_at", "-id"], name="post_of_page"),
            models.Index(fields=["state", "-published_at", "-id"], name="post_newest"),
            models.Index(fields=["kind", "state", "-published_at", "-id"], name="post_alerts"),
            models.Index(fields=["page", "state", "-saved_at"], name="post_drafts"),
        ]

    def __str__(self) -> str:
        return f"publication {self.pk}"  # the journal shows it, and the word is the same in both languages

    @property
    def is_article(self) -> bool:
        """Whether it is written as one: a title, and Markdown. A « mise au point » is."""
        return self.kind in (PostKind.ARTICLE, PostKind.STATEMENT)


class Placement(models.Model):
    """A post shown on a page: the one that signs it, or a school's to which its board cascades it.

    `published_at` repeats the post's date, so that a page's newest posts are one index away.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="placements")
    page = models.ForeignKey("institutions.Page", on_delete=models.PROTECT, related_name="placements")
    published_at = models.DateTimeField(null=True, blank=True)  # null: not shown (draft or withdrawn)
    boosted_at = models.DateTimeField(null=True, blank=True)  # the page shared it itself: it may take that back

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "page"], name="placed_once")]
        indexes = [models.Index(fields=["page", "-published_at", "-post"], name="placement_newest")]

    def __str__(self) -> str:
        return f"{self.post_id} on {self.page_id}"


class Revision(models.Model):
    """A text as the public could read it, kept for ever: number 1 is the one first published."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200, blank=True)  # for the desk; the public sees the page's name
    title_fr = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    body_fr = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    html_fr = models.TextField(blank=True)
    html_en = models.TextField(blank=True)
    pictures = models.JSONField(default=list)  # [{"picture": id, "alt_fr": …, "alt_en": …}]
    note = models.CharField(_("ce qui change"), max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.post_id}@{self.number}"


class Hashtag(models.Model):
    """A hashtag of a published post. `name` is folded (lower case, no accents) and finds; `label` is as first typed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="hashtags")
    name = models.CharField(max_length=100)
    label = models.CharField(max_length=100)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "name"], name="hashtag_once_a_post")]
        indexes = [models.Index(fields=["name", "-published_at", "-post"], name="hashtag_newest")]

    def __str__(self) -> str:
        return f"#{self.label}"

"""Addresses that people read, once in each language, and feeds. None ends with a slash; those that do are led back."""

from django.urls import path, re_path, register_converter

from preau.guide.selectors import PUBLIC_ARTICLES

from .views import about, accounts, feeds, files, guide, hashtag, home, page, post, questions, slashes, transparency


class HandleConverter:
    regex = "[A-Za-z0-9_]{1,30}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class GuideConverter:
    """A public article of the guide: « netiquette », « netiquette/motifs »."""

    regex = "netiquette(?:/motifs|/reponse)?"

    def to_python(self, value: str) -> str:
        return next(slug for slug, path in PUBLIC_ARTICLES.items() if value == f"netiquette{path}")

    def to_url(self, value: str) -> str:
        return f"netiquette{PUBLIC_ARTICLES[value]}"


register_converter(HandleConverter, "handle")
register_converter(GuideConverter, "guide")

app_name = "website"
urlpatterns = [
    path("", home.home, name="home"),
    path("comptes-officiels", accounts.accounts, name="accounts"),
    path("a-propos", about.about, name="about"),
    path("hors-ligne", about.offline, name="offline"),
    path("transparence", transparency.network, name="transparency_network"),
    path("<guide:article>", guide.network, name="guide"),
    path("<guide:article>/<int:number>", guide.network, name="guide_edition"),
    path("mots-clics/<str:name>", hashtag.hashtag, name="hashtag"),
    path("mots/<str:name>", hashtag.short, name="hashtag_short"),
    path("@<handle:handle>", page.page, name="page"),
    path("@<handle:handle>/questions", questions.questions, name="questions"),
    path("@<handle:handle>/transparence", transparency.counts, name="transparency"),
    path("@<handle:handle>/transparence.csv", transparency.as_csv, name="transparency_csv"),
    path("@<handle:handle>/ecoles", page.schools, name="schools"),
    path("@<handle:handle>/<guide:article>", guide.of_one, name="guide_of"),
    path("@<handle:handle>/<guide:article>/<int:number>", guide.of_one, name="guide_edition_of"),
    path("@<handle:handle>/carte.png", files.page_card, name="page_card"),
    path("@<handle:handle>/feed.atom", feeds.of_one, {"kind": "atom"}, name="feed_atom"),
    path("@<handle:handle>/feed.json", feeds.of_one, {"kind": "json"}, name="feed_json"),
    path("@<handle:handle>/reseau.atom", feeds.of_network, {"kind": "atom"}, name="network_atom"),
    path("@<handle:handle>/reseau.json", feeds.of_network, {"kind": "json"}, name="network_json"),
    path("@<handle:handle>/<int:post_id>", post.post, name="post"),
    path("@<handle:handle>/<int:post_id>/historique", post.history, name="history"),
    path("@<handle:handle>/<int:post_id>/carte.png", files.card, name="card"),
    re_path(r"^(?:@|mots/|mots-clics/|comptes-officiels|a-propos|netiquette|transparence).*/$", slashes.without_slash),
]

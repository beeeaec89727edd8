"""Addresses that people read, once in each language, and feeds. None ends with a slash; those that do are led back."""

from django.urls import path, re_path, register_converter

from .views import about, accounts, feeds, files, hashtag, home, page, post, questions, slashes


class HandleConverter:
    regex = "[A-Za-z0-9_]{1,30}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(HandleConverter, "handle")

app_name = "website"
urlpatterns = [
    path("", home.home, name="home"),
    path("comptes-officiels", accounts.accounts, name="accounts"),
    path("a-propos", about.about, name="about"),
    path("hors-ligne", about.offline, name="offline"),
    path("mots-clics/<str:name>", hashtag.hashtag, name="hashtag"),
    path("mots/<str:name>", hashtag.short, name="hashtag_short"),
    path("@<handle:handle>", page.page, name="page"),
    path("@<handle:handle>/questions", questions.questions, name="questions"),
    path("@<handle:handle>/ecoles", page.schools, name="schools"),
    path("@<handle:handle>/carte.png", files.page_card, name="page_card"),
    path("@<handle:handle>/feed.atom", feeds.of_one, {"kind": "atom"}, name="feed_atom"),
    path("@<handle:handle>/feed.json", feeds.of_one, {"kind": "json"}, name="feed_json"),
    path("@<handle:handle>/reseau.atom", feeds.of_network, {"kind": "atom"}, name="network_atom"),
    path("@<handle:handle>/reseau.json", feeds.of_network, {"kind": "json"}, name="network_json"),
    path("@<handle:handle>/<int:post_id>", post.post, name="post"),
    path("@<handle:handle>/<int:post_id>/historique", post.history, name="history"),
    path("@<handle:handle>/<int:post_id>/carte.png", files.card, name="card"),
    re_path(r"^(?:@|mots/|mots-clics/|comptes-officiels|a-propos).*/$", slashes.without_slash),
]

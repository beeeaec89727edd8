"""Every address of Préau. The language is in the path: French has no prefix, English is under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("compte/", include("preau.users.urls")),
        path("compte/", include("preau.users.sign_in_urls")),
        path("compte/", include("preau.institutions.urls.invitation")),
        path("bureau/", include("preau.institutions.urls")),
        path("bureau/guide/", include("preau.guide.urls")),
        path("bureau/", include("preau.posts.urls")),
        path("bureau/", include("preau.channels.urls")),
        path("bureau/fediverse/", include("preau.federation.desk_urls")),
        path("bureau/conversations/", include("preau.conversations.urls")),
        path("bureau/veille/", include("preau.listening.urls")),
        path("bureau/", include("preau.desk.urls")),
        path("", include("preau.subscriptions.urls")),
        path("", include("preau.conversations.contest_urls")),
        path("", include("preau.conversations.public_urls")),
        path("", include("preau.website.urls")),
        prefix_default_language=False,
    ),
    path("compte/", include("preau.users.provider_urls")),
    path("", include("preau.federation.urls")),
    path("", include("preau.conversations.picture_urls")),
    path("", include("preau.website.machine_urls")),
]

from django.urls import path

from .views import adding, paste, sources

app_name = "listening"
urlpatterns = [
    path("coller/", paste.paste, name="paste"),
    path("sources/", sources.listing, name="sources"),
    path("sources/<int:board_id>/", sources.board, name="board_sources"),
    path("sources/<int:board_id>/fil/", adding.feed, name="add_feed"),
    path("sources/<int:board_id>/fil/choix/", adding.chosen_feed, name="add_chosen_feed"),
    path("sources/<int:board_id>/mastodon/", adding.mastodon, name="add_mastodon"),
    path("sources/<int:board_id>/bluesky/", adding.bluesky, name="add_bluesky"),
    path("sources/<int:board_id>/medias/", adding.media, name="add_media"),
    path("sources/<int:board_id>/courriel/", sources.mail_address, name="mail_address"),
    path("sources/decision/<int:chosen_id>/", sources.decide, name="source_decide"),
]

from django.urls import path

from .views import adding, alerts, mentions, paste, sources, watches

app_name = "listening"
urlpatterns = [
    path("", mentions.listing, name="mentions"),
    path("<int:mention_id>/", mentions.mention, name="mention"),
    path("<int:mention_id>/decision/", mentions.decide, name="decide"),
    path("veilles/", watches.listing, name="watches"),
    path("veilles/nouvelle/", watches.choose, name="watch_choose"),
    path("veilles/nouvelle/<int:institution_id>/", watches.make, name="watch_make"),
    path("veilles/<int:watch_id>/", watches.watch, name="watch"),
    path("veilles/<int:watch_id>/modifier/", watches.change, name="watch_change"),
    path("veilles/<int:watch_id>/etat/", watches.switch, name="watch_switch"),
    path("veilles/<int:watch_id>/supprimer/", watches.delete, name="watch_delete"),
    path("hausses/<int:alert_id>/", alerts.alert, name="alert"),
    path("hausses/<int:alert_id>/vu/", alerts.see, name="alert_see"),
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

from django.urls import path

from .views import alerts, mentions, sources, watches

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
    path("sources/", sources.listing, name="sources"),
]

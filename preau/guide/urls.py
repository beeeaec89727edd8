"""The guide on the desk."""

from django.urls import path

from .views import editing, following, reading, values

app_name = "guide"
urlpatterns = [
    path("", reading.listing, name="list"),
    path("valeurs/<int:institution_id>/", values.edit, name="values"),
    path("<int:board_id>/<slug:article>/", reading.article, name="article"),
    path("<int:board_id>/<slug:article>/versions/<int:number>/", reading.edition, name="edition"),
    path("<int:board_id>/<slug:article>/versions/<int:number>/lue/", reading.acknowledge, name="acknowledge"),
    path("<int:board_id>/<slug:article>/preparer/", editing.prepare, name="prepare"),
    path("<int:board_id>/<slug:article>/adopter/", editing.adopt, name="adopt"),
    path("<int:board_id>/<slug:article>/jeter/", editing.discard, name="discard"),
    path("<int:board_id>/<slug:article>/lecture/", following.following, name="following"),
]

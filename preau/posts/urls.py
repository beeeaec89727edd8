from django.urls import path

from .views import compose, listing

app_name = "posts"
urlpatterns = [
    path("ecrire/", compose.compose, name="compose"),
    path("publications/", listing.listing, name="list"),
]

"""The desk's screens of the Fediverse: other servers, followers."""

from django.urls import URLPattern

app_name = "fediverse"
urlpatterns: list[URLPattern] = []

"""Addresses for other servers, with no language in them. Their ids are for ever: none is made of a handle."""

from django.urls import URLPattern

app_name = "federation"
urlpatterns: list[URLPattern] = []

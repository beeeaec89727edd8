"""Addresses for machines, with no language in them: feeds, media, .well-known."""

from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

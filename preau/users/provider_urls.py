"""Where Entra ID and Google send people back to. No language in them: they are registered once with the provider."""

from allauth.urls import build_provider_urlpatterns

urlpatterns = build_provider_urlpatterns()

from django.urls import path

from .views import sources

app_name = "listening"
urlpatterns = [
    path("sources/", sources.listing, name="sources"),
]

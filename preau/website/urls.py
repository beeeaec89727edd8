from django.urls import path

from .views import home

app_name = "website"
urlpatterns = [
    path("", home.home, name="home"),
    path("comptes-officiels/", home.home, name="accounts"),
    path("a-propos/", home.home, name="about"),
]

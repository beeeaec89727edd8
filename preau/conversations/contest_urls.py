"""Where whoever wrote something contests what was decided about it. No cookie, no account."""

from django.urls import path

from .views import contesting

app_name = "contests"
urlpatterns = [path("contester/<str:token>", contesting.contest, name="contest")]

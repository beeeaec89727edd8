from django.urls import path

from .views import records, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("journal/", records.records, name="records"),
]

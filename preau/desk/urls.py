from django.urls import path

from .views import mentions, records, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("veille/<int:mention_id>/conversation/", mentions.conversation, name="mention_conversation"),
    path("journal/", records.records, name="records"),
]

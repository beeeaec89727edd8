from django.urls import path

from .views import answers, inbox, messages, reports, review, settings, templates

app_name = "conversations"
urlpatterns = [
    path("", inbox.listing, name="list"),
    path("<int:conversation_id>/", inbox.thread, name="thread"),
    path("<int:conversation_id>/repondre/", answers.answer, name="answer"),
    path("<int:conversation_id>/etat/", inbox.move, name="move"),
    path("messages/<int:message_id>/masquer/", messages.hide, name="hide"),
    path("messages/<int:message_id>/montrer/", messages.show, name="show"),
    path("messages/<int:message_id>/retirer/", messages.take_back, name="take_back"),
    path("messages/<int:message_id>/envoi/", answers.decide, name="decide"),
    path("signalements/", reports.reports, name="reports"),
    path("signalements/<int:report_id>/", reports.report, name="report"),
    path("relectures/", review.reviews, name="reviews"),
    path("relectures/<int:draft_id>/", review.review, name="review"),
    path("relectures/<int:draft_id>/retirer/", review.withdraw, name="withdraw"),
    path("modeles/", templates.listing, name="templates"),
    path("modeles/nouveau/", templates.edit, name="template_new"),
    path("modeles/adopter/", templates.adopt, name="template_adopt"),
    path("modeles/<int:template_id>/", templates.edit, name="template_edit"),
    path("modeles/<int:template_id>/decider/", templates.act, name="template_act"),
    path("plaintes/", templates.complaints, name="complaints"),
    path("reglages/", settings.places, name="settings_places"),
    path("reglages/<int:institution_id>/", settings.settings, name="settings"),
]

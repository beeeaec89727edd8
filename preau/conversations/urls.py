from django.urls import path

from .views import answers, handling, inbox, labels, messages, moving, notes, reports, review

app_name = "conversations"
urlpatterns = [
    path("", inbox.listing, name="list"),
    path("<int:conversation_id>/", inbox.thread, name="thread"),
    path("<int:conversation_id>/repondre/", answers.answer, name="answer"),
    path("<int:conversation_id>/etat/", inbox.move, name="move"),
    path("<int:conversation_id>/confier/", handling.assign, name="assign"),
    path("<int:conversation_id>/etiquettes/", handling.label, name="label"),
    path("<int:conversation_id>/veilleuse/", handling.snooze, name="snooze"),
    path("<int:conversation_id>/reunir/", moving.merge, name="merge"),
    path("<int:conversation_id>/transferer/", moving.transfer, name="transfer"),
    path("<int:conversation_id>/notes/", notes.add, name="note"),
    path("<int:conversation_id>/presence/", notes.presence, name="presence"),
    path("etiquettes/", labels.labels, name="labels"),
    path("etiquettes/<int:label_id>/retirer/", labels.retire, name="label_retire"),
    path("messages/<int:message_id>/masquer/", messages.hide, name="hide"),
    path("messages/<int:message_id>/montrer/", messages.show, name="show"),
    path("messages/<int:message_id>/retirer/", messages.take_back, name="take_back"),
    path("messages/<int:message_id>/envoi/", answers.decide, name="decide"),
    path("signalements/", reports.reports, name="reports"),
    path("signalements/<int:report_id>/", reports.report, name="report"),
    path("relectures/", review.reviews, name="reviews"),
    path("relectures/<int:draft_id>/", review.review, name="review"),
    path("relectures/<int:draft_id>/retirer/", review.withdraw, name="withdraw"),
]

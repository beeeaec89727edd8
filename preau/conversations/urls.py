from django.urls import path

from .views import answers, blocks, contests, danger, evidence, inbox, masking, messages, reports, review

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
    path("messages/<int:message_id>/masquer-renseignements/", masking.mask, name="mask"),
    path("messages/<int:message_id>/demasquer/", masking.unmask, name="unmask"),
    path("messages/<int:message_id>/alerte/", danger.escalate, name="escalate"),
    path("messages/<int:message_id>/bloquer/", blocks.block_author, name="block_author"),
    path("blocages/", blocks.blocks, name="blocks"),
    path("blocages/<int:block_id>/", blocks.block, name="block"),
    path("contestations/<int:contest_id>/", contests.contest, name="contest"),
    path("scelles/<int:evidence_id>/", evidence.evidence, name="evidence"),
    path("urgences/", danger.escalations, name="escalations"),
    path("urgences/<int:escalation_id>/", danger.escalation, name="escalation"),
    path("urgences/garde/<int:board_id>/", danger.on_call, name="on_call"),
    path("signalements/", reports.reports, name="reports"),
    path("signalements/<int:report_id>/", reports.report, name="report"),
    path("relectures/", review.reviews, name="reviews"),
    path("relectures/<int:draft_id>/", review.review, name="review"),
    path("relectures/<int:draft_id>/retirer/", review.withdraw, name="withdraw"),
]

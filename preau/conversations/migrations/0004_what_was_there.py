from django.db import migrations


def conversations(apps, schema_editor):
    # Those that were there before: their board, their network, since when they wait.
    Conversation, Message = apps.get_model("conversations", "Conversation"), apps.get_model("conversations", "Message")
    for conversation in Conversation.objects.select_related("page__institution").iterator(chunk_size=2000):
        path = conversation.page.institution.path if conversation.page.institution else ""
        first = Message.objects.filter(conversation=conversation).order_by("pk").first()
        conversation.board_id = int(path.strip("/").split("/")[0]) if path.strip("/") else None
        conversation.network = first.network if first else ""
        conversation.waiting_since = conversation.last_at if conversation.state == "new" else None
        conversation.save(update_fields=["board", "network", "waiting_since"])
    Message.objects.filter(is_held=True).update(held_for="server")


def removals(apps, schema_editor):
    # What is hidden already is counted too; nobody was told of it.
    Message, Removal = apps.get_model("conversations", "Message"), apps.get_model("conversations", "Removal")
    hidden = Message.objects.filter(hidden_at__isnull=False).select_related("conversation")
    for message in hidden.iterator(chunk_size=2000):
        Removal.objects.create(
            page_id=message.conversation.page_id,
            message=message,
            reason=message.hidden_reason,
            removed_at=message.hidden_at,
            removed_by_id=message.hidden_by_id,
            told="unreached",
        )


class Migration(migrations.Migration):
    dependencies = [("conversations", "0003_talk"), ("institutions", "0003_invitations")]

    operations = [
        migrations.RunPython(conversations, migrations.RunPython.noop),
        migrations.RunPython(removals, migrations.RunPython.noop),
    ]

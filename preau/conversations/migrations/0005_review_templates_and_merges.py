import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def templates(apps, schema_editor):
    for draft in apps.get_model("conversations", "AnswerDraft").objects.filter(template__isnull=False):
        draft.templates.add(draft.template_id)


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0004_what_was_there"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="answerdraft",
            name="templates",
            field=models.ManyToManyField(related_name="+", to="conversations.answertemplate"),
        ),
        migrations.RunPython(templates, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="answerdraft", name="template"),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("messages", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("labels", models.JSONField(default=list)),
                ("led", models.JSONField(default=list)),
                ("last_message", models.BigIntegerField(default=0)),
                ("before", models.JSONField(default=dict)),
                ("merged_at", models.DateTimeField()),
                ("parted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="conversations.conversation"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]

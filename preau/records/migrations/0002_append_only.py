from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER records_entry_no_delete BEFORE DELETE ON records_entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER records_entry_no_update BEFORE UPDATE ON records_entry
    WHEN NEW.snapshot IS NOT NULL OR NEW.salt <> '' OR NEW.number <> OLD.number OR NEW.hash <> OLD.hash
      OR NEW.previous_hash <> OLD.previous_hash OR NEW.verb <> OLD.verb OR NEW.at <> OLD.at
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION records_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR NEW.snapshot IS NOT NULL OR NEW.salt <> '' OR NEW.number <> OLD.number
        OR NEW.hash <> OLD.hash OR NEW.previous_hash <> OLD.previous_hash OR NEW.verb <> OLD.verb OR NEW.at <> OLD.at
      THEN RAISE EXCEPTION 'the journal is append-only'; END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER records_entry_append_only BEFORE UPDATE OR DELETE ON records_entry
    FOR EACH ROW EXECUTE FUNCTION records_entry_append_only()
    """,
]


def make_triggers(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(make_triggers, migrations.RunPython.noop)]

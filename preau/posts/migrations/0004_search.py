"""An index of words over the posts, kept by the database itself: FTS5 on SQLite, GIN on PostgreSQL.

SQLite drops the triggers of a table that a later migration alters: such a migration makes them again.
"""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE posts_words USING fts5("
    "search_text, content='posts_post', content_rowid='id', tokenize='unicode61')",
    "CREATE TRIGGER posts_words_added AFTER INSERT ON posts_post BEGIN "
    "INSERT INTO posts_words(rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER posts_words_gone AFTER DELETE ON posts_post BEGIN "
    "INSERT INTO posts_words(posts_words, rowid, search_text) VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER posts_words_changed AFTER UPDATE OF search_text ON posts_post "
    "WHEN old.search_text <> new.search_text BEGIN "
    "INSERT INTO posts_words(posts_words, rowid, search_text) VALUES ('delete', old.id, old.search_text); "
    "INSERT INTO posts_words(rowid, search_text) VALUES (new.id, new.search_text); END",
    "INSERT INTO posts_words(posts_words) VALUES ('rebuild')",
]
SQLITE_UNDO = [
    "DROP TRIGGER posts_words_added",
    "DROP TRIGGER posts_words_gone",
    "DROP TRIGGER posts_words_changed",
    "DROP TABLE posts_words",
]
POSTGRES = ["CREATE INDEX posts_words ON posts_post USING gin (to_tsvector('simple', search_text))"]
POSTGRES_UNDO = ["DROP INDEX posts_words"]


def _run(schema_editor, sqlite, postgres):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
        schema_editor.execute(statement)


def make(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRES)


def unmake(apps, schema_editor):
    _run(schema_editor, SQLITE_UNDO, POSTGRES_UNDO)


class Migration(migrations.Migration):
    dependencies = [("posts", "0003_drafts")]
    operations = [migrations.RunPython(make, unmake)]

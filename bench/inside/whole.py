"""Whether an installation is one that Préau could have made: foreign keys, columns, the index of words."""

from __future__ import annotations

from bench.inside import set_up, tell


def main() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        problems = [str(row) for row in cursor.execute("PRAGMA foreign_key_check").fetchall()]
        problems += [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
        cursor.execute("INSERT INTO posts_words(posts_words) VALUES ('integrity-check')")
    tell({"problems": problems})


if __name__ == "__main__":
    set_up()
    main()

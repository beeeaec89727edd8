import pytest
from django.conf import settings
from django.db import connection

from .contract import JobsContract


@pytest.mark.postgres
@pytest.mark.skipif(settings.IS_SQLITE, reason="Procrastinate needs PostgreSQL: set PREAU_DATABASE_URL=postgres://…")
class TestDistributed(JobsContract):
    ENGINE = "procrastinate"

    def clean(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE")

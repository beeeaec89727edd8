from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

ANYBODYS_TENANTS = ("common", "organizations", "consumers")


@register()
def entra_tenant_is_ones_own(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E-mails are believed because they come from one's own directory: one that is open to all vouches for nobody."""
    if settings.ENTRA_TENANT.lower() not in ANYBODYS_TENANTS:
        return []
    return [
        Error(
            f"PREAU_ENTRA_TENANT={settings.ENTRA_TENANT} lets any organisation's accounts in.",
            hint="Give the directory (tenant) ID of your own organisation.",
            id="users.E001",
        )
    ]

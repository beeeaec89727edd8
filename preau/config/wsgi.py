"""What the server calls: Django, behind the memory of public pages, the choice of documents, and the inboxes."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")

from django.core.wsgi import get_wsgi_application

django = get_wsgi_application()

from preau.federation.door import inbox_door  # noqa: E402 — the models that they ask exist from here on
from preau.federation.negotiation import Negotiation  # noqa: E402
from preau.website.door import public_door  # noqa: E402

application = inbox_door(Negotiation(public_door(django)))

"""What the server calls: Django, behind the memory of public pages, the choice of documents, and the inboxes."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preau.config.settings")

from django.core.wsgi import get_wsgi_application

django = get_wsgi_application()

from preau.federation.authorized_fetch import authorized_fetch  # noqa: E402
from preau.federation.door import inbox_door  # noqa: E402
from preau.federation.negotiation import Negotiation  # noqa: E402
from preau.website.door import public_door  # noqa: E402

application = inbox_door(authorized_fetch(Negotiation(public_door(django))))

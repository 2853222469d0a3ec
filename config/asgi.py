"""What uvicorn runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
wsgi = get_wsgi_application()

from config.application import build  # noqa: E402  (its parts need Django set up)

application = build(wsgi)

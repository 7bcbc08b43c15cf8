"""The WSGI application: gunicorn portal.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

from portal.serving.connections import keep_to_limits  # noqa: E402 - Django's settings come first

keep_to_limits()

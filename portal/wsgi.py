"""The WSGI application: gunicorn portal.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

from portal.serving.timeouts import limit_new_connections  # noqa: E402 - Django's settings come first

limit_new_connections()

"""Settings that a bare `gunicorn portal.wsgi` reads from the folder it starts in: docs/operate.md says why."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

worker_class = "portal.serving.workers.WholeRequestWorker"
workers = 2
# Pages are made of Python, of which a process runs one thread at a time: more of them only wait for the base.
threads = 4
# A file each, of which a process may usually open 1024.
worker_connections = 800
keepalive = 5
timeout = 60
# What is being answered is answered before a worker stops.
graceful_timeout = 30
# The site's own refusal (portal/serving/request_checks.py) comes before: at 8,000 bytes of address.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
# Signals steer it; a socket for that would lie in the home of whoever starts it, one for all sites.
control_socket_disable = True
# Whose forwarded headers count is said in one place: JINCE_PROXIES (portal/serving/proxies.py).
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}


# gunicorn's own lines are of the same kind as the site's. Of requests it notes none: their queries are people's, and
# its warnings name who sent what.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.serving.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "WARNING", "handlers": ["console"]},
    "loggers": {
        "gunicorn.error": {"level": "ERROR", "handlers": ["console"], "propagate": False},
        "gunicorn.http": {"level": "ERROR"},
    },
}


def on_starting(server):
    """Tell what is wrong with the settings in a sentence, before a worker is started that would show a trace."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        assert settings.SECRET_KEY  # noqa: S101 - to read one reads them all
    except ImproperlyConfigured as error:
        sys.exit(f"配置有误：{error}")

#!/bin/sh
# A command of the site as its user, with its settings, wherever one stands: sh /srv/jince/deploy/manage.sh backup FILE
set -eu
set -a
. "${JINCE_ENV:-/etc/jince.env}"
set +a
cd "$(dirname "$0")/.."
if [ "$(id -u)" = 0 ]; then
  exec runuser -u "${JINCE_USER:-jince}" -- .venv/bin/python manage.py "$@"
fi
exec .venv/bin/python manage.py "$@"

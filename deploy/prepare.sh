#!/bin/sh
# Makes the base ready for this release: its tables, and the nine documents where it is empty. Once, before the site starts.
set -eu
python manage.py migrate --noinput
python manage.py import_policies --quiet

"""The portal's settings, with one more address: the bare view."""

from portal.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "bench.urls"

"""The product's settings, with one view more to compare with."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
STATIC_ROOT = VAR_DIR / "staticfiles"  # noqa: F405

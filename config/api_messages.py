"""What the API's framework says, in French too, without what it brings for pages, which this API has none of.

As an app of its own it would have its template tags loaded with the first page: 30 MB, for a server that no program
asks.
"""

from importlib.util import find_spec
from pathlib import Path

from django.apps import AppConfig


class ApiMessages(AppConfig):
    """Django reads the translations that lie under its `path`."""

    name = "config.api_messages"
    label = "api_messages"
    path = str(Path((find_spec("rest_framework") or __spec__).origin or "").parent)

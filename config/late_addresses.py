"""Addresses whose modules are loaded when one of them is first asked for: until then they take no memory."""

import sys
from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language


class LateAddresses(URLResolver):
    """All that is under a prefix, in the `urlpatterns` of one module.

    To name another address, Django reads the names of all. Until the module is loaded it has none here: nothing but
    the module itself may name what it holds.
    """

    _namespace_dict: dict[str | None, Any]
    _app_dict: dict[str | None, Any]

    def __init__(self, prefix: str, module: str) -> None:
        super().__init__(RoutePattern(prefix, is_endpoint=False), module)

    def _populate(self) -> None:
        if self.urlconf_name in sys.modules:
            super()._populate()
            return
        language = get_language()
        self._reverse_dict[language] = MultiValueDict()
        self._namespace_dict[language] = {}
        self._app_dict[language] = {}

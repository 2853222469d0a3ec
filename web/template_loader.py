"""Where our pages' templates are read: without the indentation by which people read them.

Regions are rendered for each class of viewers and sent to each open page: what is sent is what stands in the template.
The lines stay, so that an error names the right one.
"""

import re
from pathlib import Path

from django.conf import settings
from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectoriesLoader

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(AppDirectoriesLoader):
    """As Django's, of each app's `templates/`. Other libraries' templates, letters and minutes are left as they are."""

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        return INDENTATION.sub("", source) if _is_our_page(origin.name) else source


def _is_our_page(path: str) -> bool:
    """Whether it is a page of one of the apps beside `config/`; the environment may lie there too."""
    page = Path(path)
    return page.suffix == ".html" and settings.BASE_DIR in page.parents and _app_folder(page) == "templates"


def _app_folder(page: Path) -> str:
    return page.relative_to(settings.BASE_DIR).parts[1]

"""Static files: served from here alone, under names that change with their content.

`collectstatic` hashes and compresses them; before it has run (in development, in most tests) the
plain files are served from the apps.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from servestatic import ServeStaticASGI
from servestatic.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names, also in what our own modules import from each other.

    Django's own patterns for JavaScript imports stumble over library files that only look as if they
    imported something: these are tried on statements at the start of a line,
    which our modules keep to. A file that was never collected keeps its plain name.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "*.js",
            (
                (
                    r"""(?m)(?P<matched>^import(?P<import>[ \w{},*]*?)from ["'](?P<url>\.{1,2}/[^"']+)["'];)""",
                    """import%(import)sfrom "%(url)s";""",
                ),
                (r"""(?m)(?P<matched>^import ["'](?P<url>\.{1,2}/[^"']+)["'];)""", """import "%(url)s";"""),
            ),
        ),
    )

    def stored_name(self, name: str) -> str:
        if self.hash_key(self.clean_name(name)) in self.hashed_files:
            return super().stored_name(name)
        return name


def served(application: Any) -> Any:
    """Put the files in front of the application: they never reach Django."""
    static = ServeStaticASGI(application, allow_all_origins=False)
    prefix = settings.STATIC_URL
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            static.add_file_to_dictionary(f"{prefix}{path}", storage.path(path))
    if Path(settings.STATIC_ROOT).is_dir():
        static.add_files(settings.STATIC_ROOT, prefix)
    return static

"""The documents name files that are there."""

import re

import pytest

from launch.stages import APPS, ROOT

NAMED = re.compile(rf"`((?:{'|'.join(APPS)}|tests|launch)/[\w/.-]*)`")


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_each_path_that_a_document_names_exists(document):
    named = NAMED.findall((ROOT / document).read_text())
    assert named or document == "SECURITY.md"
    assert [path for path in named if not (ROOT / path).exists()] == []

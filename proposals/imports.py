"""Reads the file of a proposal that was taken away elsewhere (`presenters/histories.py`). Nothing in it is trusted.

What comes out has its shape and nothing else (`history_shape.py`), whether the file is data or a Markdown file.
"""

import json
import re
from codecs import BOM_UTF8
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.texts import clean
from proposals.history_shape import FORMAT, LARGEST, MOST_VALUES, SHAPE, read_one, too_much, unreadable
from proposals.markdown_histories import read_markdown

QUOTED = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)


def read_history(content: bytes) -> dict[str, Any]:
    """The history that the file tells.

    Raises ValidationError `unreadable`, `format` or `too_long`; of a Markdown file `line` too, with its number.
    """
    if len(content) > LARGEST:
        raise ValidationError(_("This file is too large: 10 MB at most."), code="too_long")
    try:
        is_markdown = content.removeprefix(BOM_UTF8).lstrip().startswith(b"#")
        data = read_markdown(clean(content.decode())) if is_markdown else _read_data(content)
    except (ValueError, RecursionError) as error:
        raise unreadable() from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        message = _(
            "This is not the file of a proposal: take the “Markdown file” or the “Data (JSON)” of the page of a "
            "proposal."
        )
        raise ValidationError(message, code="format")
    history = read_one(SHAPE, data)
    if not history["title"] or not history["versions"]:
        raise unreadable()
    return history


def _read_data(content: bytes) -> Any:
    """The data of the file, once it is known that they are not more than a proposal holds."""
    if QUOTED.sub(b"", content).count(b",") > MOST_VALUES:
        raise too_much()
    return json.loads(content)

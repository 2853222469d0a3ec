"""HTML that somebody typed, in every text of a house at once: what the house must show as the letters it is."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Value

from tests.hostile import TYPED

LONG = f"https://exemple.org/{'abcdefghij' * 18} "  # an address of 200 characters, as people paste them
# What nobody types: names in addresses, hashes, keys, what the machine wrote for itself.
OURS = re.compile(
    r"slug|.*hash|.*key|key_name|mark|ground|ended_ground|.*_share|digest|owner|occasion|host|kind|topics?|method|part|right|url|.*stems|.*quorum|.*threshold|number"
    r"|outcome|password|email|to|author|mimetype|code|commitment|prev|actor|verb|root|signature|frontier|model|app_label"
    r"|codename|rule|session_data|data|about|within|scope|sha256"
)


def type_everywhere(text: str = TYPED) -> list[str]:
    """Put it before every text that people write, whatever guards the tables. The fields, as `app.Model.field`."""
    with unguarded():
        return _type_everywhere(text)


@contextmanager
def unguarded() -> Iterator[None]:
    """Inside, SQLite lets everything be written: its triggers are made again afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def _type_everywhere(text: str) -> list[str]:
    typed = []
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields if _is_typed(field)]
        if model._meta.managed and not model._meta.proxy and names:
            _type_in(model, names, text)
            typed += [f"{model._meta.label}.{name}" for name in names]
    _type_options(text)
    return typed


def _is_typed(field: models.Field) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return is_text and not OURS.fullmatch(field.attname)


def _type_in(model: type[models.Model], names: list[str], typed: str) -> None:
    for row in model._default_manager.all():
        # As a value of SQL: our fields would refuse what is so long.
        said = {name: Value(_with(model, name, getattr(row, name), typed), models.TextField()) for name in names}
        written = {name: value for name, value in said.items() if getattr(row, name)}
        found = model._default_manager.filter(pk=row.pk)
        try:
            with transaction.atomic():
                found.update(**said)
        except IntegrityError:  # the reason of what was not done stays empty
            found.update(**written)


def _with(model: type[models.Model], name: str, text: str, typed: str) -> str:
    """A text of one line holds no other; and a link begins as one: what else is refused, whoever types it."""
    if not isinstance(model._meta.get_field(name), models.TextField):
        typed = re.sub(r"[\s\x1c-\x1f]+", " ", typed)
    return text and text + typed if name == "link" else typed + text


def _type_options(typed: str) -> None:
    """What a ballot offers is named in its answers and its result too: there it is the same words again."""
    names = ("options", "rules", "choice", "result", "electors", "lines")
    held = [m for m in apps.get_models() if m._meta.app_label == "votes"]
    offered = {
        option
        for model in held
        if any(field.name == "options" for field in model._meta.fields)
        for options in model._default_manager.values_list("options", flat=True)
        for option in options
        if isinstance(option, str) and not re.match(r"\d{4}-\d\d", option)
    }
    for model in held:
        fields = [
            field.name
            for field in model._meta.fields
            if field.name in names and field.get_internal_type() == "JSONField"
        ]
        for row in model._default_manager.all() if fields else ():
            model._default_manager.filter(pk=row.pk).update(
                **{name: _renamed(getattr(row, name), offered, typed) for name in fields}
            )


def _renamed(value: Any, offered: set[str], typed: str) -> Any:
    if isinstance(value, dict):
        return {_renamed(key, offered, typed): _renamed(one, offered, typed) for key, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, offered, typed) for one in value]
    return typed + value if isinstance(value, str) and value in offered else value

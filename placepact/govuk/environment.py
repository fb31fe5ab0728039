"""The Jinja2 environment of every page: where templates are found, what they may call, how numbers are
shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)

from placepact.govuk import format as formats

ROOMS = Path(__file__).parent.parent


def environment(**options: Any) -> Environment:
    """For Django's Jinja2 backend: OPTIONS["environment"] = "placepact.govuk.environment.environment"."""
    options["loader"] = loader(options.get("loader"))
    options.setdefault("undefined", ChainableUndefined)
    options.setdefault("autoescape", True)
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    made = Environment(**options)  # noqa: S701  autoescape is on unless the caller says otherwise
    made.filters.update(formats.FILTERS)
    made.globals.update(static=static, url=reverse, statuses=formats.STATUSES)
    return made


def loader(given: BaseLoader | None) -> BaseLoader:
    """What Django gives, then `templates/` of every room, then GOV.UK's macros as
    `govuk_frontend_jinja/...`.
    """
    rooms = sorted(str(folder) for folder in ROOMS.glob("*/templates"))
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    loaders: list[BaseLoader] = [FileSystemLoader(rooms), macros]
    return ChoiceLoader([given, *loaders] if given is not None else loaders)

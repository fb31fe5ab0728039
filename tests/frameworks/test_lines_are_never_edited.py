"""A line of a list is ended once and replaced; what it asked is never rewritten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from placepact.frameworks.models import FrameworkLine
from tests.makers_of_frameworks import make_list_line

pytestmark = pytest.mark.django_db

ENDED = {
    "ended_on": dt.date(2024, 1, 1),
    "ended_because": "Asked elsewhere.",
    "asks_until": dt.date(2024, 1, 1),
}


def test_a_standing_line_can_be_ended() -> None:
    line = make_list_line()
    assert FrameworkLine.objects.filter(pk=line.pk).update(**ENDED) == 1


def test_an_ended_line_stays_as_it_ended() -> None:
    line = make_list_line(**ENDED)
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        FrameworkLine.objects.filter(pk=line.pk).update(ended_because="Another reason.")


@pytest.mark.parametrize(
    "change", [{"title": "Other"}, {"due_days": 1}, {"relation": "not_carried"}, {"group": "Other"}]
)
def test_what_a_line_asks_is_not_changed(change: dict[str, object]) -> None:
    line = make_list_line()
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        FrameworkLine.objects.filter(pk=line.pk).update(**change)

"""`placepact partnership show` as it is typed, on the demonstration."""

from __future__ import annotations

import json

from placepact.demonstration.build import Built
from placepact.partnerships.models import Partnership
from tests.cli.conftest import Run

SLUG = "rochdale-local-strategic-partnership"


def test_a_partnership_is_shown_with_who_sits_and_who_is_missing(world: Built, run: Run) -> None:
    ran = run("partnership", "show", SLUG, "--format", "json")
    held = json.loads(ran.out)
    assert ran.code == 0
    assert len(held["seats"]) == Partnership.objects.get(slug=SLUG).seats.count() == 9
    assert any("Environment Agency is a partner" in each["sentence"] for each in held["missing"])
    assert [each["confirmed"] for each in held["meetings"]] == [True, False]
    printed = run("partnership", "show", SLUG).out
    assert "Rochdale Metropolitan Borough Council" in " ".join(printed.split())
    assert "cannot sign agreements" in " ".join(printed.split())


def test_a_partnership_that_is_not_there_is_refused_with_those_there_are(world: Built, run: Run) -> None:
    ran = run("partnership", "show", "nowhere")
    assert ran.code == 1
    assert SLUG in ran.err

"""Originals are kept whole, under the hash of what was checked."""

import os

import pytest

from placepact.indicators import actions
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.returns import originals
from tests.makers import make_area, make_organisation
from tests.receiving.test_receive import row, written


def test_a_file_that_changed_after_it_was_checked_is_not_kept(tmp_path, settings):
    settings.PLACEPACT_HOME = tmp_path
    source = tmp_path / "figures.csv"
    source.write_text("something else")
    checked = "0" * 64
    with pytest.raises(originals.ChangedMeanwhile, match=r"figures\.csv changed while"):
        originals.keep(source, checked)
    assert [path for path in originals.folder().rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_a_file_whose_name_is_no_text_is_received(tmp_path, settings):
    settings.PLACEPACT_HOME = tmp_path / "home"
    make_area(code="E08000004", name="Oldham")
    actions.load_anchors(by=operator())
    council: Organisation = make_organisation(slug="oldham-council", name="Oldham Council")
    path = written(tmp_path, row())
    odd = path.with_name(os.fsdecode(b"\xff.csv"))
    path.rename(odd)
    receipt = actions.receive(path=odd, organisation=council, by=operator())
    assert receipt.delivery.file_name == "?.csv"

"""The register of powers is complete and dated, and who may use a power on a day is told with why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from placepact.partnerships.powers import FOLDER, BadPower, load_powers, read_power
from placepact.partnerships.rules.powers import Body, Enables, Holder, Standing, heirs, may_use

WHOLE = (FOLDER / "health-act-flexibilities.toml").read_text(encoding="utf-8")
COUNCIL = Body("The Council", "Local government", "Metropolitan district council")
DISTRICT = Body("The District", "Local government", "Non-metropolitan district council")
COUNTY = Body("The County", "Local government", "County council")
POLICE = Body("The Police", "Police", "Police force")
TRUST = Body("The Trust", "NHS", "Primary care trust", ended_on=dt.date(2013, 3, 31))
BOARD = Body("The Board", "NHS", "Integrated care board")
COMBINED = Body("The Combined", "Combined authority", "Combined authority")
CHARITY = Body("The Charity", "Community sector", "Charity")
MINISTRY = Body("The Ministry", "Central government", "Ministerial department")
STATISTICS = Body("Statistics", "Central government", "Non-ministerial department")
FIRE_SERVICE = Body("The Fire Service", "Fire and rescue", "Service of the combined authority")
Y2004, Y2008, Y2010, Y2020 = (dt.date(year, 6, 1) for year in (2004, 2008, 2010, 2020))


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (COUNCIL, {Holder.COUNCIL, Holder.UPPER_TIER}),
        (DISTRICT, {Holder.COUNCIL}),
        (COUNTY, {Holder.COUNCIL, Holder.UPPER_TIER}),
        (POLICE, {Holder.POLICE}),
        (TRUST, {Holder.NHS_COMMISSIONER}),
        (BOARD, {Holder.NHS_COMMISSIONER}),
        (Body("T", "NHS", "NHS foundation trust"), {Holder.NHS_PROVIDER}),
        (COMBINED, {Holder.COMBINED_AUTHORITY}),
        (CHARITY, set()),
        (MINISTRY, {Holder.DEPARTMENT}),
        (STATISTICS, set()),
        (FIRE_SERVICE, set()),
        (Body("A firm", "Business", "Metropolitan unitary plc"), set()),
    ],
    ids=lambda each: each.name if isinstance(each, Body) else "",
)
def test_a_body_is_of_the_kinds_that_its_sector_and_form_say(body: Body, kinds: set[Holder]) -> None:
    assert body.kinds == kinds


@pytest.mark.parametrize(
    ("slug", "body", "on", "may", "why"),
    [
        ("well-being-power", COUNCIL, Y2008, True, "a principal council, which Local Government Act 2000, section 2"),
        ("well-being-power", COUNCIL, Y2020, False, "ended on 17 February 2012. The register names what followed it."),
        ("well-being-power", POLICE, Y2008, False, "The Police is none of these (Police force)"),
        ("general-power-of-competence", COUNCIL, Y2010, False, "in force from 18 February 2012"),
        ("general-power-of-competence", COUNCIL, Y2020, True, "section 1 names"),
        ("general-power-of-competence", COUNCIL, dt.date(2012, 2, 18), True, "section 1 names"),
        ("well-being-power", COUNCIL, dt.date(2012, 2, 17), True, "section 2 names"),
        ("health-act-flexibilities", TRUST, Y2004, True, "a commissioner of the NHS"),
        ("health-act-flexibilities", TRUST, Y2008, False, "ended on 28 February 2007"),
        ("nhs-partnership-arrangements", TRUST, Y2008, True, "section 75 names"),
        ("nhs-partnership-arrangements", TRUST, Y2020, False, "acted until 31 March 2013"),
        ("nhs-partnership-arrangements", BOARD, Y2020, True, "section 75 names"),
        ("nhs-partnership-arrangements", POLICE, Y2020, False, "The Police is none of these"),
        ("nhs-partnership-arrangements", CHARITY, Y2020, False, "The Charity is none of these"),
        ("childrens-cooperation", DISTRICT, Y2010, False, "The District is none of these"),
        ("childrens-cooperation", COUNTY, Y2010, True, "section 10 names"),
        ("crime-and-disorder-strategies", DISTRICT, Y2010, True, "sections 5 and 6"),
        ("joint-needs-assessment", DISTRICT, Y2010, False, "is none of these"),
        ("joint-needs-assessment", COUNTY, Y2010, True, "section 116"),
        ("economic-assessment", COUNTY, Y2008, False, "in force from 1 April 2010"),
        ("economic-assessment", COMBINED, Y2020, True, "a combined authority"),
        ("ministers-grants", MINISTRY, Y2008, True, "section 31 names"),
        ("ministers-grants", STATISTICS, Y2008, False, "is none of these"),
        ("local-area-agreements", DISTRICT, Y2008, False, "is none of these"),
        ("local-area-agreements", COUNTY, Y2020, False, "Nothing followed it"),
    ],
)  # fmt: skip
def test_who_may_use_a_power_on_a_day(slug: str, body: Body, on: dt.date, may: bool, why: str) -> None:
    verdict = may_use(load_powers()[slug], body, on)
    assert verdict.may is may
    assert why in verdict.why


def test_the_sections_of_the_first_table_and_their_successors_are_there() -> None:
    cited = {each.cited for each in load_powers().values()}
    for section in (
        "Local Government Act 2000, section 2",
        "Local Government Act 2000, section 4",
        "Health Act 1999, section 31",
        "National Health Service Act 2006, section 75",
        "Children Act 2004, section 10",
        "Crime and Disorder Act 1998, sections 5 and 6",
        "Local Government and Public Involvement in Health Act 2007, section 116",
        "Local Democracy, Economic Development and Construction Act 2009, section 69",
        "Local Government Act 2003, section 31",
        "Localism Act 2011, section 1",
    ):
        assert section in cited


def test_a_successor_begins_on_the_day_after() -> None:
    register = load_powers()
    followed = [each for each in register.values() if each.successor]
    assert {each.slug for each in followed} == {"well-being-power", "health-act-flexibilities"}
    for each in followed:
        (heir,) = heirs(each, register)
        assert each.valid_to is not None
        assert heir.valid_from == each.valid_to + dt.timedelta(days=1)


def test_everything_that_a_power_can_enable_is_enabled_by_some() -> None:
    assert {what for each in load_powers().values() for what in each.enables} == set(Enables)


def test_what_is_from_memory_says_so_and_the_rest_says_where_it_was_read() -> None:
    for each in load_powers().values():
        assert (each.standing is Standing.MEMORY) or each.source_url.startswith("http"), each.slug
        assert each.review_date < dt.date(2028, 1, 1), each.slug


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in WHOLE
    path = folder / "health-act-flexibilities.toml"
    path.write_text(WHOLE.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "field",
    [
        "name", "act", "section", "valid_from", "enables", "who", "source", "licence", "author", "checker",
        "review_date", "standing", "standing_of_days",
    ],
)  # fmt: skip
def test_a_power_without_a_field_is_refused_by_its_name(tmp_path: Path, field: str) -> None:
    line = next(line + "\n" for line in WHOLE.splitlines() if line.startswith(f"{field} = "))
    with pytest.raises(BadPower, match=rf"health-act-flexibilities\.toml: {field} is missing\. Add it\."):
        read_power(changed(tmp_path, line, ""))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('licence = "Open Government Licence v3.0"', 'licence = ""', "licence is empty"),
        ('"pool", ', '"swim", ', r"enables is \['swim'.*Write some of act, agree_targets"),
        ('"council", ', '"king", ', r"who is \['king'"),
        ('standing = "statute"', 'standing = "hearsay"', "standing is 'hearsay'. Write one of statute"),
        ('standing = "statute"', 'standing = ["statute"]', "standing is"),
        ("is_duty = false", 'is_duty = "no"', "is_duty is 'no'. Write true or false"),
        ("valid_from = 2000-04-01", 'valid_from = "then"', "valid_from is 'then'. Write a day such as"),
        ("valid_to = 2007-02-28", "valid_to = 1999-02-28", "is before valid_from"),
        ('author = "', 'colour = "red"\nauthor = "', "colour is no field of a power"),
        ('slug = "health-act-flexibilities"', 'slug = "health"', "Name it as the file"),
        ('source_url = "https://www.legislation.gov.uk/uksi/2000/617/regulation/7/made"', 'source_url = ""', "source_url is empty"),
        ("review_date = 2027-06-30", "review_date = ", "cannot be read as TOML"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_what_to_do(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(BadPower, match=said):
        read_power(changed(tmp_path, old, new))


def test_a_successor_that_is_not_there_is_refused(tmp_path: Path) -> None:
    changed(tmp_path, 'name = "', 'name = "')
    with pytest.raises(
        BadPower, match="successor is 'nhs-partnership-arrangements', and no file is called so"
    ):
        load_powers(tmp_path)


def test_a_power_that_runs_on_has_no_successor(tmp_path: Path) -> None:
    changed(tmp_path, "valid_to = 2007-02-28\n", "")
    (tmp_path / "nhs-partnership-arrangements.toml").write_text(
        (FOLDER / "nhs-partnership-arrangements.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(BadPower, match="it has a successor and no valid_to"):
        load_powers(tmp_path)

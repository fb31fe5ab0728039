"""The reward of an agreement through its actions, its page and its command: claimed, verified, paid, ended."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from placepact.agreements.actions import Who
from placepact.agreements.models import Agreement, Version
from placepact.budgets import actions, downloads
from placepact.budgets.actions import NotInReward, SchemeTerms, StretchTerms
from placepact.budgets.models import RewardScheme
from placepact.budgets.queries.reward import Payment, Statement, statement
from placepact.cli import main
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from tests import makers
from tests.law.world import JUNE, World, given_world

pytestmark = pytest.mark.django_db
TERMS = SchemeTerms(13_299_300_000, "2002-03", "Schedule 4", rounded_to_pence=100_000)
STRETCHES = (
    StretchTerms("T1", Decimal(20), Decimal(15), Decimal(18)),
    StretchTerms("T2", Decimal(50), Decimal(60), part="Men", weight=3),
    StretchTerms("T2", Decimal(50), Decimal(60), part="Women"),
    StretchTerms("T3", Decimal(0), Decimal(10), Decimal(4)),
)


@pytest.fixture
def world() -> World:
    return given_world()


@pytest.fixture
def version(world: World) -> Version:
    return makers.make_signed(
        world.draft(), signed_on=dt.date(2008, 6, 30), in_force_from=dt.date(2008, 6, 30)
    )


def set_up(world: World, agreement: Agreement, **different: Any) -> RewardScheme:
    given = {
        "agreement": agreement,
        "terms": TERMS,
        "stretches": STRETCHES,
        "who": world.who("ann"),
        **different,
    }
    return actions.set_up_reward(**given)


def claim(world: World, scheme: RewardScheme, at: int, value: str, moment: str = "final") -> Any:
    stretch = scheme.stretches.get(order=at)
    return actions.record_result(
        stretch=stretch, moment=moment, value=Decimal(value), evidence="Survey", who=world.who("ann")
    )


def verify(world: World, result: Any) -> None:
    actions.verify_result(result=result, evidence="File 7", who=world.who("sam"))


def the_statement(agreement: Agreement) -> Statement:
    found = statement(agreement)
    assert found is not None
    return found


def test_what_can_be_earned_is_shared_by_targets_and_their_parts(world: World, version: Version) -> None:
    set_up(world, version.agreement)
    found = the_statement(version.agreement)
    assert found.potential_pence == 332_500_000
    assert [each.claimed.potential_pence for each in found.rows] == [
        110_833_334, 83_125_000, 27_708_333, 110_833_333,
    ]  # fmt: skip
    assert sum(each.claimed.potential_pence for each in found.rows) == found.potential_pence
    assert "£3,324,825.00; to the nearest £1,000.00 that is £3,325,000.00" in found.workings[0]


def test_only_what_is_verified_is_payable(world: World, version: Version) -> None:
    scheme = set_up(world, version.agreement)
    interim, final = claim(world, scheme, 1, "17.5", "interim"), claim(world, scheme, 1, "16")
    before = the_statement(version.agreement)
    assert (before.claimed_pence, before.verified_pence) == (88_666_667, 0)
    verify(world, interim)
    verify(world, final)
    after = the_statement(version.agreement)
    assert after.verified_pence == 88_666_667
    assert after.payments == (
        Payment("2010-11", "On account", 22_166_667),
        Payment("2011-12", "Instalment 1 of 2", 33_250_000),
        Payment("2012-13", "Instalment 2 of 2", 33_250_000),
    )
    assert "(16 − 20) ÷ (15 − 20) = 80%" in " ".join(after.rows[0].workings)


def test_an_interim_level_that_was_missed_pays_nothing_on_account(world: World, version: Version) -> None:
    scheme = set_up(world, version.agreement)
    verify(world, claim(world, scheme, 1, "18.1", "interim"))
    assert the_statement(version.agreement).payments[0].pence == 0


def test_too_much_on_account_is_recovered_in_the_first_year(world: World, version: Version) -> None:
    scheme = set_up(world, version.agreement)
    verify(world, claim(world, scheme, 4, "5", "interim"))
    verify(world, claim(world, scheme, 4, "5.9"))
    found = the_statement(version.agreement)
    assert found.payments[-1] == Payment("2011-12", "Recovered", -22_166_667)
    assert found.verified_pence == 0


def test_nothing_was_left_for_an_agreement_of_2008_to_2011(world: World, version: Version) -> None:
    scheme = set_up(world, version.agreement)
    verify(world, claim(world, scheme, 1, "15"))
    actions.end_reward(scheme=scheme, source="Statement of 10 June 2010", who=world.who("ann"))
    found = the_statement(version.agreement)
    assert found.verified_pence == 110_833_334
    assert found.left_pence == 0
    with pytest.raises(NotInReward, match="on record already"):
        actions.end_reward(scheme=scheme, source="Again", who=world.who("ann"))


def test_half_was_left_for_one_of_before_june_2008(world: World, version: Version) -> None:
    Agreement.objects.filter(pk=version.agreement_id).update(kind="lpsa")
    early = dt.date(2008, 5, 31)
    agreement = makers.make_agreement(
        slug="early", kind="lpsa", state="draft", council=world.bodies["council"]
    )
    drafted = agreement.versions.get()
    makers.make_target(drafted, line={"reference": "T1"})
    makers.make_signed(drafted, signed_on=early, in_force_from=early)
    scheme = set_up(world, agreement, stretches=STRETCHES[:1])
    verify(world, claim(world, scheme, 1, "15"))
    actions.end_reward(scheme=scheme, source="Statement", who=world.who("ann"))
    assert the_statement(agreement).left_pence == 166_250_000


@pytest.mark.parametrize(
    ("different", "told"),
    [
        ({"stretches": ()}, "at least one"),
        ({"stretches": (StretchTerms("T9", Decimal(1), Decimal(2)),)}, "T9: no target of"),
        ({"stretches": (StretchTerms("T1", Decimal(1), Decimal(1)),)}, "stretches nothing"),
        ({"stretches": STRETCHES[:1] * 2}, "given twice"),
        ({"stretches": (StretchTerms("T1", Decimal(1), Decimal(2), weight=0),)}, "weight 0"),
        ({"terms": SchemeTerms(0, "2002-03", "S")}, "above zero"),
        ({"terms": SchemeTerms(1, "", "S")}, "year and its source"),
        ({"terms": SchemeTerms(1, "2002-03", "S", percent=Decimal(0))}, "per cent"),
        ({"terms": SchemeTerms(1, "2002-03", "S", instalments=0)}, "1 to 10 instalments"),
    ],
)
def test_a_reward_that_cannot_be_worked_out_is_refused(
    world: World, version: Version, different: dict[str, Any], told: str
) -> None:
    with pytest.raises(NotInReward, match=told):
        set_up(world, version.agreement, **different)


def test_a_reward_is_set_up_by_whoever_drafts_for_the_council(world: World, version: Version) -> None:
    for name in ("sam", "cat", "dan"):
        with pytest.raises(NotAllowed):
            set_up(world, version.agreement, who=world.who(name))
    with pytest.raises(NotInReward, match="business of The Council"):
        set_up(world, version.agreement, who=world.who("bob"))


def test_a_reward_stands_once_a_result_is_claimed(world: World, version: Version) -> None:
    first = set_up(world, version.agreement)
    second = set_up(world, version.agreement)
    assert second.number == 2
    with pytest.raises(NotInReward, match="set up anew"):
        claim(world, first, 1, "16")
    claim(world, second, 1, "16")
    with pytest.raises(NotInReward, match="claimed already"):
        set_up(world, version.agreement)


def test_who_claims_does_not_verify(world: World, version: Version) -> None:
    scheme = set_up(world, version.agreement)
    both = makers.make_user(name="Both")
    makers.make_holding(both, world.bodies["council"], Role.CONTRIBUTOR)
    makers.make_holding(both, world.bodies["council"], Role.APPROVER)
    who = Who(both, world.bodies["council"], JUNE)
    stretch = scheme.stretches.get(order=1)
    made = actions.record_result(stretch=stretch, moment="final", value=Decimal(16), evidence="S", who=who)
    with pytest.raises(NotInReward, match="Nobody verifies"):
        actions.verify_result(result=made, evidence="F", who=who)
    with pytest.raises(NotAllowed):
        actions.verify_result(result=made, evidence="F", who=world.who("ann"))
    verify(world, made)
    with pytest.raises(NotInReward, match="verified already"):
        verify(world, made)


def test_a_result_is_claimed_by_the_lead_or_the_council(world: World, version: Version) -> None:
    scheme = set_up(world, version.agreement)
    stretch = scheme.stretches.get(order=1)
    given = {"stretch": stretch, "value": Decimal(16), "evidence": "Survey"}
    actions.record_result(moment="final", who=world.who("bob"), **given)
    with pytest.raises(NotInReward, match="not by The Health Trust"):
        actions.record_result(moment="final", who=world.who("hal"), **given)
    with pytest.raises(NotInReward, match="no moment"):
        actions.record_result(moment="soon", who=world.who("bob"), **given)
    with pytest.raises(NotInReward, match="no interim level"):
        claim(world, scheme, 2, "55", "interim")


def test_the_page_sets_a_reward_up_claims_verifies_and_shows_it(world: World, version: Version) -> None:
    client, address = Client(), f"{version.agreement.get_absolute_url()}/reward"
    assert "No reward is set up" in client.get(address).content.decode()
    assert client.get(f"{address}.csv").status_code == 404
    client.force_login(world.people["ann"])
    form = {
        "step": "set_up", "requirement": "132993000", "year": "2002-03", "percent": "2.5", "threshold": "60",
        "interim": "20", "instalments": "2", "rounded": "1000", "source": "Schedule 4",
    }  # fmt: skip
    wrong = client.post(address, {**form, "targets": "T1; ; 1; many; 15\nT2; 1"}).content.decode()
    assert "Line 1, without: “many” is not a number" in wrong
    assert "Line 2 has 2 cells" in wrong
    made = client.post(address, {**form, "targets": "T1; ; 1; 20; 15; 18\nT2; Men; ; 50; 60"})
    assert made.status_code == 302
    stretch = RewardScheme.objects.get().stretches.get(order=1)
    given = {"step": "claim", "stretch": stretch.pk, "moment": "final", "value": "16", "evidence": "Survey"}
    assert client.post(address, given).status_code == 302
    client.force_login(world.people["sam"])
    verified = {"step": "verify", "result": stretch.results.get().pk, "evidence": "File"}
    assert client.post(address, verified).status_code == 302
    shown = Client().get(address).content.decode()
    assert "£1,330,000.00" in shown
    assert "80%" in shown
    assert "Claim a result" not in shown
    rows = list(csv.DictReader(io.StringIO(Client().get(f"{address}.csv").content.decode())))
    assert [each["verified_pounds"] for each in rows] == ["1330000.00", "0.00"]


def test_whoever_is_not_allowed_writes_nothing_by_the_page(world: World, version: Version) -> None:
    address = f"{version.agreement.get_absolute_url()}/reward"
    assert Client().post(address, {"step": "set_up"})["Location"].startswith("/sign-in")
    client = Client()
    client.force_login(world.people["cat"])
    form = {
        "step": "set_up", "requirement": "1", "year": "2002-03", "percent": "2.5", "threshold": "60", "interim": "20",
        "instalments": "2", "rounded": "1", "source": "S", "targets": "T1; ; 1; 20; 15",
    }  # fmt: skip
    assert "takes the role coordinator" in client.post(address, form).content.decode()
    assert not RewardScheme.objects.exists()


def test_the_command_prints_what_the_page_shows(
    world: World, version: Version, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reward", "the-laa"]) == 1
    assert "No reward is set up" in capsys.readouterr().err
    scheme = set_up(world, version.agreement)
    verify(world, claim(world, scheme, 1, "16"))
    assert main(["reward", "the-laa"]) == 0
    assert "£886,666.67" in capsys.readouterr().out
    assert main(["reward", "the-laa", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verified_pounds"] == "886666.67"
    assert told["targets"][0]["share_percent"] == "80"
    assert main(["reward", "the-laa", "--format", "csv"]) == 0
    assert capsys.readouterr().out == downloads.as_csv(the_statement(version.agreement))

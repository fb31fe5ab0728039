"""The Secretary of State directs a revision, and sends a proposal back to be modified."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from placepact.agreements import actions, queries
from placepact.agreements.rulebooks.engine import Refused
from tests.law.world import AUGUST, T3, given_world

pytestmark = pytest.mark.django_db


def test_a_revision_is_directed_sent_back_to_be_modified_and_proposed_again() -> None:
    world = given_world()
    version = world.in_force()
    ann, gus, until = world.who("ann", AUGUST), world.who("gus", AUGUST), dt.date(2008, 10, 1)
    with pytest.raises(Refused, match="takes the government") as refused:
        actions.direct_revision(version=version, reference="L", submit_by=until, who=world.who("sam", AUGUST))
    assert refused.value.source.section.endswith("section 111")
    actions.designate(
        version=version, reference="T3", notice="Notice", who=world.who("gus", dt.date(2008, 7, 1))
    )
    actions.direct_revision(version=version, reference="Letter 10", submit_by=until, who=gus)
    assert queries.board(version, world.bodies["council"], AUGUST).deadline == until
    move = world.offered(version, replace(T3, title="Far fewer early deaths"))
    proposal = actions.propose_revision(moves=[move], reason="Late data.", who=ann)
    actions.require_modification(proposal=proposal, reason="Say by how many.", who=gus)
    with pytest.raises(actions.IncompleteAgreement, match="was sent back to be modified on 2008-08-30"):
        actions.approve_revision(proposal=proposal, reference="Letter 11", who=gus)
    again = actions.propose_revision(moves=[move], reason="Late data, by 40.", who=ann)
    made = actions.approve_revision(proposal=again, reference="Letter 12", who=gus)
    assert made.lines.get(line__reference="T3").title == "Far fewer early deaths"

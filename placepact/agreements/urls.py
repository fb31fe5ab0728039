"""Addresses of the pages on which agreements are made."""

from __future__ import annotations

from django.urls import path

from placepact.agreements.views import (
    board,
    draft,
    duties,
    freedoms,
    line,
    new,
    place_offer,
    reading,
    receive,
    scrutiny,
    serves,
    sitting,
    steps,
    strategies,
)

ONE = "agreements/<slug:slug>"

urlpatterns = [
    path("agreements/new", new.new, name="agreement_new"),
    path("agreements/receive", receive.receive, name="agreement_receive"),
    path(f"{ONE}/sitting", sitting.sitting, name="agreement_sitting"),
    path(f"{ONE}/draft", draft.draft, name="agreement_draft"),
    path(f"{ONE}/draft/line", draft.line, name="agreement_new_line"),
    path(f"{ONE}/draft/lines/<str:reference>", draft.line, name="agreement_draft_line"),
    path(f"{ONE}/board", board.negotiation, name="agreement_board"),
    path(f"{ONE}/propose", line.propose, name="agreement_propose"),
    path(f"{ONE}/lines/<str:reference>", line.line, name="agreement_line"),
    path(f"{ONE}/offer", place_offer.offer, name="agreement_offer"),
    path(f"{ONE}/steps", steps.steps, name="agreement_steps"),
    path(f"{ONE}/compare", reading.comparison, name="agreement_compare"),
    path(f"{ONE}/timeline", reading.history, name="agreement_timeline"),
    path(f"{ONE}/memoranda", reading.memoranda, name="agreement_memoranda"),
    path(f"{ONE}/memoranda/<int:number>", reading.memorandum, name="agreement_memorandum"),
    path(f"{ONE}/duties", duties.of_agreement, name="agreement_duties"),
    path(f"{ONE}/serves", serves.serves, name="agreement_serves"),
    path(f"{ONE}/scrutiny", scrutiny.scrutiny, name="agreement_scrutiny"),
    path(f"{ONE}/scrutiny/<int:number>", scrutiny.one, name="agreement_scrutiny_request"),
    path(f"{ONE}/freedoms", freedoms.freedoms, name="agreement_freedoms"),
    path("organisations/<slug:slug>/duties", duties.of_organisation, name="organisation_duties"),
    path(f"{ONE}/rules", reading.rules, name="agreement_rules"),
    path("strategies/<slug:slug>", strategies.strategy, name="strategy"),
]

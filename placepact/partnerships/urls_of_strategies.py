"""Addresses of the pages of strategies, plans, decision rights, powers and areas, which `urls` takes in."""

from __future__ import annotations

from django.urls import URLPattern, path

from placepact.partnerships.views import footprint, plans, powers, rights, strategies

ONE = "partnerships/<slug:slug>"

urlpatterns: list[URLPattern] = [
    path(f"{ONE}/strategies", strategies.strategies, name="partnership_strategies"),
    path(f"{ONE}/plans", plans.plans, name="partnership_plans"),
    path(f"{ONE}/decision-rights", rights.decision_rights, name="decision_rights"),
    path(f"{ONE}/powers", powers.partnership_powers, name="partnership_powers"),
    path(f"{ONE}/footprint", footprint.footprint, name="partnership_footprint"),
    path("strategies/to-take-account-of", strategies.wider, name="wider_strategies"),
    path("strategies/<slug:slug>/write", strategies.write, name="strategy_write"),
    path("powers", powers.powers, name="powers"),
]

"""Addresses of the pages of budgets."""

from __future__ import annotations

from django.urls import path

from placepact.budgets.views import reward

urlpatterns = [
    path("agreements/<slug:slug>/reward", reward.reward, name="agreement_reward"),
    path("agreements/<slug:slug>/reward.csv", reward.as_csv, name="agreement_reward_csv"),
]

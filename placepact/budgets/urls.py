"""Addresses of the pages of budgets."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses of the pages of partnerships."""

from __future__ import annotations

from django.urls import URLPattern

from placepact.partnerships.urls_of_strategies import urlpatterns as strategies

urlpatterns: list[URLPattern] = [*strategies]

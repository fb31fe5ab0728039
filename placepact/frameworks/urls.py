"""Addresses of the pages of frameworks."""

from __future__ import annotations

from django.urls import path

from placepact.frameworks.views import lists, reporting

urlpatterns = [
    path("frameworks", lists.frameworks, name="frameworks"),
    path("frameworks/conflicts", reporting.conflicts, name="framework_conflicts"),
    path("frameworks/<slug:slug>", lists.framework, name="framework"),
    path("places/<str:code>/reporting", reporting.reporting, name="reporting"),
]

"""Addresses of scorecards and of indicators in areas."""

from __future__ import annotations

from django.urls import path, re_path

from placepact.scorecards import views

urlpatterns = [
    path("places/<str:code>/scorecard", views.scorecard, name="scorecard"),
    re_path(
        r"^places/(?P<code>\w+)/scorecard\.(?P<extension>csv|json|xlsx)$",
        views.scorecard_file,
        name="scorecard_file",
    ),
    path("places/<str:code>/indicators/<slug:slug>", views.indicator, name="indicator"),
    re_path(
        r"^places/(?P<code>\w+)/indicators/(?P<slug>[-\w]+)/(?P<name>[-\w]+)\.(?P<extension>csv|svg)$",
        views.figure_file,
        name="figure_file",
    ),
]

"""Every address of the site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from placepact.site import (
    agreement_pages,
    audit_pages,
    home,
    organisation_pages,
    partnership_pages,
    reference,
    return_pages,
    search,
    views,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("places", views.all_places, name="places"),
    path("places/<str:code>", views.place, name="place"),
    path("places/<str:code>/indicators", views.area_indicators, name="area_indicators"),
    path("places/<str:code>/agreement", views.area_agreement, name="area_agreement"),
    path("places/<str:code>/organisations", views.area_organisations, name="area_organisations"),
    path("places/<str:code>/partnerships", partnership_pages.area_partnerships, name="area_partnerships"),
    path("", include("placepact.scorecards.urls")),
    path("", include("placepact.spending.urls")),
    path("", include("placepact.partnerships.urls")),
    path("", include("placepact.frameworks.urls")),
    path("", include("placepact.delivery.urls")),
    path("", include("placepact.budgets.urls")),
    path("", include("placepact.agreements.urls")),
    path("", include("placepact.agreements.documents.urls")),
    path("agreements/<slug:slug>", agreement_pages.agreement, name="agreement"),
    path("partnerships/<slug:slug>", partnership_pages.partnership, name="partnership"),
    path("organisations", organisation_pages.organisations, name="organisations"),
    path("organisations/<slug:slug>", organisation_pages.organisation, name="organisation"),
    path("returns", return_pages.returns, name="returns"),
    path("returns/<str:reference>", return_pages.one_return, name="return"),
    path("returns/<str:reference>/refused.xlsx", return_pages.refused_rows, name="refused_rows"),
    path("search", search.search, name="search"),
    path("glossary", reference.glossary, name="glossary"),
    path("sources", reference.sources, name="sources"),
    path("how-we-judge", reference.how_we_judge, name="how_we_judge"),
    path("accessibility", reference.accessibility, name="accessibility"),
    path("privacy", reference.privacy, name="privacy"),
    path("audit", audit_pages.audit, name="audit"),
    path("audit.jsonl", audit_pages.export, name="audit_export"),
    path("", include("placepact.site.account_urls")),
]

handler403 = "placepact.site.errors.not_allowed"
handler404 = "placepact.site.errors.not_found"
handler500 = "placepact.site.errors.broken"

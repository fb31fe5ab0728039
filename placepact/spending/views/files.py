"""Files of a count: its figures, and its pictures with their tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from placepact.scorecards.charts import alone
from placepact.scorecards.downloads import harmless
from placepact.spending import money_files as files
from placepact.spending import pictures
from placepact.spending.views.asked import money_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
SAID = "Amounts are whole pence. as_reported = counted_twice + counted_once. Open Government Licence v3.0."


def given(rows: Sequence[files.Row], extension: str, name: str, whole: dict[str, Any]) -> HttpResponse:
    """Rows in the form asked for; JSON also holds the sums."""
    if extension == "csv":
        answer = HttpResponse(files.as_csv(rows), content_type=CSV)
    elif extension == "xlsx":
        answer = HttpResponse(files.as_xlsx(rows, "Money", SAID), content_type=XLSX)
    else:
        answer = HttpResponse(files.as_json(whole), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return answer


def money_file(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The same figures as the page with the same address."""
    money = money_or_404(request, code)
    rows = files.records(money)
    return given(rows, extension, f"money-{money.place.code}-{money.year}", files.whole(money, rows))


def picture_file(request: HttpRequest, code: str, name: str, extension: str) -> HttpResponse:
    """One picture as SVG, or its table as CSV."""
    money = money_or_404(request, code)
    found = pictures.figures(money).get(name)
    if found is None:
        raise Http404("This count has no such picture.")
    if extension == "svg":
        return HttpResponse(alone(found), content_type="image/svg+xml")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column["text"] for column in found.table.columns])
    writer.writerows([harmless(each) for each in row] for row in found.table.rows)
    answer = HttpResponse(text.getvalue(), content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="money-{money.place.code}-{money.year}-{name}.csv"'
    return answer

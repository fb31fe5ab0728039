"""Files of a count: its figures, and its pictures with their tables."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse

from placepact.returns.cells import harmless
from placepact.scorecards.charts import alone
from placepact.spending.money import downloads, pictures
from placepact.spending.views.asked import count_or_404, money_or_404

CSV = "text/csv; charset=utf-8"
TYPES = {
    "csv": CSV,
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def given(content: str | bytes, extension: str, name: str) -> HttpResponse:
    """A file to keep."""
    answer = HttpResponse(content, content_type=TYPES[extension])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return answer


def money_file(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The figures of the page with the same address, by body and theme, to the penny."""
    found = count_or_404(request, code)
    return given(downloads.FIGURES[extension](found), extension, f"money-{found.place.code}-{found.year}")


def lines_file(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The lines under a figure, all of them."""
    found = count_or_404(request, code)
    kept = downloads.under(found, request.GET.get("body", ""), request.GET.get("theme", ""))
    return given(downloads.LINES[extension](kept), extension, f"lines-{found.place.code}-{found.year}")


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

"""Published accounts of the thirteen bodies of Greater Manchester, and the national figure that frames them."""

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from python_calamine import CalamineWorkbook

from tools.tables.areas import areas
from tools.tables.files import DATA, Row

FOLDER = "02_spend/national_finance"
WORKBOOK = f"{FOLDER}/bbc_RS_2017-18_data_by_LA.xlsx"
NATIONAL = f"{FOLDER}/pesa_ParsedCombinedPESA.zip"
SHEET = "RS LA Data 2017-18"
CODES, LABELS, FIRST = 5, 6, 5
LAST_CODE = 890
LAST_SERVICE = 698
# Unitary authorities, districts, London boroughs, counties, combined authorities; no body that serves other areas.
COMPARED = {"E06", "E07", "E08", "E09", "E10", "E47"}
COMPARED_COLUMNS = ("area", "body", "form", "code", "amount", "sheet", "row", "column")
COLUMNS = ("body", "form", "code", "label", "amount", "unit", "sheet", "row", "column")
FRAME_COLUMNS = ("body", "form", "code", "label", "role", "nature", "area", "amount", "unit")
# The bodies by the number that the ministry gives them.
BODIES = {
    "E4201": "bolton-council", "E4202": "bury-council", "E4203": "manchester-city-council", "E4204": "oldham-council",
    "E4205": "rochdale-borough-council", "E4206": "salford-city-council", "E4207": "stockport-council",
    "E4208": "tameside-council", "E4209": "trafford-council", "E4210": "wigan-council", "E6348": "gmca",
    "E6202": "greater-manchester-waste-disposal-authority", "E7042": "greater-manchester-police",
}  # fmt: skip
YEAR, REGION, REGION_CODE = "2017-18", "North West", "E12000002"
NATURES = {"CUR": "revenue", "CAP": "capital"}


def cells() -> Sequence[Sequence[object]]:
    workbook = CalamineWorkbook.from_path(str(DATA / WORKBOOK))
    return workbook.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)


def accounts() -> list[Row]:
    """One row a body and line, in the order of the codes, from services to the financing of the whole (line 890)."""
    sheet = cells()
    codes = [text_of(cell) for cell in sheet[CODES]]
    rows = []
    for number, row in sorted(enumerate(sheet, start=1), key=lambda item: str(item[1][0])):
        for at in range(FIRST, len(codes)):
            if str(row[0]) in BODIES and int(codes[at]) <= LAST_CODE:
                rows.append(
                    {
                        "body": BODIES[str(row[0])],
                        "form": "RS",
                        "code": codes[at],
                        "label": " ".join(str(sheet[LABELS][at]).split()),
                        "amount": text_of(row[at]),
                        "unit": "£ thousand",
                        "sheet": SHEET,
                        "row": str(number),
                        "column": letters(at),
                    }
                )
    return rows


def compared() -> list[Row]:
    """What every council and combined authority elsewhere in England spends on services, by area."""
    sheet = cells()
    codes = [text_of(cell) for cell in sheet[CODES]]
    known = {row["code"] for row in areas()}
    rows = []
    for number, row in sorted(enumerate(sheet, start=1), key=lambda item: str(item[1][1])):
        gss = str(row[1])
        if str(row[0]) in BODIES or gss[:3] not in COMPARED or gss not in known:
            continue
        for at in range(FIRST, len(codes)):
            if int(codes[at]) <= LAST_SERVICE:
                where = {"sheet": SHEET, "row": str(number), "column": letters(at)}
                what = {"area": gss, "body": "", "form": "RS", "code": codes[at], "amount": text_of(row[at])}
                rows.append(what | where)
    return rows


def text_of(cell: object) -> str:
    """A cell as text: whole numbers without a point, others as short as reads back the same."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def letters(column: int) -> str:
    """The name of a column, counted from 0: A, Z, AA."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def national() -> list[dict[str, str]]:
    """The rows of the region and year in the national accounts."""
    with zipfile.ZipFile(DATA / NATIONAL) as held, held.open("ParsedCombinedPESA.csv") as raw:
        rows = csv.DictReader(io.TextIOWrapper(raw, "utf-8-sig", newline=""))
        return [row for row in rows if (row["FinancialYear"], row["Geography"]) == (YEAR, REGION)]


def frame() -> list[Row]:
    """All identified public spending of the region by function and nature, in pounds."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in national():
        sums[row["HMTFunction"], row["CAPorCUR"]] += Decimal(row["Value"] or "0")
    numbers = numbered({function for function, _ in sums})
    return [
        {
            "body": "hm-treasury",
            "form": "PESA",
            "code": numbers[function],
            "label": function,
            "role": "frame",
            "nature": NATURES[kind],
            "area": REGION_CODE,
            "amount": format(pounds, "f"),
            "unit": "£",
        }
        for (function, kind), pounds in sorted(sums.items(), key=lambda item: (number(item[0][0]), item[0]))
    ]


def number(function: str) -> int:
    """The number of a function of government: 10 of "10. Social protection"."""
    found = re.match(r"(\d+)\.", function)
    if found is None:
        raise ValueError(f"{function!r} has no number.")
    return int(found[1])


def numbered(functions: set[str]) -> dict[str, str]:
    """A short code for each function: its number, with a letter where several share it."""
    shared: dict[int, list[str]] = defaultdict(list)
    for function in sorted(functions):
        shared[number(function)].append(function)
    return {
        function: f"{at}{chr(ord('a') + place) if len(held) > 1 else ''}"
        for at, held in shared.items()
        for place, function in enumerate(held)
    }


def region_people() -> int:
    """How many people the national accounts count in the region."""
    counted = {row["Population"] for row in national()}
    if len(counted) != 1:
        raise ValueError(f"The region has several populations: {sorted(counted)}.")
    return int(counted.pop())

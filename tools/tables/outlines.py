"""Generalised outlines on the plane of the British national grid, whole metres, y upwards.

Needs shapely and pyproj, which the product does not; install them for the making
of tables alone. Shared borders stay shared: the ten districts are simplified
together as one coverage, and England's are put together from shared arcs.
"""

import importlib
import json
from functools import lru_cache
from typing import Any

from tools.tables.files import DATA, pack

# Metres: the root of the area of the smallest bend that is kept, and the grid that places are put on.
GREATER_MANCHESTER_BEND, GREATER_MANCHESTER_GRID = 420, 10
ENGLAND_GRID = 50
OS = "Contains OS data © Crown copyright and database right"
ONS = "Source: Office for National Statistics licensed under the Open Government Licence v3.0"


def outlines() -> dict[str, int]:
    """Write the outlines of Greater Manchester and of England's districts; says how many points each has."""
    shapely = importlib.import_module("shapely")
    ten = read_geojson("local_authority_2023_gm_local_authority_generalised.geojson")
    labels = {
        each["properties"]["area_code"]: to_grid([each["properties"]["lon"], each["properties"]["lat"]])
        for each in ten
    }
    shapes = {each["properties"]["area_code"]: shape(shapely, each["geometry"]) for each in ten}
    simple = simplify(shapely, shapes, GREATER_MANCHESTER_BEND)
    simple["E47000001"] = shapely.union_all(list(simple.values()))
    counts = {
        "greater-manchester.json": save(
            "boundaries/greater-manchester.json",
            "2023, Greater Manchester, generalised",
            f"{ONS}. {OS} 2023. Via Trafford Data Lab.",
            [
                entry(code, around(each), GREATER_MANCHESTER_GRID, labels.get(code))
                for code, each in simple.items()
            ],
        )
    }
    counts["england.json.gz"] = save(
        "boundaries/england.json.gz",
        "2022, England, coarse",
        f"{ONS}. {OS} 2022. Via ONS visual.",
        [entry(code, rings, ENGLAND_GRID, None) for code, rings in districts().items()],
    )
    return counts


def read_geojson(name: str) -> list[dict[str, Any]]:
    held = json.loads((DATA / "04_geography" / name).read_text(encoding="utf-8"))
    return sorted(held["features"], key=lambda each: str(each["properties"]["area_code"]))


def to_grid(place: list[float]) -> list[float]:
    """Longitude and latitude (WGS 84) to eastings and northings, in metres."""
    return list(transformer().transform(place[0], place[1]))


@lru_cache
def transformer() -> Any:
    pyproj = importlib.import_module("pyproj")
    return pyproj.Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def shape(shapely: Any, geometry: dict[str, Any]) -> Any:
    """A polygon or several on the grid."""
    many = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return shapely.MultiPolygon(
        [
            shapely.Polygon(
                [to_grid(place) for place in rings[0]],
                [[to_grid(place) for place in ring] for ring in rings[1:]],
            )
            for rings in many
        ]
    )


def districts() -> dict[str, list[list[Any]]]:
    """England's districts as rings, from a topology whose arcs are shared by the areas on both sides."""
    held = json.loads((DATA / "04_geography" / "geogLA2022EW.json").read_text(encoding="utf-8"))
    arcs = [unfold(arc, held["transform"]) for arc in held["arcs"]]
    found = {}
    for each in held["objects"]["lad"]["geometries"]:
        many = [each["arcs"]] if each["type"] == "Polygon" else each["arcs"]
        if each["properties"]["areacd"].startswith("E"):
            found[each["properties"]["areacd"]] = [ring(numbers, arcs) for rings in many for numbers in rings]
    return dict(sorted(found.items()))


def unfold(arc: list[list[int]], transform: dict[str, list[float]]) -> list[list[float]]:
    """The places of an arc, which holds steps from one place to the next."""
    x = y = 0
    places = []
    for across, up in arc:
        x, y = x + across, y + up
        places.append(
            to_grid(
                [
                    x * transform["scale"][0] + transform["translate"][0],
                    y * transform["scale"][1] + transform["translate"][1],
                ]
            )
        )
    return places


def ring(numbers: list[int], arcs: list[list[list[float]]]) -> list[list[float]]:
    """Arcs joined end to end; a negative number means the arc backwards."""
    places: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        places += arc[1:] if places else arc
    return places


def simplify(shapely: Any, shapes: dict[str, Any], bend: float) -> dict[str, Any]:
    """All outlines of a map made plainer together, so that neighbours keep one border."""
    made = shapely.coverage_simplify(list(shapes.values()), bend)
    return dict(zip(shapes, made, strict=True))


def around(outline: Any) -> list[list[Any]]:
    """The rings of one polygon or several: outer edges and holes."""
    return [
        list(ring.coords)
        for each in getattr(outline, "geoms", [outline])
        for ring in (each.exterior, *each.interiors)
    ]


def entry(code: str, rings: list[list[Any]], grid: int, label: list[float] | None) -> dict[str, Any]:
    """An area's rings on the grid of whole metres; those that shrink to a point or a line fall away."""
    drawn = [snapped(each, grid) for each in rings]
    held: dict[str, Any] = {"code": code, "rings": [each for each in drawn if len(each) > 3]}
    if label:
        held["label"] = snapped([label], grid)[0]
    return held


def snapped(places: list[Any], grid: int) -> list[list[int]]:
    """Places on a grid, without repeats."""
    rounded = [[round(x / grid) * grid, round(y / grid) * grid] for x, y in places]
    return [place for at, place in enumerate(rounded) if at == 0 or place != rounded[at - 1]]


def save(name: str, edition: str, source: str, areas: list[dict[str, Any]]) -> int:
    """Write one file of outlines; returns how many points it has."""
    held = {"edition": edition, "source": source, "areas": areas}
    pack(name, json.dumps(held, separators=(",", ":"), ensure_ascii=False) + "\n")
    return sum(len(ring) for area in areas for ring in area["rings"])

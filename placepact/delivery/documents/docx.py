"""The board pack as DOCX: real headings, tables with head rows that repeat, and the language of the text.

No kept library for DOCX is among the locked packages, and the part of the format that a paper needs is small:
ECMA-376, part 1, WordprocessingML.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{KIND}.settings+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
TOP_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{RELATIONS}/settings" Target="settings.xml"/></Relationships>'
)
SETTINGS = f'{HEAD}<w:settings xmlns:w="{MAIN}"><w:themeFontLang w:val="en-GB"/></w:settings>'
SIZES = {"Title": 36, "Heading1": 28, "Heading2": 22}
"""Half points; a title is a heading of the first level, so that the outline begins with it."""


def style(name: str, size: int, level: int) -> str:
    words = {"Heading1": "heading 1", "Heading2": "heading 2"}.get(name, name)
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{words}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="60"/>'
        f'<w:outlineLvl w:val="{level}"/></w:pPr><w:rPr><w:b/><w:color w:val="5B1F5B"/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


STYLES = (
    f'{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="19"/><w:lang w:val="en-GB"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(style(name, size, level) for level, (name, size) in enumerate(SIZES.items()))
    + '<w:style w:type="table" w:styleId="Ruled"><w:name w:val="Ruled"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:color="5B1F5B"/><w:bottom w:val="single" w:sz="4" w:color="D8D3DC"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="D8D3DC"/></w:tblBorders></w:tblPr></w:style></w:styles>'
)


def paragraph(text: str, name: str = "", label: str = "") -> str:
    """A paragraph, in a style where one is named, with a bold label before it where there is one."""
    look = f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>' if name else ""
    bold = f"<w:r><w:rPr><w:b/></w:rPr>{run(label + ': ')}</w:r>" if label else ""
    return f"<w:p>{look}{bold}<w:r>{run(text)}</w:r></w:p>"


def run(text: str) -> str:
    """Text of a run, without the control characters that XML does not hold."""
    clean = "".join(each for each in text if each.isprintable() or each == " ")
    return f'<w:t xml:space="preserve">{escape(clean)}</w:t>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], none: str) -> str:
    """A table whose first row is a head row; a sentence where there is no row."""
    body = list(rows)
    if not body:
        return paragraph(none)
    cells = ["".join(f"<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr>{run(text)}</w:r></w:p></w:tc>" for text in head)]
    cells += ["".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in body]
    lines = [
        f"<w:tr><w:trPr><w:cantSplit/>{'' if at else '<w:tblHeader/>'}</w:trPr>{row}</w:tr>"
        for at, row in enumerate(cells)
    ]
    grid = "<w:gridCol/>" * len(head)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>{paragraph('')}"
    )


def body(data: Mapping[str, Any]) -> str:
    """The paper in its order."""
    parts = [
        paragraph(data["title"], "Title"),
        paragraph(data["lead"]),
        paragraph(f"As at {data['day']}. Last time: {data['since']}. Version {data['version']}."),
    ]
    if data["is_illustrative"]:
        parts.append(paragraph("Targets, plans, risks and decisions are made up.", label="Illustrative"))
    parts += [
        paragraph("How it stands", "Heading1"),
        table(("Status", "Targets"), data["counts"], "No target is in force."),
        paragraph("Decisions asked", "Heading1"),
        table(("Target", "Decision", "Asked by", "Needed by"), data["decisions"], "None is asked."),
    ]
    if data["decided"]:
        parts.append(paragraph("Decided since last time", "Heading2"))
        parts.append(table(("Target", "Asked", "Decided", "On"), data["decided"], ""))
    parts.append(paragraph("Exceptions", "Heading1"))
    parts += [exception(each) for each in data["exceptions"]] or [paragraph("No target is endangered.")]
    if data["left_out"]:
        parts.append(paragraph(f"Endangered too, and not told here: {'; '.join(data['left_out'])}."))
    heads = ("Target", "What may happen", "Score", "What is done", "Owner", "Next review")
    parts += [
        paragraph("Top risks", "Heading1"),
        table(heads, data["risks"], "No risk is open."),
        paragraph("What falls due in 90 days", "Heading1"),
        table(("Day", "Target", "What", "Whose"), data["due"], "Nothing."),
    ]
    return "".join(parts)


def exception(each: Mapping[str, Any]) -> str:
    """One target that needs the board."""
    said = " ".join(each["promised"]) or "Nothing for these days."
    rows = (
        ("Figure", f"{each['figure']}. {each['target']}."),
        ("What endangers it", each["signs"]),
        ("Cause", f"{each['cause']} ({each['cause_from']})"),
        ("Owner", each["owner"]),
        ("Promised last time", said),
    )
    title = paragraph(f"{each['reference']} {each['title']}: {each['word']}", "Heading2")
    return title + "".join(paragraph(text, label=label) for label, text in rows)


def docx(data: Mapping[str, Any], *, of: dt.date) -> bytes:
    """The pack as DOCX. The same data give the same bytes."""
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="907" w:right="964" w:bottom="1020" w:left="964" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )
    document = f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{body(data)}{page}</w:body></w:document>'
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(data['title'])}</dc:title><dc:creator>placepact</dc:creator>"
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": TOP_RELATIONS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "docProps/core.xml": core,
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name, (max(of.year, 1980), of.month, of.day, 12, 0, 0)), text)
    return held.getvalue()

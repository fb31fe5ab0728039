"""Both readers give the same rows; the bulk reader is taken for clean files and for no others."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placepact.returns.reading import HeaderWords, Reading, look, open_engine, read
from placepact.returns.reading.read import read_carefully, settle_delimiter

WORDS = HeaderWords(frozenset({"area", "figure", "period"}))
HEADER = b"area,figure,period\n"

Rows = list[tuple[object, ...]]


def rows_of(path: Path, *, carefully: bool = False) -> tuple[Reading, Rows]:
    with open_engine() as engine:
        reader = read_carefully if carefully else read
        reading = reader(settle_delimiter(look(path), WORDS), WORDS, engine)
        return reading, engine.connection.execute("from raw").fetchall()


def written(folder: Path, content: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


cell = st.text(st.sampled_from("ab é£\t,;\"\n'#\\=1."), max_size=6)
clean_cell = st.text(st.sampled_from("abc é£1.-"), min_size=1, max_size=6).map(str.strip).filter(bool)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(cell, max_size=5), max_size=8),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_both_readers_agree_on_any_table_that_csv_can_write(
    tmp_path: Path, rows: list[list[str]], newline: str, encoding: str, quoting: int
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["area", "figure", "period"], *rows])
    path = written(tmp_path, text.getvalue().encode(encoding))
    chosen, found = rows_of(path)
    careful, expected = rows_of(path, carefully=True)
    assert found == expected
    assert chosen.header == careful.header
    assert chosen.records == careful.records == len(rows)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.text(st.sampled_from('ab,"\n\r \t'), max_size=60))
def test_both_readers_agree_on_text_that_is_hardly_a_table(tmp_path: Path, content: str) -> None:
    path = written(tmp_path, HEADER + content.encode())
    assert rows_of(path)[1] == rows_of(path, carefully=True)[1]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(clean_cell, clean_cell, clean_cell), max_size=8),
    newline=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
)
def test_a_clean_file_is_read_in_bulk(
    tmp_path: Path, rows: list[tuple[str, str, str]], newline: str, mark: bytes
) -> None:
    lines = ["area,figure,period", *(",".join(row) for row in rows)]
    path = written(tmp_path, mark + "".join(line + newline for line in lines).encode())
    reading, found = rows_of(path)
    assert reading.reader == "bulk"
    assert [row[5:] for row in found] == rows
    assert [row[0] for row in found] == list(range(2, len(rows) + 2))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HEADER + b"a,1,x\n\nb,2,y\n", "a blank line"),
        (HEADER + b'a,"1\n2",x\n', "a newline in a cell"),
        (HEADER + b"a,1\n", "a short row"),
        (HEADER + b"a,1,x,extra\n", "a long row"),
        (HEADER + b'a,"1,x\nb,2,y\n', "a lost quotation mark"),
        (HEADER + b'a, "1",x\n', "a space before a quotation mark"),
        (HEADER + b"caf\xe9,1,x\n", "Windows-1252"),
        (HEADER + b"a,1,x\r\nb,2,y\n", "two kinds of line break"),
        (b"A title\n" + HEADER + b"a,1,x\n", "text above the header"),
    ],
)
def test_an_odd_file_is_read_with_care(tmp_path: Path, content: bytes, why: str) -> None:
    assert rows_of(written(tmp_path, content))[0].reader == "careful", why


def test_line_numbers_count_blank_lines_and_lines_inside_cells(tmp_path: Path) -> None:
    content = b'Title\n\narea,figure,period\na,"1\n2",x\n\nb,2,y\n'
    reading, found = rows_of(written(tmp_path, content))
    assert reading.header.line == 3
    assert [row[:3] for row in found] == [(4, 2, 3), (6, 1, 0), (7, 1, 3)]


def test_a_lost_quotation_mark_costs_one_row_and_not_the_rest(tmp_path: Path) -> None:
    rows = [b"a,1,x\n"] * 50
    rows[9] = b'a,"1,x\n'
    rows[30] = b'a,"1, or so",x\n'
    _, found = rows_of(written(tmp_path, HEADER + b"".join(rows)))
    assert len(found) == 50
    assert [row[0] for row in found if row[3]] == [11]
    assert found[30][6] == "1, or so"


def test_lines_keep_their_numbers_over_many_blocks(tmp_path: Path) -> None:
    count = 300_000
    body = "".join(f"area {number},{number},2024\r\n" for number in range(count))
    path = written(tmp_path, HEADER.replace(b"\n", b"\r\n") + body.encode())
    with open_engine() as engine:
        assert read(look(path), WORDS, engine).reader == "bulk"
        wrong = engine.connection.execute("select count(*) from raw where c1::bigint <> line - 2").fetchone()
        assert wrong == (0,)


@pytest.mark.parametrize("name", ["a*b.csv", "[x]?.csv", "it's {a}.csv", "%20 $path.csv"])
def test_signs_in_a_file_name_mean_nothing(tmp_path: Path, name: str) -> None:
    written(tmp_path, HEADER + b"other,0,x\n", "axb.csv")
    reading, found = rows_of(written(tmp_path, HEADER + b"mine,1,x\n", name))
    assert reading.reader == "bulk"
    assert [row[5] for row in found] == ["mine"]


def test_a_packed_file_reads_as_its_text_does(tmp_path: Path) -> None:
    body = HEADER + b"a,1,x\nb,2,y\n"
    plain, packed = written(tmp_path, body), written(tmp_path, gzip.compress(body), "file.csv.gz")
    assert rows_of(packed)[1] == rows_of(plain)[1] == rows_of(packed, carefully=True)[1]
    assert rows_of(packed)[0].reader == "bulk"


def test_the_engine_opens_nothing_outside_its_folder(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER)
    with open_engine() as engine:
        with pytest.raises(Exception, match="disabled by configuration"):
            engine.connection.execute("from read_csv(?)", [str(path)])
        with pytest.raises(Exception, match="locked"):
            engine.connection.execute("set enable_external_access = true")

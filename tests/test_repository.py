"""The repository keeps its own promises: lengths, reasons, locked packages, pages that are up to date."""

import re
from pathlib import Path

import pytest

from tools import check_docs, check_lengths, check_words
from tools.reference import packages

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


def test_no_file_and_no_function_is_too_long() -> None:
    assert check_lengths.too_long() == []


def test_a_function_is_measured_from_def_to_its_last_line() -> None:
    sixty = "@decorated\ndef fits():\n" + "    pass\n" * 59
    sixty_one = "class Room:\n    async def is_long(self):\n" + "        pass\n" * 60
    assert list(check_lengths.long_functions(sixty)) == []
    assert list(check_lengths.long_functions(sixty_one)) == [(2, "is_long", 61)]


def test_a_long_file_is_found_and_a_long_migration_is_not(tmp_path: Path) -> None:
    for name in ("placepact/places/models.py", "placepact/places/migrations/0001_initial.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n" * 401)
    (sentence,) = check_lengths.too_long(tmp_path)
    assert sentence.startswith("placepact/places/models.py has 401 lines")


def test_nothing_tracked_belongs_to_one_machine_or_one_registry() -> None:
    assert check_words.refused() == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("see https://example.org/files/thing-1.0-py3-none-any." + "whl", "to download"),
        ("from https://example.org/thing-1.0.tar." + "gz#sha256=0", "to download"),
        ("index = files.python" + "hosted.org", "registry"),
        ("cd /" + "work/main", "one machine"),
        ("HOME=/" + "root/x", "one machine"),
        ("<" * 7 + " HEAD", "both sides of a merge"),
    ],
)
def test_a_word_that_belongs_elsewhere_is_found_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"First line\n{text}\n")
    (sentence,) = check_words.faults(page, tmp_path)
    assert sentence.startswith("page.md:2 ")
    assert what in sentence


@pytest.mark.parametrize(
    "text", ["/places/E47000001/work/plan", "data/root/file", "https://example.org/a.csv"]
)
def test_an_ordinary_address_is_no_such_word(tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text)
    assert list(check_words.faults(page, tmp_path)) == []


def test_every_direct_dependency_says_why_it_is_here() -> None:
    found = list(packages.dependencies((ROOT / "pyproject.toml").read_text()))
    assert {one.group for one in found} == {"dependencies", "postgres", "spark", "dev"}
    assert [one.name for one in found if len(one.reason.split()) < 4] == []


def test_a_dependency_without_a_reason_is_found() -> None:
    (found,) = packages.dependencies('dependencies = [\n    "django>=5.2,<5.3",\n]\n')
    assert found == packages.Dependency("dependencies", "django", "")


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_names_versions_and_hashes_only(path: Path) -> None:
    entry = re.compile(r"[a-z0-9-]+==[^ ]+( ; [^\\]+)? \\(\n +--hash=sha256:[0-9a-f]{64}( \\)?)+\n")
    assert entry.sub("", path.read_text()) == ""


def test_every_direct_dependency_is_locked() -> None:
    locked = "".join((ROOT / "requirements" / name).read_text() for name in ("dev.txt", "spark.txt"))
    names = [one.name.lower() for one in packages.dependencies((ROOT / "pyproject.toml").read_text())]
    assert [name for name in names if f"\n{name}==" not in f"\n{locked}"] == []


def test_developers_have_the_versions_that_the_site_runs_with() -> None:
    def pinned(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text()
        return set(re.findall(r"^[^ ]+==[^ ]+", text, re.MULTILINE))

    assert pinned("base.txt") <= pinned("postgres.txt") <= pinned("dev.txt")


def test_generated_pages_are_up_to_date() -> None:
    assert check_docs.stale() == []


def test_a_stale_page_is_found_and_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "docs/reference/packages.md"
    page.parent.mkdir(parents=True)
    page.write_text("old")
    assert page in check_docs.stale(tmp_path)
    assert page in check_docs.write(tmp_path)
    assert page.read_text() == packages.page()
    assert check_docs.stale(tmp_path) == []

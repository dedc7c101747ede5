"""Golden pages: drop a page into tests/pages/<family>/, run once with NIANBAO_ACCEPT=1, read the JSON, commit both.

Every key of the JSON beside a page is one assertion; a key that the reading does not have fails.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from crawler.commands.record import fields
from parsers import Page

PAGES = Path(__file__).parent / "pages"
URL = "http://www.songchuan.gov.cn/zwgk/{stem}.html"


def reading(path: Path) -> dict[str, object]:
    """What the reader makes of a recorded page, under the address it came from where its golden file says that."""
    told = json.loads(golden(path).read_text("utf-8")) if golden(path).exists() else {}
    url = told.get("url", URL.format(stem=path.stem))
    return {"url": url, **fields(Page(path.read_bytes(), url))}


def golden(path: Path) -> Path:
    return path.with_suffix(".json")


RECORDED = sorted(
    path for path in PAGES.rglob("*.html") if golden(path).exists() or path.parent.name == "generic"
)


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_every_page_has_its_golden_file(path: Path) -> None:
    """Without one it is written on request, and then the test fails until a person has read it."""
    if golden(path).exists():
        return
    if os.environ.get("NIANBAO_ACCEPT"):
        golden(path).write_text(json.dumps(reading(path), ensure_ascii=False, indent=1) + "\n", "utf-8")
    pytest.fail(
        f"{path.name} has no golden file: run with NIANBAO_ACCEPT=1, read what was written, commit it"
    )


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (path, name)
        for path in RECORDED
        if golden(path).exists()
        for name in json.loads(golden(path).read_text("utf-8"))
    ],
    ids=lambda part: part.stem if isinstance(part, Path) else part,
)
def test_field(path: Path, name: str) -> None:
    expected = json.loads(golden(path).read_text("utf-8"))
    assert reading(path)[name] == expected[name]


def test_pages_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in PAGES.rglob("*") if path.is_file()}
    assert max(sizes.values()) < 100_000
    assert sum(sizes.values()) < 3_000_000

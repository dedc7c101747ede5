"""`nianbao record`: a page and what is expected of it, written for review; nothing is written over in silence."""

from __future__ import annotations

import json
from pathlib import Path

from loopback import article, listing, named, nianbao, serving

AGENCY = "示例县人民政府"
LIST = listing("政府信息公开年报", ("/nb/2022.html", named(AGENCY, 2022))).replace(
    "</body>", '<script>createPageHTML(2, 0, "index", "html");</script></body>'
)


def test_a_list_by_its_address(tmp_path: Path) -> None:
    with serving() as sites:
        url = sites.site("www.shili.gov.cn", {"/gk/nb/": LIST})
        nianbao("record", f"{url}gk/nb/", "--to", "pages", "--allow-private",
                "-s", f"NIANBAO_HOSTS={sites.hosts}", cwd=tmp_path, code=0)  # fmt: skip
    page, golden = tmp_path / "pages/trs/page.html", tmp_path / "pages/trs/page.links.json"
    assert page.read_text("utf-8") == LIST
    told = json.loads(golden.read_text("utf-8"))
    assert (told["url"], told["family"]) == (f"{url}gk/nb/", "trs")
    assert [link["role"] for link in told["found"]] == ["report", "next"]


def test_a_report_from_a_file_and_no_second_time(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(article(AGENCY, 2022), "utf-8")
    words = (
        "record",
        "saved.html",
        "--url",
        "http://www.shili.gov.cn/zwgk/t20230120_77.html",
        "--to",
        "pages",
    )
    nianbao(*words, cwd=tmp_path, code=0)
    told = json.loads((tmp_path / "pages/trs/t20230120-77.json").read_text("utf-8"))
    assert (told["agency"], told["year"], told["published_at"]) == (AGENCY, 2022, "2023-01-20")
    assert told["body"][0] == "一、总体情况"
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert "there already" in nianbao(*words, cwd=tmp_path, code=2).stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    nianbao(*words, "--force", cwd=tmp_path, code=0)


def test_files_are_not_recorded_and_names_of_portals_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    assert "files are not" in nianbao("record", "a.pdf", cwd=tmp_path, code=2).stderr
    (tmp_path / "a.html").write_text(LIST, "utf-8")
    nianbao("record", "a.html", "--url", "http://a.gov.cn/../../..%2F..%2Fetc/passwd.html", "--to", "pages",
            cwd=tmp_path, code=0)  # fmt: skip
    assert {path.parent.parent for path in (tmp_path / "pages").rglob("*.html")} == {tmp_path / "pages"}

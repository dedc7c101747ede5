"""Catalogues that a script draws: their nodes, and what of them is worth asking."""

from __future__ import annotations

import pytest

from parsers import Page, links
from parsers.trees import Node, nodes

ZTREE = """var zNodes = [{"id": 9, "pId": 0, "name": "政府信息公开年度报告", "open": false},
{"id": 91, "pId": 9, "name": "市直部门"}, {id: 92, pId: 91, name: '教育局', url: '/xxgk/nb_jyj/index.jhtml'},
{"id": 93, "pId": 9, "name": "市政府", "url": "/xxgk/nb_szf/index.jhtml"}, {"id": 10, "pId": 0, "name": "人事信息", "url": "/xxgk/rs/index.jhtml"}];"""
DTREE = """d = new dTree('d'); d.add(0,-1,'信息公开目录'); d.add(1,0,'信息公开年报',''); d.add(2,1,'教育局','/nb/jyj/');"""


def page(script: str) -> Page:
    title = "政府信息公开-示例市人民政府"
    html = f"<html><head><title>{title}</title><script>{script}</script></head><body><p>请在左侧目录中选择。</p></body></html>"
    return Page(html.encode(), "http://www.shili.gov.cn/xxgk/index.jhtml", "text/html; charset=utf-8")


def test_nodes_know_what_stands_above_them() -> None:
    found = {node.name: node for node in nodes(page(ZTREE))}
    assert found["教育局"] == Node(
        "教育局", "http://www.shili.gov.cn/xxgk/nb_jyj/index.jhtml", ("市直部门", "政府信息公开年度报告")
    )
    assert found.keys() == {"教育局", "市政府", "人事信息"}
    assert [node.above for node in nodes(page(DTREE))] == [("信息公开年报", "信息公开目录")]


@pytest.mark.parametrize("script", [ZTREE, DTREE])
def test_what_stands_below_the_annual_reports_is_asked(script: str) -> None:
    asked = {link.url.rsplit("/", 2)[-2]: link for link in links(page(script)).found}
    assert "rs" not in asked
    assert all(link.score >= 600 and link.text.endswith(("教育局", "市政府")) for link in asked.values())
    assert len(asked) == script.count("nb_") or len(asked) == 1


@pytest.mark.parametrize(
    "script",
    [
        "var a = [{id: 1, pId: 1, name: 'x', url: '/x'}]",
        "{" * 5000,
        "{name: 'a', url: 'javascript:void(0)'}",
        "d.add(1,1,'年报'",
    ],
)
def test_trees_that_are_none(script: str) -> None:
    assert all(node.url.startswith("http") and len(node.above) <= 8 for node in nodes(page(script)))


def test_an_empty_box_is_filled_from_where_it_says() -> None:
    html = "<html><head><title>政务公开</title></head><body><nav data-url='/api/channels?parent=3'></nav><p>政务公开目录</p></body></html>"
    found = links(Page(html.encode(), "http://www.shili.gov.cn/open", "text/html; charset=utf-8")).found
    assert [(link.url, link.role) for link in found] == [
        ("http://www.shili.gov.cn/api/channels?parent=3", "data")
    ]
    news = html.replace("政务公开", "工作动态")
    assert links(Page(news.encode(), "http://www.shili.gov.cn/x", "text/html; charset=utf-8")).found == ()

"""Replica of a wiki in Traditional characters and Taiwan vocabulary that copies two of the reports; not under gov.cn.

The vocabulary is that of a real mirror: 文件 became 檔案, 優化 最佳化, 門戶網站 入口網站, while 信息 stayed; OpenCC's own phrase
lists would turn 政府信息公開 into 政府資訊公開, which no mirror seen does.
"""

from __future__ import annotations

import opencc

from . import hanweb, nfcms
from .columns import page, sheets
from .furniture import Manner, body, esc
from .places import FEW, LINLAN, MIRRORED, WIKI, YUNZHUO, Place
from .reports import Style, annual
from .site import INVENTED, Block, Item, Page, Site, Td, dice

NAME = "书海百科"
SIZE = 40
VOCABULARY = (
    ("文件", "檔案"), ("優化", "最佳化"), ("門戶網站", "入口網站"), ("窗口", "視窗"), ("智能", "智慧型"), ("群眾", "民眾"), ("宏觀", "巨觀"),
)  # fmt: skip
KINDS = (
    "石桥", "老街", "渡口", "茶馆", "戏台", "集市", "水井", "书院", "渔村", "客栈", "钟楼", "药铺", "米行", "灯会", "龙舟", "竹编", "蓝染",
    "鱼丸", "米酒", "山歌", "古道", "灯塔", "果园", "盐场", "窑址", "榕树", "豆腐",
)  # fmt: skip
TELLS = (
    "{title}是传说中的{kind}，相传建于何年已不可考，现存石碑字迹漫漶。",
    "当地人每逢春分到此相聚，带去自家做的点心，午后散去。",
    "旧志记载其长约{n}步，宽不足{k}步，屡毁屡修。",
    "民国年间有人为它写过一组短文，收在《{spot}杂记》里，今已散佚。",
    "现在的样子是{k}年前重修的，梁柱仍用旧料。",
    "据老人回忆，附近原有{k}户人家，以此为生，后来陆续迁走。",
)
ROBOTS = "User-agent: *\nDisallow: /edit/\nCrawl-delay: 1\n"
MANNER = Manner(paragraph="<p>", table='<table class="wikitable">', bold=("", ""))
OUT_OF = opencc.OpenCC("s2tw")


def build(port: int, epoch: int) -> Site:
    """The wiki as it stands in an epoch, on a port."""
    return _Wiki(port, epoch).site()


def taiwan(text: str) -> str:
    """Simplified text as the wiki prints it."""
    found: str = OUT_OF.convert(text)
    for mainland, island in VOCABULARY:
        found = found.replace(mainland, island)
    return found


class _Wiki:
    def __init__(self, port: int, epoch: int) -> None:
        self.origin = f"http://{WIKI}:{port}"
        self.entries: dict[str, Item] = {}
        self.documents: dict[str, Item] = {}
        for place, style in ((YUNZHUO, nfcms.STYLE), (LINLAN, hanweb.STYLE)):
            for item in _copied(place, style, epoch):
                if item.fact:
                    url = MIRRORED[item.fact.agency, item.fact.year].format(port=port)
                    self.documents[url.removeprefix(self.origin)] = item
        for at, kind in enumerate(KINDS):
            for n, spot in enumerate(FEW):
                self.entries[f"/wiki/{31_000_000 + at * 100 + n}.html"] = _entry(spot, kind)
        self.pages: dict[str, Page] = {}

    def site(self) -> Site:
        """Everything the wiki serves."""
        for path, item in self.documents.items():
            self._put(path, "copy", item, "政府文献")
        for path, item in self.entries.items():
            self._put(path, "ordinary", item, "风物")
        self._index("/category/wenxian.html", "政府文献", self.documents, {})
        parts = sheets(tuple(self.entries.items()), SIZE)
        for at, part in enumerate(parts, 1):
            others = {f"/category/fengwu_{n}.html": f"第{n}页" for n in range(1, len(parts) + 1)}
            self._index(f"/category/fengwu_{at}.html", "风物", dict(part), others)
        known = {
            "/category/wenxian.html": "政府文献：政府信息公开年度报告汇编",
            "/category/fengwu_1.html": "风物",
        }
        self._index("/index.html", NAME, dict(list(self.entries.items())[:12]) | self.documents, known)
        return Site(WIKI, NAME, f"{self.origin}/ name={NAME}", f"{self.origin}/", self.pages, (), (), ROBOTS)

    def _put(self, path: str, kind: str, item: Item, category: str) -> None:
        self.pages[path] = page(kind, taiwan(item.title), lambda _ask: self._article(item, category))

    def _index(self, path: str, name: str, entries: dict[str, Item], others: dict[str, str]) -> None:
        rows = "".join(f'<li><a href="{url}">{esc(taiwan(title))}</a></li>' for url, title in others.items())
        rows += "".join(
            f'<li><a href="{url}">{esc(taiwan(item.title))}</a></li>' for url, item in entries.items()
        )
        text = self._frame(name, f"<h1>{esc(taiwan(name))}</h1><ul>{rows}</ul>")
        self.pages[path] = page("list", taiwan(name), lambda _ask: text)

    def _frame(self, title: str, inner: str) -> str:
        return (
            f'<!DOCTYPE html><html lang="zh-Hant"><head><meta charset="utf-8"><title>{esc(taiwan(title))} - {taiwan(NAME)}</title></head><body>'
            f'<nav><a href="/index.html">首頁</a> <a href="/category/wenxian.html">{taiwan("政府文献")}</a> '
            f'<a href="/category/fengwu_1.html">{taiwan("风物")}</a></nav>{inner}<footer><p>{taiwan(INVENTED)}</p></footer></body></html>'
        )

    def _article(self, item: Item, category: str) -> str:
        near = list(self.entries.items())[item.id % 90 :][:4]
        links = "".join(f'<li><a href="{url}">{esc(taiwan(other.title))}</a></li>' for url, other in near)
        blocks = tuple(_translated(block) for block in item.blocks)
        return self._frame(
            item.title,
            f"<article><h1>{esc(taiwan(item.title))}</h1><p class='cat'>{taiwan(category)}</p>{body(blocks, MANNER)}</article>"
            f"<section><h3>相關詞條</h3><ul>{links}</ul></section><section><h3>熱門詞條</h3><ul></ul></section>"
            '<p><a href="/edit/contact.html">聯絡我們</a></p>',
        )


def _copied(place: Place, style: Style, epoch: int) -> list[Item]:
    return [
        item
        for item in annual(place, style, epoch)
        if item.fact and (item.fact.agency, item.fact.year) in MIRRORED
    ]


def _entry(spot: str, kind: str) -> Item:
    title = f"{spot}{kind}"
    rng = dice("entry", title)
    told = (
        text.format(title=title, kind=kind, spot=spot, n=rng.randint(20, 90), k=rng.randint(2, 9))
        for text in rng.sample(TELLS, 4)
    )
    return Item(
        rng.randint(0, 10_000), title, "2022-06-01 00:00", NAME, tuple(Block("p", text) for text in told)
    )


def _translated(block: Block) -> Block:
    grid = tuple(tuple(Td(taiwan(cell.text), cell.cols, cell.rows) for cell in row) for row in block.grid)
    return Block(block.kind, taiwan(block.text), grid)

"""Replicas of every family: one file a family with `build(port) -> Site`; found by their names and walked by test_families.

A replica is a portal of an invented place whose pages and endpoints behave like those of its system (facts/portals §8),
with the reports of eight offices over three years and a crowd of ordinary pages around them.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loopback import nianbao, rows

from crawler.demo.places import ALL, FARMING, HOUSING, MONEY, SCHOOLS, TOWN, WATER, Office, Place
from crawler.demo.server import LOOPBACK, Asked, Switchboard, open_server
from crawler.demo.site import Expected, Page, Site, dice, html

FAMILIES = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))
YEARS = (2021, 2022, 2023)
DEPARTMENTS = (("教育局", "jyj", SCHOOLS), ("财政局", "czj", MONEY), ("水务局", "swj", WATER),
               ("住房和城乡建设局", "zjj", HOUSING), ("农业农村局", "nyj", FARMING))  # fmt: skip
TOWNS = (("云岭镇人民政府", "ylz"), ("石桥街道办事处", "sqjd"))
# Columns that every portal has and no report stands in; some of them sound like it.
ORDINARY = (
    "工作动态", "通知公告", "部门动态", "乡镇动态", "图片新闻", "媒体聚焦", "领导活动", "会议活动", "政府常务会议", "人事信息",
    "财政预算", "财政决算", "三公经费", "政府采购", "招标公告", "中标公示", "重大项目", "统计公报", "统计年鉴", "规划计划",
    "政策解读", "图解政策", "规范性文件", "政府公报", "行政许可公示", "行政处罚公示", "双随机一公开", "安全生产", "食品药品监管",
    "环境保护", "社会救助", "就业创业", "教育信息", "医疗卫生", "征地拆迁", "公共资源交易", "政府网站工作年度报表", "企业年报公示",
    "建议提案办理", "政府工作报告",
)  # fmt: skip
STORIES = ("{office}召开{topic}工作推进会", "{office}开展{topic}专项检查", "关于{topic}有关事项的公告", "{office}走访调研{topic}工作",
           "{year}年{topic}补助名单公示", "关于印发{topic}实施方案的通知")  # fmt: skip


def place(name: str, code: str, slug: str, years: tuple[int, ...] = YEARS) -> Place:
    """An invented place (`name` ends in 区, 县 or 市) with a government, five departments and two towns."""
    office = lambda tail, key, topics, level, we: Office(  # noqa: E731 - the nine fields in one place
        f"{name}/{key}", name + tail, name + tail, we, level, key, topics, 4 + len(tail)
    )
    government = Office(
        f"{name}/zf", f"{name}人民政府", f"{name}人民政府", f"我{name[-1]}", "government", "zf", ALL, 90
    )
    below = [office(tail, key, topics, "department", "我局") for tail, key, topics in DEPARTMENTS]
    below += [office(tail, key, TOWN, "town", "我镇" if "镇" in tail else "我街道") for tail, key in TOWNS]
    return Place(name, name[-1], code, f"www.{slug}-yanshi.gov.cn", (government, *below), years)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Pages without a report: `size` articles in the ORDINARY columns, 20 a list page, written when they are asked for.

    `column(k, n)` and `article(k, i)` give the paths of list page n (from 0) of column k and of its article i in the
    dialect of the family; `write(title, rows, onward)` gives a list page ([(path, title, date)], path of the next page
    or ""), `tell(title, text)` an article. The home page has to link `heads`.
    """

    size: int
    column: Callable[[int, int], str]
    article: Callable[[int, int], str]
    write: Callable[[str, list[tuple[str, str, str]], str], str]
    tell: Callable[[str, str], str]

    @property
    def each(self) -> int:
        """Articles a column."""
        return -(-self.size // len(ORDINARY))

    @property
    def heads(self) -> tuple[tuple[str, str], ...]:
        """Path and name of the first page of every column."""
        return tuple((self.column(k, 0), name) for k, name in enumerate(ORDINARY))

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every page of the crowd by its path."""
        for k, name in enumerate(ORDINARY):
            for n in range(-(-self.each // 20)):
                yield self.column(k, n), Page("ordinary", name, lambda _ask, k=k, n=n: html(self._list(k, n)))
            for i in range(self.each):
                title = self._title(k, i)
                yield (
                    self.article(k, i),
                    Page(
                        "ordinary", title, lambda _ask, title=title: html(self.tell(title, self._text(title)))
                    ),
                )

    def _list(self, k: int, n: int) -> str:
        here = range(n * 20, min(self.each, n * 20 + 20))
        rows = [(self.article(k, i), self._title(k, i), _day(k, i)) for i in here]
        return self.write(ORDINARY[k], rows, self.column(k, n + 1) if here.stop < self.each else "")

    def _title(self, k: int, i: int) -> str:
        rng = dice("crowd", k, i)
        office, _, topics = rng.choice(DEPARTMENTS)
        return rng.choice(STORIES).format(
            office=office, topic=rng.choice(topics), year=rng.randint(2018, 2024)
        )

    def _text(self, title: str) -> str:
        return (
            f"为做好相关工作，现就{title}作如下说明：有关单位按职责分工推进，按月报送进展，遇有问题及时会商。"
        )


def _day(k: int, i: int) -> str:
    rng = dice("day", k, i)
    return f"{2024 - i * 5 // 2600}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


@dataclass(slots=True)
class Walked:
    """A finished walk over one replica."""

    site: Site
    db: Path
    asked: tuple[Asked, ...]
    said: str

    def found(self) -> list[tuple[object, ...]]:
        """(kind, agency, year, title, published_at) of every report stored."""
        return sorted(rows(self.db, "SELECT kind, agency, year, title, published_at FROM reports"))

    def true(self) -> list[tuple[object, ...]]:
        """The same of every report that is there."""
        return sorted((e.kind, e.agency, e.year, e.title, e.published_at) for e in self.site.expected)


@contextmanager
def serving(*builders: Callable[[int], Site]) -> Iterator[tuple[tuple[Site, ...], Switchboard]]:
    """Serves what the builders build on a free loopback port while the block runs."""
    board = Switchboard()
    server = open_server(board, 0)
    sites = tuple(build(server.server_port) for build in builders)
    board.show({site.host: site for site in sites}, {})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield sites, board
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def walked(build: Callable[[int], Site], folder: Path, *more: str, code: int | None = 0) -> Walked:
    """One crawl of one replica, from its seed line."""
    with serving(build) as ((site,), board):
        (folder / "seeds.txt").write_text(site.seed, encoding="utf-8")
        ran = nianbao(
            "crawl", "--seeds", "seeds.txt", "--db", "reports.db", "--delay", "0", "--allow-private", "--quiet",
            "-s", f"NIANBAO_HOSTS={json.dumps({site.host: LOOPBACK})}", *more, cwd=folder, code=code, timeout=300,
        )  # fmt: skip
        return Walked(site, folder / "reports.db", tuple(board.log), ran.stdout)


def builder(family: str) -> Callable[[int], Site]:
    """The builder of a family's replica."""
    build: Callable[[int], Site] = importlib.import_module(f"{__name__}.{family}").build
    return build


__all__ = ["FAMILIES", "ORDINARY", "Crowd", "Expected", "Walked", "builder", "place", "serving", "walked"]

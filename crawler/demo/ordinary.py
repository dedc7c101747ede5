"""The ordinary pages around the reports: news, notices, budgets, and the look-alikes that must not be taken for reports."""

from __future__ import annotations

from . import prose
from .places import ALL, FEW, Office, Place
from .reports import Writer
from .site import Block, Item, dice, number

AMOUNTS = {"news": 96, "notice": 48}
SHELVES = {  # key -> name of the column; the replicas give them addresses of their own
    "news": "工作动态", "notice": "通知公告", "budget": "财政预决算", "stats": "统计数据", "network": "政府网站工作年度报表",
    "reading": "政策解读", "plan": "规划计划",
}  # fmt: skip
NATIONAL = (
    (
        "关于{year}年部分节假日安排的公告",
        "现将节假日安排公告如下，请各单位妥善安排值班，遇有重大事项按规定报告。",
    ),
    ("{place}{year}年春节、端午节值班电话一览", "值班电话全天有人接听，节后恢复工作日接听。"),
    ("{place}{year}年国民经济和社会发展计划", "计划共列项目若干，按月调度，年中评估，未完成的说明原因。"),
)
STATS = (
    "{place}统计年鉴{year}",
    "{place}{year}年国民经济和社会发展统计公报",
    "{place}{year}年企业年报公示工作进展",
)
Shelves = dict[str, tuple[Item, ...]]


def shelves(place: Place, epoch: int) -> Shelves:
    """The ordinary articles of a portal by column, newest first; epoch 2 has a few more pieces of news."""
    fresh = (
        _stories(place, "fresh", prose.NEWS, prose.NEWS_TEXT, (place.years[-1] + 2,), 4) if epoch > 1 else []
    )
    years = (*place.years, place.years[-1] + 1)
    made = {
        "news": fresh + _stories(place, "news", prose.NEWS, prose.NEWS_TEXT, years, AMOUNTS["news"]),
        "notice": _stories(place, "notice", prose.NOTICES, prose.NOTICE_TEXT, years, AMOUNTS["notice"]),
        "budget": _budgets(place),
        "stats": [article(place, text.format(place=place.name, year=year), f"{year + 1}-05-10 09:00", "本资料由统计机构整理，数据经过评估，部分合计数因四舍五入不等于分项相加。") for year in place.years for text in STATS],
        "network": [network(place, year) for year in place.years],
        "reading": [_reading(place, year) for year in place.years] + [graphic(place, year) for year in place.years],
        "plan": [article(place, title.format(place=place.name, year=year), f"{year}-01-04 10:30", text) for year in place.years for title, text in NATIONAL],
    }  # fmt: skip
    return {
        key: tuple(sorted(items, key=lambda item: (item.stamp, item.id), reverse=True))
        for key, items in made.items()
    }


def lures(place: Place) -> tuple[Item, ...]:
    """What stands between the reports in their own column and is none: notice, graphic, note, website statistics."""
    last = place.years[-1]
    return (notice(place, last), graphic(place, last), note(place, last), network(place, last))


def notice(place: Place, year: int) -> Item:
    """The yearly notice that tells the offices to write their reports."""
    below = {
        "区": "各镇人民政府、街道办事处，区直各单位：",
        "县": "各乡镇人民政府，县直各单位：",
        "市": "各镇人民政府、街道办事处，市直各单位：",
    }[place.kin]
    return article(
        place, f"关于做好{year}年政府信息公开年度报告编制工作的通知", f"{year}-12-11 15:20", below,
        f"现就{year}年政府信息公开年度报告编制工作通知如下：报告按照统一格式编写，表格数字须核对勾稽关系，由主要负责人审定。",
        "各单位年度报告于次年1月31日前公布并报送，逾期未报的在全" + place.kin + "通报。",
    )  # fmt: skip


def graphic(place: Place, year: int) -> Item:
    """The picture version of the government's report."""
    title = f"图解：{place.government}{year}年政府信息公开工作年度报告"
    return article(place, title, f"{year + 1}-03-30 09:10", "（图片版，点击可放大）")


def note(place: Place, year: int) -> Item:
    """The note on how the government's report was written."""
    return article(
        place, f"《{place.government}{year}年政府信息公开工作年度报告》编制说明", f"{year + 1}-03-30 09:30",
        "编写工作从年初启动，先由各单位报送数据，再由工作人员逐表核对，最后集体讨论定稿。",
    )  # fmt: skip


def network(place: Place, year: int) -> Item:
    """The yearly statistics of the website: a statutory report too, of the same weeks, but another one."""
    return article(
        place, f"{place.government}政府网站工作年度报表（{year}年度）", f"{year + 1}-01-29 16:00",
        f"独立用户访问总量{dice('visits', place.name, year).randint(100_000, 900_000)}个，信息发布总数见表，专题专栏维护数量2个。",
    )  # fmt: skip


def draft(place: Place, year: int) -> Item:
    """A draft of the government's report that robots.txt forbids: it must never be fetched."""
    text = f"{place.government}{year}年政府信息公开工作年度报告（送审稿）"
    return article(
        place,
        text,
        f"{year + 1}-02-02 11:00",
        "一、总体情况",
        "送审稿仅供内部核对，数字以正式公布的为准。",
        "二、主动公开政府信息情况",
        "略。",
    )


def article(place: Place, title: str, stamp: str, *paragraphs: str) -> Item:
    """An article of the government's office, a paragraph a block."""
    blocks = tuple(Block("p", text) for text in paragraphs)
    return Item(
        number(6_100_000, 2_800_000, place.host, title, stamp),
        title,
        stamp,
        f"{place.government}办公室",
        blocks,
    )


def _stories(
    place: Place,
    key: str,
    titles: tuple[str, ...],
    pool: tuple[str, ...],
    years: tuple[int, ...],
    amount: int,
) -> list[Item]:
    found = {}
    for at in range(amount):
        rng = dice(key, place.name, at)
        office = rng.choice(place.offices)
        year = years[at % len(years)]
        writer = Writer(rng, office, year)
        month = rng.randint(1, 2 if year > place.years[-1] else 12)  # the visits are made in spring
        stamp = (
            f"{year}-{month:02d}-{rng.randint(1, 28):02d} {rng.randint(8, 18):02d}:{rng.randint(0, 59):02d}"
        )
        title = writer.draw(titles, place=place.name)
        blocks = tuple(Block("p", writer.draw(pool, 2)) for _ in range(3))
        serial = number(6_100_000, 2_800_000, place.host, title, at)
        found[serial] = Item(serial, title, stamp, rng.choice((office.name, "本网")), blocks)
    return list(found.values())


def _budgets(place: Place) -> list[Item]:
    found = []
    for office in place.offices:
        for year in place.years:
            writer = Writer(dice("budget", office.key, year), office, year)
            text = tuple(Block("p", writer.draw(prose.BUDGET_TEXT)) for _ in range(3))
            for title, stamp in (
                (f"{office.name}{year}年部门预算", f"{year}-02-17 10:00"),
                (f"{office.name}{year}年度部门决算", f"{year + 1}-09-12 10:00"),
            ):
                found.append(
                    Item(number(6_100_000, 2_800_000, place.host, title), title, stamp, office.name, text)
                )
    return found


def _reading(place: Place, year: int) -> Item:
    writer = Writer(dice("reading", place.name, year), _voice(place), year)
    title = f"一问一答：{writer.rng.choice(ALL)}政策怎么用（{year}年版）"
    return article(
        place,
        title,
        f"{year}-06-18 09:00",
        writer.draw(prose.NEWS_TEXT, 2),
        f"可到{writer.rng.choice(FEW)}服务点领取纸质材料。",
    )


def _voice(place: Place) -> Office:
    return place.offices[0]

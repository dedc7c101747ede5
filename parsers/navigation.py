"""Navigation: what is worth a look at a portal none of whose columns says that it holds reports; the likelier first."""

from __future__ import annotations

import re

from .anchors import Anchor, anchors, parts
from .columns import Column, column
from .hanzi import key
from .link import Link, is_article
from .offices import is_office
from .page import Page, PageKind

MAX_GUESSES = 60  # of one page: the navigation of a portal with its second level has as many
LONGEST = 14  # characters: a longer text is a title, not the name of a column
SAID, LIKELY, UNLIKELY = 155, 150, 100  # below GUESS
BELOW_DISCLOSURE = 30  # more, where the page is 政务公开 or the like: what stands below it has to do with it
NAMED = re.compile("[一-鿿]{2}")
REPORTS = re.compile("年报|报告|总结")
# What offices call the columns in which reports turn up for want of a better one: 公示公告, 通知通告, 文件下载, 综合信息.
HOPEFUL = re.compile(
    "公[开告示报布]|通[知告]|信息|政务|机构|部门|单位|机关|报告|年报|总结|资料|文件|档案|法[治规制律]|依法|工作|下载|综合"
    "|专栏|专题|目录|政府|业务|党务|网站群|[乡街]镇|街道|分局|下属|基层|直属|[市县区]级"
)
HOPELESS = re.compile(
    "新闻|要闻|快讯|头条|图片|视频|影像|影音|相册|旅游|天气|气象预|登录|注册|信箱|留言|投诉|举报|咨询|访谈|直播|调查|征集"
    "|招商|招投?标|采购|拍卖|出让|招聘|招考|考试|培训|就业|地图|无障碍|关怀|长者|手机|微[信博]|客户端|收藏|主页$|首页$|联系|版权|隐私"
    "|声明|搜索|检索|查询|领导|简介|概况|概貌|风光|风采|风貌|景[点区]|名胜|人口|历史|沿革|文化|美食|特产|返回|[上下尾末]一?页|打印|关闭"
    "|办事|服务|指南|价格|预决算|预算|决算|三公|人事|任免|应急|疫情|扶贫|统计|项目|规划|在线|互动|问答|繁体|友情"
)


def guesses(page: Page) -> tuple[Link, ...]:
    """The columns of this page's own site whose names do not speak against them; none of a page that is an article.

    Each is worth less than anything that is known to lead to reports: its score is below `GUESS`.
    """
    if page.tree is None or page.kind in {PageKind.CHALLENGE, PageKind.SOFT404} or is_article(page.url):
        return ()
    more = BELOW_DISCLOSURE if column(page) >= Column.DISCLOSURE else 0
    host = parts(page.url).netloc
    kept: dict[str, Link] = {}
    for anchor in anchors(page):
        if parts(anchor.url).netloc == host and anchor.url != page.url and (worth := _worth(anchor)):
            kept.setdefault(anchor.url, Link(anchor.url, anchor.text, "list", worth + more))
    return tuple(sorted(kept.values(), key=lambda link: -link.score))[:MAX_GUESSES]


def _worth(anchor: Anchor) -> int:
    said = key(anchor.text)
    if not 2 <= len(said) <= LONGEST or not NAMED.search(said) or is_article(anchor.url):
        return 0
    if REPORTS.search(said):
        return SAID
    if is_office(anchor.text):
        return LIKELY
    return 0 if HOPELESS.search(said) else LIKELY if HOPEFUL.search(said) else UNLIKELY

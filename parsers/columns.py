"""Columns (栏目): what the name of a column is worth to somebody who looks for annual reports, and what column a page is."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from lxml.html import HtmlElement

from .anchors import parts, saying
from .blocks import squeeze
from .hanzi import fold, key
from .offices import is_office
from .page import Page, PageKind


class Column(enum.IntEnum):
    """What a page is about, so far as it matters here."""

    OTHER = 0
    ORGANS = 1
    DISCLOSURE = 2
    ANNUAL = 3


ANNUAL, DISCLOSURE = 700, 500  # scores from which on a name is that of such a column
CATALOGUE = (
    590  # an address that only the catalogue of an office has: worth a look whatever the link is called
)
_REPORT = "(?:年报|年度(?:工作|公开)?报告|年度(?:工作)?总结(?:报告)?)"
_PLACE = "(?:.{0,14}(?:省|市|区|县|旗|州|局|委|委员会|办|办公室|厅|院|镇|乡|街道|办事处|处|府|中心|部|部门|单位|机构|机关|本级))?"
_TAIL = "(?:专栏|专题|专区|平台|统一平台|目录|信息|内容|网|栏目|公示|公告|工作|园地|窗口|之窗|\\d{0,4})?"
_BRANCH = "(?:部门|单位|委办局|镇街|街镇|乡镇|街道|镇乡|街乡|镇区|镇办|园区|直属单位|垂直部门|派出机构)"
_UNIT = "(?:部门|单位|镇街|街镇|乡镇|街道|镇乡|街乡|镇区|镇办|园区|直属|垂直|事业单位|派出机构|管委会|本级|政府|机关)"
# Names of columns in matching form (hanzi.key) and what they are worth; the first that fits wins. Names are those of
# facts/portals §2.2 and §2.3; 政府信息公开工作年度报告 is what the Guangzhou trees of gkmlpt say.
WORTH: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (worth, re.compile(name))
    for worth, name in (
        (790, f"^.{{0,20}}(?:政府|政务)?信息公开(?:工作)?(?:情况)?的?{_REPORT}.{{0,6}}$"),
        (780, f"^.{{0,16}}公开(?:工作)?(?:情况)?的?{_REPORT}.{{0,6}}$"),
        (
            770,
            "^(?:.{0,12}(?:政府信息公开|信息公开|政务公开)|(?:年度)?公开)(?:工作)?(?:情况)?的?(?:报告|总结).{0,4}$",
        ),
        (760, f"^.{{0,10}}{_UNIT}.{{0,8}}{_REPORT}$"),
        (
            750,
            "^.{0,14}(?:依法行政|法治政府(?:建设)?|法治建设|依法治.|法治)(?:工作)?(?:年度)?(?:工作|情况)?(?:报告|年报|总结|情况报告)(?:公示|公开|公告|专栏|专区)?$",
        ),
        (
            720,
            f"^(?:历年|往年|历史|以[前往]|早期|过[去往]|各年度?|(?:(?:19|20)\\d\\d年?度?(?:及?以?前|及以前|[至到])?的?){{1,2}}|[省市区县镇]级|工作|公开|信息)?{_REPORT}(?:公开|公示|公布|专栏|专区|目录|栏目|列表|汇总|下载|查询|文档|文件|资料|档案|存档|归档|文库|汇[编集]|合集|库|集|全文|一览|历史)?$",
        ),
        (
            710,
            "^.{0,12}公开(?:工作)?年度(?:工作|公开)?情况(?:的?报告)?$|^年度.{0,4}公开(?:工作)?情况$",
        ),
        (
            710,
            "^(?:总结|报告|公报)[与和及](?:年报|年度报告)$|^.{0,8}(?:年报|年度(?:工作)?报告)[与和及](?:工作)?(?:总结|统计|公报|报告)$",
        ),
        (580, f"^{_PLACE}政府信息(?:主动)?公开{_TAIL}$"),
        (560, f"^{_PLACE}信息公开{_TAIL}$"),
        (550, f"^{_PLACE}政务公开{_TAIL}$"),
        (545, "^.{0,8}(?:信息|政务)公开(?:工作)?情况$"),
        (
            540,
            "^.{0,10}(?:法治政府(?:建设)?|依法行政|法治建设|法治专栏|依法治.|法治(?:.?[县市区省旗]|人社|教育|交通|公安|税务|民政|卫健|水利|住建|城管|医保|环保|应急|统计|审计|机关)?)(?:年度)?(?:工作)?(?:专栏|专题|信息|情况|公示)?$",
        ),
        (
            505,
            "^(?:政务|公开|政府信息|政务信息|(?:阳光|透明)政[务府]|法定公开|公开(?:目录|内容|事项|信息)|(?:党务|校务|院务|机关|办事|局务)?公开(?:专栏|专区|栏|园地|之窗|平台|公示)?)$",
        ),
        (530, "^(?:法定)?主动公开(?:的?(?:政府)?信息|内容|目录)?(?:目录|内容)?$"),
        (460, "^(?:网站|站点|本站)?(?:地图|导航)$"),
        (
            450,
            f"^(?:各|.{{0,4}}(?:区|市|县|省)?(?:级|直|属)?(?:政府)?){_BRANCH}(?:和|及|与)?{_BRANCH}?(?:信息公开|政府信息公开|政务公开|目录|平台|导航|网站|(?:网站?|[子分]?站)群(?:导航|列表|链接)?|列表|链接|公开|频道|[子分]站|之窗|窗口)?$",
        ),
        (
            445,
            "^[省市州县区旗]直(?:属|管)?(?:机关|单位|部门|机构)$|^(?:各)?(?:区县|县区|县市区?|市县区?|区市县|州市)(?:政府|频道|网站|之窗|信息公开)?$|^直属(?:机构|机关|事业单位)$|^街道社区$",
        ),
        (440, "^(?:部门|单位|机构)(?:信息|目录|列表|一览|大全|名录)$"),
        (440, "^(?:机构|(?:网站|站)群(?:导航|列表)?|[子分](?:网站|站)(?:导航|列表|群)?)$"),
        (440, "^(?:政府|机构|组织|部门|行政)(?:机构|部门|设置|职能|架构|导航|概况)(?:设置|导航)?$"),
        # of a bureau whose branches have pages of their own: 市级气象局, 下属单位, 基层税务分局
        (
            440,
            "^(?:各|[省市区县州旗]级|下[属设辖]|所属|直属|基层|派出|垂直管?理?).{0,8}(?:局|单位|部门|机构|站|所|分?中心|法庭|检察室|政府|街道|镇|乡)$",
        ),
        (410, f"^.{{0,10}}信息公开{_TAIL}$"),  # 重点领域信息公开, 机构信息公开
        # where a report may stand among other things: looked at once, walked on where one is seen
        (405, "^基层(?:政务)?公开(?:专栏|专区|标准化)?$"),
        (405, "^(?:.{0,6}(?:计划|规划))?[与和及、]?(?:工作)?(?:总结|报告)(?:报告|计划|公开)?$"),
        (400, "^(?:专题|专栏|热点专题)(?:专栏|专题|集锦|汇总|聚焦|列表)?$"),
    )
)
# Names that hold one of these words are no way to a report, whatever else they say (facts/portals §2.2, statute §6).
NEVER = re.compile(
    "预算|决算|预决算|三公|统计年[鉴报]|统计公报|年检|企业年报|企业信息|上市公司|年度报表|工作报表|网站工作|网站年度|网站监[测管]|事业单位法人|社会组织"
    "|新闻|要闻|旅游|天气|登录|注册|招聘|招考|录用|招标|采购|拍卖|信箱|互动|问答|留言|投诉|举报|咨询|依申请|申请公开|指南|制度|规定|办法|格式|流程"
    "|通知$|通知公告|召开|举办|开展|按时|辅导|动员|部署|编写|报送|培训|会议|图解|一图|读懂|解读|视频|图片|建议提案|提案|公积金|招生|搜索|(?<!年报)(?<!年度报告)查询$|纠错|评议|考核|方案|要点|编制说明|模板|意见征集|年鉴"
    "|政府工作报告|国民经济|社会发展|隐私|声明|无障碍|手机版|订阅|下载中心"
)
# … but one column may hold the reports and the guide to them: 公开指南与年报. A 年报制度 has no 与.
BOTH = re.compile(
    "^.{0,12}(?:指南|制度|规定|目录)[、,和与及](?:.{0,8}[、,和与及])?.{0,10}(?:年报|年度(?:工作)?报告)$|^.{0,12}(?:年报|年度(?:工作)?报告)[、,和与及].{0,4}(?:指南|制度|规定|目录)$"
)
BRANCH = re.compile(
    "本级|部门|单位|镇|乡|街道|街镇|地区|管委会|园区|报告|年报|区县|市县|机关|直属|垂管|历年|往年|苏木"
)
# What stands behind the name of a column: （2008-2014）, (29), [旧], 2008—2014年, more>>
REMARK = re.compile(
    r"\s*(?:[(（\[【](?:[\d\s年度份条篇至到—–~～/.、-]|以前|以后|之前|之后|及以|旧|新|版|前|后){1,20}[)）\]】]|(?:19|20)\d\d年?\s*[—–~～至到-]{1,2}\s*(?:19|20)\d\d年?)\s*$"
)
SERVED = re.compile("(?:(?<=年报)|(?<=报告))(?:查询|检索|查看|浏览|下载)$")  # 法治政府建设报告查询
YEAR = re.compile(r"^(?:19|20)\d\d年?度?(?:以?前|及以前)?$")
# Path fragments, weaker evidence than names (facts/portals §2.2): the last folder of an address.
PATHS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        710,
        re.compile(r"^(?:\w+-)?(?:zf|zw)?(?:xx)?gk(?:gz)?(?:nb|ndb|ndbg|nianbao)(?:19|20)?(?:\d\d)?(?:zl)?$"),
    ),
    (
        700,
        re.compile(
            r"^(?:bm|jd|zj|xz|qz|sz|gz)?(?:nb|ndbg|nianbao)(?:(?:19|20)\d\d)?$|^(?:19|20)\d\d(?:nb|ndbg)$"
        ),
    ),
    (
        700,
        re.compile(r"^annualreport$"),
    ),  # the page of the reports on the gkmlpt platform: /gkmlpt/annualreport#2629
    (CATALOGUE, re.compile(r"^(?:gkmlpt|mindex)$")),
    (570, re.compile(r"^(?:zf)?xxgk(?:zl|pt|ml|wz)?$")),
    (535, re.compile(r"^(?:fzzf(?:js)?|yfxz|fdzdgk(?:nr)?)$")),
    (520, re.compile(r"^zwgk$")),
)
MAX_TRAIL = 200  # characters: the longest breadcrumb captured has 90
# What templates call the box of a breadcrumb, where no 当前位置 stands in it.
CRUMBED = "//body//*[contains(@class,'crumb') or @id='crumb' or contains(@class,'dqwz') or contains(@class,'weizhi') or contains(@class,'position') or contains(@class,'location')]"
SPLIT = re.compile(r"\s*(?:>+|›+|»+|→|-{1,2}>|\s/\s|\\|::|\|)\s*")
TITLE = re.compile(r"\s*[-_|–—·]+\s*")
TYPES = re.compile(r"[,，;；、|/\s]+")
# What a site is called, and what a page is called whose title nobody wrote.
SITE = re.compile(
    r"^(?:首页|欢迎.*|.{0,30}(?:人民政府|政府|门户|网站|网|平台|系统)|无标题.*|新建网页.*|untitled.*|列表|list|index|main|内容)$",
    re.IGNORECASE,
)
INDEX = re.compile(r"^(?:index|default|list|main|home|col)?(?:[_-]?\d+)?(?:\.\w{2,5})?$", re.IGNORECASE)


@lru_cache(maxsize=8192)  # the navigation of a portal is the same on every page
def worth(name: str) -> int:
    """What a column is worth by its name, 0 to 1000; 0 where it leads nowhere.

    >>> worth("政府信息公开年报"), worth("政府網站工作年度報表"), worth("走进示例")
    (790, 0, 0)
    """
    said = SERVED.sub("", key(REMARK.sub("", name)))
    if not 2 <= len(said) <= 40:
        return 0
    if NEVER.search(said):
        return ANNUAL if BOTH.match("".join(fold(name).split())) else 0
    return next((value for value, pattern in WORTH if pattern.search(said)), 0)


def path_worth(url: str) -> int:
    """What the address of a column says by its last folder: weak evidence, for where a name says nothing."""
    folders, leaf = _folders(url)
    return _path(folders[-1]) if folders and INDEX.match(leaf) else 0


def is_front(page: Page) -> bool:
    """Whether a page is the first of a site, by its address or because its title is only that site's or office's name."""
    path, own = parts(page.url).path, TITLE.split(page.title_tag)[0]
    first = path in {"", "/"} or (path.count("/") == 1 and INDEX.match(path[1:]) is not None)
    return first or (bool(own) and (is_office(own) or SITE.match(own) is not None))


@lru_cache(maxsize=1)  # asked for one page by the generic reader, its family and the navigation
def column(page: Page) -> Column:
    """What column a page is by its own name, and whether it stands anywhere below an annual-report column.

    The name is that of the meta tags, the title, or the last step of the breadcrumb; a step above it counts only where
    it is an annual-report column: every list of a portal stands below 政务公开. An answer without a name of its own (JSON, a
    fragment), and a shell that a script fills, have that of the link that led to them.
    """
    trail = _trail(page)
    own = _names(page, trail)
    folders, leaf = _folders(page.url)
    above = max((value for value in (*map(worth, trail), *map(_path, folders)) if value >= ANNUAL), default=0)
    tree, _, leaf_name = page.label.partition(" ")  # of a catalogue that a script draws: see listing
    if leaf_name and leaf_name in own and worth(tree) >= ANNUAL:
        above = max(above, worth(tree))
    if own and all(is_office(name) for name in own if name):
        above = max(above, worth(page.named))  # a tab of the page of an office: only the link says which
    if any(NEVER.search(key(name)) for name in own if name and not worth(name) and not is_office(name)):
        return Column.OTHER
    last = _path(folders[-1]) if folders and INDEX.match(leaf) else 0
    return kind(max(above, last, *map(worth, own)))


def named(page: Page, here: Column) -> str:
    """The name under which a page is this kind of column: what is asked for its data carries it as the text of its link."""
    trail = _trail(page)
    names = (*_names(page, trail), *reversed(trail), "年报" if here is Column.ANNUAL else "")
    return next((name for name in names if name and kind(worth(name)) is here), page.named)


def below(name: str, above: Column) -> int:
    """What a column is worth in a tree: its name, or that it stands below an annual-report column, whatever it is called."""
    own = worth(name)
    return max(own, ANNUAL) if above is Column.ANNUAL and (own or not NEVER.search(key(name))) else own


def kind(value: int) -> Column:
    """The kind of a column that is worth so much."""
    if value >= ANNUAL:
        return Column.ANNUAL
    if value >= DISCLOSURE:
        return Column.DISCLOSURE
    return Column.ORGANS if value >= 410 else Column.OTHER


def crumbs(page: Page) -> tuple[str, ...]:
    """The steps of the breadcrumb (当前位置：首页 > 政府信息公开 > 年报), the opening words left out."""
    return next((steps for _, steps in _crumbed(page)), ())


def climbed(page: Page) -> tuple[HtmlElement, ...]:
    """The links of the breadcrumb from the home page down; a step that is no link is left out."""
    return next((tuple(box.iter("a")) for box, _ in _crumbed(page)), ())


def _crumbed(page: Page) -> Iterator[tuple[HtmlElement, tuple[str, ...]]]:
    """The boxes of the breadcrumb, each with its steps: between signs, or in elements that a style sheet sets apart."""
    for box in saying(page, "位置"):
        line = squeeze("".join(box.itertext()))
        steps = SPLIT.split(line)
        if len(steps) > 1 and len(line) <= MAX_TRAIL:
            yield box, tuple(step for step in steps[1:] if step)
    for box in () if page.tree is None else page.tree.xpath(CRUMBED):
        said = [squeeze(text) for text in box.itertext()]
        steps = [step for text in said for step in SPLIT.split(text) if step]
        if len(steps) > 1 and sum(map(len, steps)) <= MAX_TRAIL:
            yield box, tuple(steps[1:])


def _trail(page: Page) -> tuple[str, ...]:
    """The breadcrumb, else the steps that the label of the link names: an answer has no name of its own, a shell not yet.

    A title that is only the name of the site, the same on every page of many portals, is none either.
    """
    own = TITLE.split(page.title_tag)[0]
    titled = bool(own) and (worth(own) > 0 or not SITE.match(own))
    named_ = (titled or bool(page.metas.get("columnname"))) and page.kind is not PageKind.SHELL
    return crumbs(page) or (() if named_ else tuple(step for step in SPLIT.split(page.named) if step))


def _names(page: Page, trail: tuple[str, ...]) -> list[str]:
    return [
        page.metas.get("columnname", ""),
        *TYPES.split(page.metas.get("columntype", "")),
        *TITLE.split(page.title_tag)[:1],
        *trail[-1:],
    ]


def _path(folder: str) -> int:
    return next((value for value, pattern in PATHS if pattern.match(folder)), 0)


def _folders(url: str) -> tuple[list[str], str]:
    """The folders of an address in lower case, and its last part (empty where it ends in a slash)."""
    *folders, leaf = unquote(parts(url).path).lower().split("/")
    if leaf and not INDEX.match(leaf) and "." not in leaf:
        folders, leaf = [*folders, leaf], ""
    return [folder for folder in folders if folder], leaf

"""The grammar of titles: which kind of report a title names, of which year, by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .hanzi import fold, numeral
from .regions import wholly


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says. `text` is as printed (lines joined, bullets off); the other fields are Simplified.

    `kind` is `disclosure_annual`, `law_government_annual`, `school_disclosure_annual`, `graphic`, `budget`,
    `final_accounts`, `other_notice`, or None where it is none of these. `year` is the year reported on; a report's
    title without one is the name of a column, or a generic title. `agency` is None where the title names nobody.
    `reason` says why there is no report here, `edition` holds a suffix such as 图片版.
    """

    text: str
    kind: str | None
    year: int | None = None
    agency: str | None = None
    reason: str | None = None
    edition: str | None = None

    @property
    def report(self) -> bool:
        """Whether the title is that of an annual report."""
        return self.kind in REPORTS


REPORTS = frozenset({"disclosure_annual", "law_government_annual", "school_disclosure_annual"})

_BAR = "\x1f"  # stands where a year stood: 会仪镇人民政府|信息公开 is not 会仪镇人民|政府信息公开

# Nothing without one of these is any of the kinds; most anchors of a portal end here.
_TRIGGER = re.compile("公开|法治|依法|法制|年报|年度报告|预算|决算|一图|图解|总结")

_DATE = re.compile(
    r"\(?(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|([-/.])\d{1,2}\1\d{1,2})(?:\d{1,2}:\d\d(?::\d\d)?)?\)?"
    r"|(?<!\d)20\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)|[-—~至到]{1,2}12月31日|(?<!\d)0?1月?(?:1日)?[-—~至到]{1,2}12月(?:31日)?"
)
_PART = re.compile(r"[上下]半年|季度|\d月|月份|月报")
_YEAR = re.compile(
    r"(?P<school>(?<!\d)(?:20)\d\d年?(?:[-—–~/至到]{1,2}(?:20)?(?P<end>\d\d)年?)?学年(?:度)?)"
    r"|(?<!\d)(?:(?P<from>20\d\d)年?度?[-—–~至到]{1,2})?(?P<arabic>(?:19|20)\d\d)(?!\d)(?:年(?!报(?!告))度?|度)?"
    r"|(?P<han>[一二][〇零○Oo0九][〇零○Oo0一二三四五六七八九]{2})年(?!报(?!告))度?"
    r"|民国(?P<minguo>\d{2,3})年度?"
)

_HEAD_JUNK = re.compile(
    r"^(?:[\s·•●■◆★☆▪▶►>»\-–—*:、.,]+|【[^】]*】|\[[^\]]*\]|〔(?!20)[^〕]*〕|(?:图文|公示|置顶|热点)[::])+"
)
_TAIL_JUNK = re.compile(
    r"(?:\s*(?:\[[^\]]*\]|【[^】]*】|\.(?:pdf|docx?|xlsx?|wps|ofd|html?)|new!?|hot!?|[·>»,。;:]))+$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^《([^《》]+(?:《[^《》]+》[^《》]*)*)》(.*)$")

# What ends (or starts) like a report and is about reports (statute.md §6, and the neighbours on 年报 columns).
_NOTICE = re.compile(
    r"(?:通知|通报|公告|公示|[的之]?函|复函|批复|请示|意见|制度|要点|方案|办法|规定|细则|规程|规范|标准|格式|模板|范本|样式|样本|样表"
    r"|指南|指引|手册|目录|清单|流程|须知|说明|解读|问答|培训班?|培训会|部署会|推进会|座谈会|动员会|会议|报表|统计表|一览表|汇总表"
    r"|情况表|出炉|上线|发布|公布|完成|通过|考核|评估|测评|评议|审查|检查|新闻|专栏|专题|栏目|查询|下载)(?:\([^()]*\))?$"
    r"|编制说明|编制指南|企业年报|年报公示|统计年鉴|年鉴|政府网站(?:工作|监管)?(?:工作)?年度|网站工作年度|网站监管|工作年度报表"
    r"|^(?:关于)?(?:印发|转发|报送|做好|编制|开展|填报|公布|发布|下发|征集|召开)|关于(?:认真|切实|进一步)?(?:做好|报送|编制|填报|印发|转发|公布|发布|开展)"
    r"|国民经济|社会发展|招标|采购公告|中标|企业(?:信息公示|年度报告)|第三方|社会组织年|事业单位法人|监督管理年度"
)
_GRAPHIC = re.compile(
    "图解|一张?图(?:读懂|看懂|了解|带你|速览|速读|解读)|长图|数说|图说|图表解读|图片解读|视频解读|动[漫画]|漫画|H5解读|数读|^H5[|:丨]"
    # what only brackets say: 【政策解读】 and [视频] go before a reading of the report; 【图文】 and 【年报及解读】 do not
    r"|[(\[【〔〖](?:H5|图表|(?:[^()\[\]【】〔〕〖〗及和与、]{0,6})(?:解读|视频|音频|动画))[)\]】〕〗]",
    re.IGNORECASE,
)
_SUBJECT = re.compile("信息公开|政务公开|信息主动公开|公开年报|法治政府|依法行政|年报|年度报告|工作报告")

_OF = "的?"
_DISCLOSURE = re.compile(
    rf"(?:政务公开[和与及暨、])?(?P<organ>政府|政务)?(?:环境)?信息(?:[和与及]政务)?(?:主动)?公开"
    rf"(?:条例[》”]?{_BAR}?(?:的?(?:贯彻|实施|执行|落实|施行))*)?{_BAR}?(?:工作)?{_BAR}?(?:开展|进展|完成)?(?:情况)?{_OF}"
    rf"{_BAR}?(?:年度)?(?:工作)?(?:情况)?(?:年度)?{_OF}(?:总结)?(?P<end>报告书?|年报|总结)"
    rf"|政务公开{_BAR}?(?:工作)?(?:情况)?{_OF}(?:{_BAR}|年度)(?:年度)?(?:工作)?(?:情况)?{_OF}(?:总结)?报告"
    rf"|政务公开{_BAR}?(?:工作)?{_BAR}?年报|(?<={_BAR})政务公开(?:工作)?(?:情况)?{_OF}(?:总结)?报告"
)
# 法治税务建设, 法治部门建设: what a bureau calls its own part of 法治政府建设; 法治文化建设 and the like are other things
_OWN_LAW = "法治(?!文化|社会|宣传|人才|队伍|环境|教育|乡村|阵地|思维)[一-鿿]{2}(?=建设)"
_THEME = f"(?:依法行政|法[治制]政府(?:部门)?|{_OWN_LAW}|法治(?=建设))(?:工作)?(?:建设)?(?:工作)?"
_LAW = re.compile(
    rf"(?:全面|深入|加快)?(?:推进|加强)?{_THEME}(?:\({_THEME}\))?(?:[和与及暨、]?(?:推进|加强|建设)?{_THEME})?{_BAR}?"
    rf"(?:重点)?(?:工作)?(?:进展|落实|开展|执行|推进|完成)?(?:情况)?{_OF}{_BAR}?(?:年度)?(?:工作)?(?:进展)?(?:情况)?{_OF}(?:年度)?(?:工作)?"
    r"(?P<end>总结报告|报告书?|年报|总结|(?<=情况)|情况)"
    rf"(?:[和及与暨、]{_BAR}?(?:下一?年度?)?(?:主要)?(?:工作)?(?:思路|计划|打算|安排|要点)(?:的?报告)?)?"
)
_EDITION = re.compile(
    rf"^[()\[\]【】_\s{_BAR}-]*"
    r"(?P<edition>[一-鿿A-Z]{1,5}版|PDF|WORD|OFD|图片|超链接?|全文|终稿|定稿"
    r"|征求意见稿|草案|[及和含附]+[表件]?\d*|[一二三四五六七八九]|\d)?"
    rf"[()\[\]【】\s》”\"{_BAR}]*$",
    re.IGNORECASE,
)
_SITE = re.compile(r"^\)?[-_|—–].*$")
_NAMED = re.compile(
    r"^(?:\(|[—-]{2})([一-鿿]{2,40}(?:府|局|办|委|会|厅|院|所|室|处|部|队|中心|街道|[镇乡市县区]|站|馆|署|公司|集团))\)?$"
)
_CUT = re.compile(rf"(?:信息公开|依法行政|法治政府)[{_BAR}建设工作情况的年度报告总结]*(?:\.{{2,}}|…)$")

_LEAD = re.compile(
    r"^(?:关于|\(\d+\)|0\d(?=[一-鿿])|附件\d*[:.、]?|[\d一二三四五六七八九十]{1,3}[.、](?!\d)|[:、,\"“”'《]|的)+"
)
_TRAIL = re.compile(
    r"(?:关于|年|(?:贯彻|落实|实施|执行|施行|推进|开展|学习)+[《“]?(?:中华人民共和国)?|[《“](?:中华人民共和国)?|年度|[:、,\"“”'》]|的"
    r"|(?:党政)?(?:主要)?负责人.*|履行.*)+$"
)
_AGENCY = re.compile(r"[一-鿿㐀-䶿〇A-Za-z0-9()·、“”\"—-]{2,60}")
_NOBODY = re.compile(
    "各.*|(?:历年|往年|年度|本年度?|本?机关|本单位|[我本全][局市县区镇乡办委厅省级]+|部门|单位|政府|下载|查看|其他|和|及|、)+"
)
_BROKEN = re.compile(
    "暂无|尚未|发布|公布|印发|转发|报送|上报|做好|(?<!机构)编制|编写|撰写|审议|召开|部署|征集|下发|填报|提交|出台|如何|怎样|第三方|统计"
    "(?!局|中心|调查|处|科|所|站)"
)
_TOWN = re.compile(r"[一-鿿]{2,}(?:[镇乡]|苏木)")
# Whose 信息公开年度报告 is of its own law (高等学校信息公开办法 and that of hospitals; statute.md §6); a 中学 or a 体育学校 of a
# bureau that reports by the calendar year does so under the 条例, like the bureau.
_SCHOOL = re.compile(r"(?:大学|学院|职院|高专|高等(?:专科|职业|职业技术)?学校|专科学校|医院|卫生院)$")
# Names in the shape of a place that the register does not know: 增城市 and 洪泽县 signed reports before they became
# districts. A zone is no place of its own: 开发区 and the like keep their name.
_PLACE = re.compile(
    "[一-鿿]{2,4}(?<!开发)(?<!高新)(?<!技术)(?<!园)(?<!景)(?<!新)(?<!社)(?<!校)(?<!片)(?<!范)(?<!税)(?<!作)(?<!理)(?<!假)(?<!护)(?<!试验)(?<!产业)"
    "(?<!功能)(?<!库)(?<!贸易)(?<!游)(?:区|县|市|旗|省)"
)


def _opening(word: str) -> str:
    """A pattern for every beginning of a word, the empty one too."""
    return "".join(f"(?:{letter}" for letter in word) + ")?" * len(word)


_YEARED = "(?:" + _opening("20") + "|20\\d{1,2}年?度?)"
_BEGUN = (
    "(?:关于)?(?:"
    + "|".join(
        map(_opening, ("政府信息公开工作", "信息公开工作", "政务公开工作", "法治政府建设", "依法行政工作"))
    )
    + ")"
)
_NAME = "(?!政府)[一-鿿()]{1,28}(?:府|局|办|委|会|厅|院|所|处|部|队|中心|街道|室|[镇乡市县区旗])"
_PROMISE = re.compile(f"^(?:关于)?(?:{_NAME}(?:关于)?{_YEARED}|20\\d\\d年?度?(?:{_NAME})?){_BEGUN}$")


def promises(text: str) -> bool:
    """Whether what is left of a title that a list cut off is how one of a report begins: an office, a year, its subject.

    >>> promises("示例县教育局2020年政府…"), promises("示例县教育局2020年部门…")
    (True, False)
    """
    return _PROMISE.match("".join(fold(text).split()).rstrip("….。")) is not None


@lru_cache(maxsize=16384)
def read_title(text: str) -> Title:
    """The title that `text` is: an anchor, a heading, a file name; several lines are read as one.

    >>> read_title("会仪镇人民政府2021年信息公开年度报告").agency
    '会仪镇人民政府'
    """
    shown = _HEAD_JUNK.sub("", "".join(text.split("\n"))).strip()
    plain = "".join(fold(text).split())
    if len(plain) > 200 or not _TRIGGER.search(plain):
        return Title(shown, None, reason="no word of an annual report")
    if _GRAPHIC.search(plain):  # before the brackets go that say so
        return _pictured(shown, plain)
    plain = _TAIL_JUNK.sub("", _HEAD_JUNK.sub("", plain))
    if quoted := _QUOTED.match(plain):
        plain = quoted[1] + quoted[2]
    return _judge(shown, plain)


def _years(plain: str) -> tuple[tuple[int | None, ...], str]:
    """The years of a title, in order, and the title with a bar in the place of each; None for a row of years."""
    years: list[int | None] = []

    def bar(match: re.Match[str]) -> str:
        if match["school"]:
            # 2022学年 begins in 2022; a school year is known by its end (statute.md §4)
            years.append(2000 + int(match["end"]) if match["end"] else int(match["school"][:4]) + 1)
        elif match["minguo"]:
            years.append(int(match["minguo"]) + 1911)
        else:
            year = int(match["arabic"] or numeral(re.sub("[Oo0]", "〇", match["han"])) or 0)
            years.append(None if match["from"] and year - int(match["from"]) > 1 else year)
        return _BAR

    barred = _YEAR.sub(bar, plain)
    return tuple(years), barred


def _pictured(shown: str, plain: str) -> Title:
    """A picture, a film or a reading of something, perhaps of a report: never the report."""
    years, _ = _years(_DATE.sub("", plain))
    kind = "graphic" if _SUBJECT.search(plain) else None
    return Title(shown, kind, years[-1] if years else None, reason="a picture of a report, not the report")


def _judge(shown: str, plain: str) -> Title:
    """First rule that fits wins: accounts, the two grammars, notices (statute.md §6)."""
    years, parts = _years(_DATE.sub("", plain))
    last = years[-1] if years else None
    if _PART.search(_DATE.sub("", plain)):
        return Title(shown, None, last, reason="a part of a year")
    if "决算" in plain or "预算" in plain:
        return Title(shown, "final_accounts" if "决算" in plain else "budget", last, reason="accounts")
    for kind, grammar in (("disclosure_annual", _DISCLOSURE), ("law_government_annual", _LAW)):
        for match in grammar.finditer(parts):
            if title := _parse(shown, kind, match, years, schooled="学年" in plain):
                return title
    if _NOTICE.search(plain):
        return Title(shown, "other_notice", last, reason="about reports, none itself")
    if years and (cut := _CUT.search(parts)) and not _BROKEN.search(parts):
        kind = "disclosure_annual" if "信息公开" in cut[0] else "law_government_annual"
        return Title(shown, kind, last, reason="cut off")
    return Title(shown, None, last, reason="no report by its grammar")


def _parse(
    shown: str, kind: str, match: re.Match[str], years: tuple[int | None, ...], *, schooled: bool
) -> Title | None:
    """The title whose tail `match` is, if what stands before and after the tail lets it be one; `schooled`: of a school year."""
    head, rest = match.string[: match.start()], match.string[match.end() :]
    named = _NAMED.match(rest)
    edition = _EDITION.match(rest)
    if not (edition or named or _SITE.match(rest)) or _BROKEN.search(head):
        return None
    before = match.string.count(_BAR, 0, match.end("end") if match["end"] is not None else match.end())
    year = years[before - 1] if before else years[0] if years else None
    fields = match.groupdict()
    if fields.get("organ") == "政府" and head.endswith("人民"):
        head += "政府"
    agency = _agency(head) or (_agency(named[1]) if named and not edition else None)
    if kind == "disclosure_annual" and (
        schooled or (agency and not fields["organ"] and "信息公开" in match[0] and _SCHOOL.search(agency))
    ):
        kind = "school_disclosure_annual"
    return Title(shown, kind, year, agency, None, edition["edition"] if edition else None)


def _agency(head: str) -> str | None:
    """Who issued it: what is left of the title; a bare place gains its government, nothing else is expanded."""
    name = _TRAIL.sub("", _LEAD.sub("", head.replace(_BAR, "").rpartition("_")[2]))
    name = name.rpartition("关于")[2]  # 某局关于某区2021年…的报告 reports on 某区
    if not _AGENCY.fullmatch(name) or _NOBODY.fullmatch(name):
        return None
    if wholly(name) or _PLACE.fullmatch(name) or _TOWN.fullmatch(name):
        return name + "人民政府"
    return name

"""The info bar: the lines under a title that say when, from whom and how often read; read as fields, never thrown away."""

from __future__ import annotations

import re
import unicodedata

from .hanzi import days, fold

# Labels as printed on 116 captured pages (facts/pages §3) and in the information tables of the CMS families; what each
# one says. A label in this table may be spaced (索 引 号) and end in either colon.
_LABELLED = {
    "published": (
        "发布于 发表于 发布日期 发布时间 发表时间 发表日期 公开日期 公开时间 信息发布时间 发稿时间 上传时间 录入时间 "
        "添加时间 信息时间 信息日期"
    ),
    "time": "时间 日期",
    "written": "发文时间 发文日期 成文日期 生成日期 成文时间 生成时间 印发日期 制发日期",
    "updated": "更新时间 更新日期",
    "source": "来源 信息来源 文章来源 稿件来源 稿源 新闻来源 内容来源",
    "issuer": (
        "发布机构 发布单位 发文机关 发文单位 公开主体 发布部门 制发机关 信息发布机构 责任部门 供稿单位 "
        "信息提供单位 公开责任部门 发文机构 发布机关"
    ),
    "index_no": "索引号 信息索引号 索取号 信息索引",
    "doc_no": "文号 发文字号 文件编号 统一编号 发文号 文件号 统一登记号",
    "title": "名称 标题 信息名称 文件名称",
    "count": (
        "浏览次数 浏览量 浏览 点击数 点击量 点击率 点击次数 访问量 访问次数 阅读次数 阅读量 阅读 阅读数 "
        "人气 浏览人次 点击 次数"
    ),
    "widget": (
        "字号 字体 字体大小 浏览字号 文字大小 视力保护色 背景色 保护视力色 分享 分享到 打印 收藏 我要纠错 "
        "语音播报 朗读 大小 视力保护"
    ),
    "editor": "作者 责任编辑 编辑 审核 校对 责编 撰稿 记者 录入 发布人 发布者 初审 复审 终审 签发 审稿 信息员",
    "other": (
        "主题词 关键词 关键字 分类 组配分类 主题分类 体裁 体裁分类 信息分类 公开方式 公开形式 公开时限 "
        "公开范围 公开类别 有效性 时效 效力状态 语种 服务对象 所属栏目 栏目 信息类别 分类号 信息有效性 "
        "实施日期 失效日期 生效日期 废止日期 内容概述 主题 文件类型 有效期 公开程序 标签 摘要 载体类型 "
        "记录形式 记录格式 政策解读 效力级别 关联类型 所属主题"
    ),
}
LABELS = {label: what for what, labels in _LABELLED.items() for label in labels.split()}
# Labels that no value ends in: they open a field even where the markup leaves no gap before them (gkmlpt pages).
_GLUED = "|".join(
    label
    for label, what in LABELS.items()
    if (what in {"count", "widget"} and len(label) > 2) or label in {"字号", "字体"}
)
_SPACED = "|".join(r"\s*".join(map(re.escape, label)) for label in sorted(LABELS, key=len, reverse=True))
# A label begins a line or follows a separator; what follows it up to the next label is its value.
_EDGE = r"(?:^|(?<=[\s\[【(（|｜,，;；\]】)）\t、]))"
# 发布于 2023-01-05: before a day these need no colon; others do, or prose that begins 时间2023年 would be a bar.
_DATED = "|".join(_LABELLED["published"].split())
FIELD = re.compile(
    rf"(?:{_EDGE}(?P<label>{_SPACED})|(?P<glued>{_GLUED}))\s*[:：﹕∶]"
    rf"|{_EDGE}(?P<dated>{_DATED})\s*(?=(?:19|20)\d\d\s*[-/.年]\s*\d)",
    re.MULTILINE,
)
BARE = re.compile(rf"^(?P<label>{_SPACED})$")
STAMP = re.compile(
    r"^[\[【(（]?\s*(?:\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}|(?P<han>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日))(?:[\sT]*\d{1,2}\s*[:∶：]\s*\d{1,2}(?:\s*[:∶：]\s*\d{1,2})?)?\s*[\]】)）]?"
)
# 某县农业局　2016-1-10 发布: the line that closes a page made by hand; a sentence says 于 and ends in a stop.
POSTED = re.compile(
    r"(?P<who>[^，。；：,;:!?于在自至\d]{0,40}?)\s*(?P<day>(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*(?:发布|发表|上传|录入|刊登|登载)"
)
CLOCK = re.compile(r"^[\sT]*\d{1,2}\s*[:∶：]\s*\d{1,2}(?:\s*[:∶：]\s*\d{1,2})?")
# 【来源：…】【字号 大 中 小】: a bracket closes the value (legacy pages), and 【打印】 is none of it
CLOSED = re.compile(
    r"(?<=.)(?:[】\]]\s*[【\[]|\s*[【\[](?=(?:打印|关闭|收藏|字[体号]|大\s|返回|分享|纠错|推荐|我要)))"
)
TRIM = " \t[]【】()（）|｜,，;；:：·•、"
MAYBE = re.compile(
    r"[:：﹕∶\t]|\d{4}\s*[-/.]|[于期间]\s*\d{4}年"
)  # a line without any of these has no field: most lines of a page
MAX_LINE = 320  # characters: the longest bar captured has 150; a longer line is a paragraph
MAX_VALUE = 90  # characters: the longest issuer name captured has 39; a longer value is prose


def fields(line: str) -> tuple[tuple[str, str], ...]:
    """The fields of a bar as (what, value), in order; empty when the line is no bar.

    A date at the head without a label is `time`. Rows of an information table come with tabs between the cells.

    >>> fields("发布日期: 2018-02-23 09:40 来源: 东阳市人民政府 字号: [ ] 浏览次数:")
    (('published', '2018-02-23 09:40'), ('source', '东阳市人民政府'), ('widget', ''), ('count', ''))
    """
    if len(line) > MAX_LINE or not MAYBE.search(line):
        return ()
    if "\t" in line:
        return _pairs(line.split("\t"))
    shown = unicodedata.normalize("NFKC", line).strip(" •")
    text = fold(shown)
    if len(text) != len(shown):
        shown = text  # where folding moves the characters, the folded value has to do
    if posted := POSTED.fullmatch(text):
        who = shown[: posted.end("who")].strip(TRIM)
        return (*([("source", who)] if who else []), ("published", posted["day"]))
    head = STAMP.match(text)
    if head and head["han"] and not FIELD.search(text, head.end()):
        head = None  # 2023年1月5日 by itself is how a document is signed
    found: list[tuple[str, str]] = []
    if head:
        found.append(("time", head.group().strip(TRIM)))
        text, shown = text[head.end() :], shown[head.end() :]
    marks = list(FIELD.finditer(text))
    before = shown[: marks[0].start()] if marks else shown
    if before.strip(TRIM):
        return (*found, ("rest", before.strip(TRIM))) if found else ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        value = CLOSED.split(shown[mark.end() : end])[0].strip(TRIM)
        if len(value) > MAX_VALUE:
            return ()
        label = mark["label"] or mark["glued"] or mark["dated"]
        found.append((LABELS["".join(label.split())], value))
    return tuple(found)


def is_bar(line: str) -> bool:
    """Whether a line is an info bar: it opens with a date stamp or a label, and its values are short and no prose."""
    found = fields(line)
    return bool(found) and all(_plain(what, value) for what, value in found)


def bare(cell: str) -> str | None:
    """What a table cell or line says that is nothing but a label, None for anything else."""
    mark = BARE.match(fold(cell).strip(TRIM))
    return LABELS["".join(mark.group("label").split())] if mark else None


def _pairs(cells: list[str]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    rest = iter(cells)
    for cell in rest:
        if not cell.strip(TRIM):
            continue
        what = bare(cell)
        if what is None:
            inline = () if "\t" in cell else fields(cell)
            if not inline:
                return ()
            found.extend(inline)
            continue
        value = next(rest, "").strip(TRIM)
        if len(value) > MAX_VALUE and what not in {"title", "other"}:
            return ()
        found.append((what, value))
    return tuple(found)


def _plain(what: str, value: str) -> bool:
    if what in {"published", "time", "written", "updated"}:
        return not value or bool(days(value)) or bool(CLOCK.match(value)) or len(value) <= 4
    if what == "rest":
        return len(value) <= 20 and not re.search(r"[。；！？]", value)
    return not re.search(r"[。；！？]", value)

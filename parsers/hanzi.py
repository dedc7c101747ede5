"""The ground floor: scripts, matching forms, numerals and dates. Whatever is matched passes here; what is stored is as printed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

# A NUL cuts the text off silently in OpenCC, a lone surrogate makes it raise (parts.md §1); the others are invisible
# in every CMS editor's output and would split words.
_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_INVISIBLE = re.compile("[\x00\ud800-\udfff\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

# Chromium prints PDFs in radical code points; NFKC mends the Kangxi block but not the supplement.
_RADICALS = str.maketrans(
    "⺁⺈⺊⺍⺒⺓⺗⺛⺝⺠⺩⺬⺮⺯⺲⺳⺷⺸⺺⺼⺽⻁⻄⻅⻆⻇⻉⻊⻋⻐⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱"
    "∶︰○◯",
    "厂刀卜小巳幺心旡月民王示竹糸网网羊羊聿肉臼虎西见角角贝足车金長长门阜雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龜"
    "::〇〇",
)

# Mirrors put the reading after a character: 報告(gào), 發(fā), also doubled (statute.md §0.3). Only what can be
# a syllable goes, so 手机(app) and 附件(pdf) stay.
_VOWELS = "aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PINYIN = re.compile(
    rf"(?<=[一-鿿])(?:\((?![a-z]\))(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[{_VOWELS}]{{1,4}}(?:ng?|r)?\))+"
)

# Taiwan words that t2s leaves standing, seen in the mirror of seed 002 or in titles. 民众 is none of them: mainland
# reports use it (seed 004); 设定 and 查询 neither (行政许可设定, 属于行政查询事项).
_WORDS = dict(
    re.findall(
        r"(\w+)>(\w+)",
        "资讯>信息 档案>文件 入口网站>门户网站 视窗>窗口 最佳化>优化 智慧型>智能 巨观>宏观 联络我们>联系我们 干安县>乾安县 网路>网络 "
        "网际网路>互联网 程式>程序 软体>软件 硬体>硬件 伺服器>服务器 资料库>数据库 列印>打印 搜寻>搜索 登入>登录 计画>计划",
    )
)
# 檔案 that are archives, and stay: the words around 档案 that no conversion of 文件 ever made.
_ARCHIVES = (
    "(?P<archive>档案(?=馆|局|室|处|科|学|柜|库|盒|袋|管理|事业|工作|法|资源|史料|整理|利用|移交|归集)"
    "|(?<=人事|干部|综合|电子|健康|学籍|个人|诚信|信用|历史|案卷|执法|诉讼|会计|婚姻|城建|文书)档案)"
)
_GLOSSARY = re.compile("|".join([_ARCHIVES, *sorted(_WORDS, key=len, reverse=True)]))

_SHORT = 240  # anchors, labels and headings are shorter, and come again on every page; bodies are not kept
_NOISE = re.compile(r"[\W_]+")


@cache
def _converter() -> Callable[[str], str]:
    import opencc  # noqa: PLC0415 -- 90 ms that a page without Han characters need not pay

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


@cache
def _classes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters only Traditional text has and only Simplified text has, as OpenCC itself tells them apart."""
    import opencc  # noqa: PLC0415 -- see _converter

    block = [chr(code) for low, high in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(low, high)]
    simpler = _converter()("\n".join(block)).split("\n")
    fuller = opencc.OpenCC("s2t").convert("\n".join(block)).split("\n")
    kinds = list(zip(block, simpler, fuller, strict=True))
    hant = "".join(char for char, less, more in kinds if less != char and more == char).replace("乾", "")
    hans = "".join(char for char, less, more in kinds if less == char and more != char)
    return re.compile(f"[{hant}]"), re.compile(f"[{hans}]")


def script(text: str) -> str:
    """`hant` where Traditional characters are over four fifths of the telling ones, `hans` under one fifth, else `mixed`.

    Text without a telling character is `hans`.
    """
    hant, hans = _classes()
    if not (full := len(hant.findall(text))):
        return "hans"
    share = full / (full + len(hans.findall(text)))
    return "hant" if share > 0.8 else "hans" if share < 0.2 else "mixed"


def simplify(text: str) -> str:
    """The reading copy: Simplified characters, word by word as printed; NULs and lone surrogates are gone.

    >>> simplify("政府信息公開")
    '政府信息公开'
    """
    return text if text.isascii() and "\0" not in text else _settle(_UNSAFE.sub("", text))


def _settle(text: str) -> str:
    """t2s until it stands still: what one pass makes can be a phrase of the next."""
    convert = _converter()
    kept = "乾" if "乾" in text and script(text) == "hans" else "\0"  # 乾安县 is no 干安县
    for _ in range(4):
        text, before = kept.join(map(convert, text.split(kept))), text
        if text == before:
            break
    return text


def fold(text: str) -> str:
    """The matching form: width, radicals, Simplified characters, mainland words, no injected pinyin; white space stays.

    >>> fold("廣州市２０２０年政府資訊公開(gōng)報告")
    '广州市2020年政府信息公开报告'
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_RADICALS)
    plain = PINYIN.sub("", plain)
    simple = _settle(plain)
    if simple == plain or script(plain) == "hans":
        return simple
    return _GLOSSARY.sub(lambda word: word["archive"] or _WORDS[word[0]], simple)


_fold_short = lru_cache(maxsize=16384)(_fold)


def key(text: str) -> str:
    """`fold` without white space, quotes, punctuation and case: two prints of one phrase have one key."""
    return _NOISE.sub("", fold(text)).lower()


# ---- numerals

_DIGITS = {"○": 0, "O": 0, "零": 0, "两": 2} | {
    char: n % 10 for n, char in enumerate("〇一二三四五六七八九〇壹贰叁肆伍陆柒捌玖")
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ARABIC = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万亿|[百千万亿]?)")
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_CHINESE = re.compile("[〇零○O一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+")


def numeral(text: str) -> int | None:
    """The whole number that `text` is, in Arabic, full-width or Chinese figures; None where it is anything else.

    >>> numeral("一百二十三"), numeral("二○一五"), numeral("３.５万"), numeral("十余")
    (123, 2015, 35000, None)
    """
    return _count(_settle(unicodedata.normalize("NFKC", _UNSAFE.sub("", text))).replace("−", "-").strip())


def _count(plain: str) -> int | None:
    if match := _ARABIC.fullmatch(plain):
        sign, whole, part, scale = match.groups(default="")
        value, rest = divmod(int(whole.replace(",", "") + part) * _SCALES[scale], 10 ** len(part))
        return None if rest else -value if sign == "-" else value
    if not _CHINESE.fullmatch(plain):
        return None
    if all(char in _DIGITS for char in plain):
        return int("".join(str(_DIGITS[char]) for char in plain))
    return _spoken(plain)


def _spoken(plain: str) -> int | None:
    """一万二千三百零五: figures that name their places; None where the places do not fall."""
    total, section, digit, last, zero = 0, 0, -1, 10**4, False
    for char in plain:
        if char in _DIGITS:
            if digit > 0:
                return None
            digit, zero = _DIGITS[char], zero or _DIGITS[char] == 0
        elif char in _UNITS:
            if _UNITS[char] >= last or (digit == 0 and char not in "十拾"):
                return None
            section, digit, last = section + (abs(digit) or 1) * _UNITS[char], -1, _UNITS[char]
        else:
            value = section + max(digit, 0)
            if not value and not total:
                return None
            total = (total + value) * 10**8 if char == "亿" else total + value * 10**4
            section, digit, last, zero = 0, -1, 10**4, False
    if digit > 0 and not zero and (last in {100, 1000} or (last == 10**4 and total)):
        return None  # 三百五 means 350 to one and 305 to another
    return total + section + max(digit, 0)


# ---- dates


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed: `value` ISO 8601 as far as `precision` (`day`, `month`, `year`) goes.

    `flag` is `repaired` where a lost 年, 月 or 日 was put back because only one real day fits, else None.
    """

    value: str
    precision: str
    flag: str | None = None


class Found(NamedTuple):
    """A `Day` and where it stands: character offsets into the text that was searched."""

    start: int
    end: int
    day: Day


# One character for one, so that offsets hold: full width, radicals (⽇ ⽉), odd spaces, 國, ∶, ○.
_WIDE = (*range(0xFF01, 0xFF5F), *range(0x2F00, 0x2FD6), 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F)
_FLAT = {code: unicodedata.normalize("NFKC", chr(code)) for code in _WIDE} | str.maketrans(
    "∶○◯零國號", ":〇〇〇国号"
)
_HAN_YEAR = "[〇Oo一二三四五六七八九]{4}"
_HAN_DAY = "[一二三四五六七八九十]{1,3}"
_YEAR = rf"(?:(?<!\d)\d{{4}}|(?<![〇一二三四五六七八九十百千]){_HAN_YEAR}|民国 ?(?:\d{{2,3}}|{_HAN_DAY}))"
_MONTH = rf"(?:\d{{1,2}}|元|{_HAN_DAY})"
_DATE = re.compile(
    # 2018年3月15日, (2024年3 月 26日), 二○二○年元月二日, 民國109年1月8日; a lost 日 only where the line or a clock follows
    rf"(?P<y>{_YEAR}) {{0,2}}年 {{0,2}}(?P<m>{_MONTH}) {{0,2}}月 {{0,2}}"
    rf"(?:(?P<d>\d{{1,2}}|{_HAN_DAY})(?: {{0,2}}[日号]|(?P<lost> *(?=$|\n| \d{{1,2}}:\d\d|[)\],。;]))))"
    # 2018-03-15, 2018/3/15, 2018.3.15; index numbers (2026-02-00018) are none of these
    r"|(?<![\d./-])(?P<y2>\d{4}) ?(?P<sep>[-/.]) ?(?P<m2>\d{1,2}) ?(?P=sep) ?(?P<d2>\d{1,2})"
    r"(?=\d{2}:\d{2}|[^\d./-]|[./-](?!\d)|$)"
    # the losses of seed 004 and its like: 20197月29日, 2019729日, 2018年1231日, 20198月
    r"|(?<![\d.])(?P<y3>(?:19|20)\d\d)(?P<m3>\d{1,2})月(?P<d3>\d{1,2})日"
    r"|(?<![\d.])(?P<y4>(?:19|20)\d\d)年?(?P<run>\d{2,4})日"
    r"|(?<![\d.])(?P<y5>(?:19|20)\d\d)(?P<m5>\d{1,2})月"
    # months and years
    rf"|(?P<y6>{_YEAR}) {{0,2}}年 {{0,2}}(?P<m6>{_MONTH}) {{0,2}}月"
    r"|(?<![\d./-])(?P<y7>\d{4})-(?P<m7>\d{1,2})(?! ?[-\d./年学])"
    rf"|(?P<y8>{_YEAR}) {{0,2}}年"
)
# Chrome prints the day of the visit, or of the crawler's visit, on pages years older (statute.md §5).
_TODAY = re.compile(
    r"(?:今天是|今天|今日|今日是|现在是|现在时间|当前时间|当前日期|系统时间|北京时间|服务器时间)[\s:,|]*(?:星期.|周.)?[\s:,]*$"
)
_DIGITAL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?")


def days(text: str) -> tuple[Found, ...]:
    """Every date in `text`, in order, each with its offsets; days that do not exist and 今天是 are left out."""
    flat = text.translate(_FLAT)
    found = []
    for match in _DATE.finditer(flat):
        if _TODAY.search(flat, max(0, match.start() - 24), match.start()):
            continue
        if date := _dated(match):
            found.append(Found(match.start(), match.end(), date))
    return tuple(found)


def day(text: str) -> Day | None:
    """The first full date in `text`, else the first month; a mere year is no date. 20180315 counts when it stands alone.

    >>> day("发布日期：2018年3 月 5日 来源：本网")
    Day(value='2018-03-05', precision='day', flag=None)
    """
    if match := _DIGITAL.fullmatch(text.strip()):
        return _real(match[1], match[2], match[3])
    found = [each.day for each in days(text) if each.day.precision != "year"]
    return next((each for each in found if each.precision == "day"), found[0] if found else None)


def _dated(match: re.Match[str]) -> Day | None:
    part = {name.rstrip("2345678"): value for name, value in match.groupdict().items() if value is not None}
    if "run" in part:
        run = part["run"]
        fits = {
            fit
            for cut in range(max(1, len(run) - 2), min(2, len(run) - 1) + 1)
            if not (run[0] == "0" or run[cut] == "0") or len(run) == 4
            if (fit := _real(part["y"], run[:cut], run[cut:], "repaired"))
        }
        return fits.pop() if len(fits) == 1 else None
    mended = "lost" in part or match["y3"] or match["y5"]
    return _real(part["y"], part.get("m"), part.get("d"), "repaired" if mended else None)


def _real(year: str, month: str | None, date: str | None, flag: str | None = None) -> Day | None:
    """The Day that the printed parts name, if there is such a day in our time."""
    y = _count(year.removeprefix("民国").strip().replace("o", "O"))
    m = 1 if month == "元" else _count(month or "1")
    d = _count(date or "1")
    if y is None or m is None or d is None:
        return None
    y += 1911 if year.startswith("民国") else 0
    try:
        value = dt.date(y, m, d).isoformat() if 1900 <= y < 2100 else ""
    except ValueError:
        return None
    if not value:
        return None
    if month is None:
        return Day(value[:4], "year", flag)
    return Day(value, "day", flag) if date else Day(value[:7], "month", flag)

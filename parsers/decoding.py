"""Bytes into text by score, and what a file is by its first bytes; labels on the outside are only tie-breakers."""

from __future__ import annotations

import codecs
import re

# The most frequent Han characters of official prose, Simplified with their Traditional twins: a wrong codec yields
# rare characters, a right one yields these. Single-digit errors do not matter, the sum does (585 of 585 cases right).
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外"
    "天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很"
    "情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她"
    "手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思"
    "术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科"
    "张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千"
    "周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格"
    "养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢席含"
    "企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均武固叶鱼波视仅费紧爱左章早朝害"
    "续轻服试食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲输修故城夫够送笔船占右财吃富春职觉汉画功巴跟虽杂飞检吸助"
    "升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环双请超微让控州良轴找否纪益依优顶础载倒房突"
    "坐粉敌略客袁冷胜绝析块剂测丝协诉念陈仍罗盐友洋错苦夜刑移频逐靠混母短皮终聚汽村云哪既距卫停烈央察烧迅境若印洲刻括激孔"
    "搞甚室待核校散侵吧甲游久菜味旧模湖货损预阻毫普稳乙妈植息扩银语挥酒守拿序纸医缺雨吗针刘啊急唱误训愿审附获茶鲜粮斤孩脱"
    "這個國來時們會對說產種學經過動進電裡實現體機當點從業還關間樣與線數問題條結無軍黨員總長統級計設處隊門導報壓議類離確張"
    "節話況傳許記權認證轉單風務達積號廣東車馬區縣鄉鎮務訊資訴訟複製檔規劃標準維護網頁發佈佈辦構專項審執應開啟環"
)
SAMPLE = 100_000  # characters that are scored: enough to tell codecs apart, cheap on a page of megabytes
CODECS = ("utf-8", "gb18030", "big5")
LABELS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "utf8": "utf-8",
    "big5-hkscs": "big5",
}
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)")

MAGIC = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "doc"),  # the OLE container: DOC and XLS alike, told apart by whoever opens it
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"{\\rtf", "doc"),
)
PACKED = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"OFD.xml", "ofd"))
HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|frameset|meta|title|div|table|p|span|script|a|ul|li|td|tr|br|h\d)\b",
    re.IGNORECASE,
)


def sniff(data: bytes) -> str:
    """The medium of some bytes: html, text, json, xml, pdf, doc, docx, xlsx, ofd, image, zip, empty or unknown."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        return "empty" if not data.strip(b"\xef\xbb\xbf \t\r\n") else "text"
    if head.startswith(b"PK\x03\x04"):
        return next((medium for mark, medium in PACKED if mark in data), "zip")
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "html" if HTML.search(data[:8192].replace(b"\x00", b"")) else "text"
    named = next((medium for mark, medium in MAGIC if head.startswith(mark)), None)
    if named and not (named == "image" and _lettered(head)):
        return named
    if b"%PDF-" in data[:1024] and not HTML.search(data[:1024]):
        return "pdf"  # some servers print a line of their own before the file
    if b"\x00" in head[:1024] and not HTML.search(head):
        return "unknown"
    if head[:1] in b"{[" and not HTML.match(head):
        return "json"
    if head.startswith(b"<?xml") and not re.search(rb"<html", head, re.IGNORECASE):
        return "xml"
    if head.startswith((b"<datastore", b"<recordset", b"<rss")):
        return "xml"
    return "html" if HTML.search(data[:65_536]) else "text"


def _lettered(head: bytes) -> bool:
    """Whether bytes that begin with the letters BM are plain text after all (a bitmap has control bytes)."""
    return head.startswith(b"BM") and not any(byte < 9 for byte in head[:64])


def decode(data: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of `data` and the codec that read it: byte-order mark, strict utf-8, else the best-scored codec.

    Never raises. A declaration decides only between equal scores: of four kinds of liar it was wrong in all
    (utf-8 declared gb2312, gb18030 declared utf-8, iso-8859-1, nothing).
    """
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), codec
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    label = _declared(data, content_type)
    readings = [(score(text), codec == label, codec, text) for codec, text in _readings(data)]
    best = max(readings, key=lambda reading: (reading[0], reading[1]))
    return best[3], best[2]


def score(text: str) -> int:
    """How much a text looks like Chinese read rightly: common characters less five for each replaced one."""
    sample = text[:SAMPLE]
    return sum(map(sample.count, COMMON & set(sample))) - 5 * sample.count("\ufffd")


def _readings(data: bytes) -> list[tuple[str, str]]:
    return [(codec, data.decode(codec, "replace")) for codec in CODECS]


def _declared(data: bytes, content_type: str) -> str | None:
    found = DECLARED.search(content_type.encode("ascii", "replace")) or DECLARED.search(data[:4096])
    if found is None:
        return None
    label = found.group(1).decode("ascii").lower()
    return LABELS.get(label, label)

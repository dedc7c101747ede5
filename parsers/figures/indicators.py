"""The indicators that prose can name: the annex of the 2014 form and the fee statement of 2021, with the words they go by.

A wording ends where its number begins. `|` and `(?:…)` are those of `re`; quotes and spaces are gone before anything is matched,
and full-width marks are half-width. What no wording fits keeps its number and gets no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# The plain measure words of each kind of unit; None (no unit printed) is let in where the label says 数量 or 为.
FITS = {
    "条": frozenset({"条", "件", "份", "篇", "则", None}),
    "件": frozenset({"件", "宗", "起", "份", "条", "例", "次", "个", None}),
    "次": frozenset({"次", "场", "场次", "期", "件", "起", "个", "条", None}),
    "篇": frozenset({"篇", "条", "件", "份", "次", "个", None}),
    "个": frozenset({"个", "处", "家", None}),
    "人": frozenset({"人", "名", "位", "个", None}),
    "人次": frozenset({"人次", "人", "名", None}),
    "万元": frozenset({"万元"}),
    "元": frozenset({"元", "万元"}),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: `unit` is that of the form, `topic` the part of a report it is told in, `needs` whether only there.

    A `total` is not a total any more after 其中.
    """

    code: str
    label: str
    unit: str
    topic: str
    needs: bool
    total: bool
    words: re.Pattern[str] | None
    barred: re.Pattern[str] | None
    follows: tuple[re.Pattern[str], re.Pattern[str]] | None = None

    @property
    def parted(self) -> bool:
        """Whether parts of a consolidated report tell it of themselves: 乡镇发布…条."""
        return self.total or self.code.startswith("A14.1.")

    def fits(self, unit: str | None, value: float) -> bool:
        """Whether a number in `unit` can be this indicator's; a fee of 0 is 0 in 元 as well."""
        return unit in FITS[self.unit] or (self.unit == "万元" and unit == "元" and value == 0)


_INFO = "(?:政府|政务|公开)?信息"
_CASE = "(?:申请)?(?:案件|案|事项|件)?"
_RULE = "(?:行政)?规范性文件"
_ABOUT = "(?:政府信息公开|信息公开|政务公开)"
_WAY = (
    "(?:平台|渠道|途径|方式|形式|上)?(?:提交|递交|提出|收到|受理)?(?:的|了)?(?:(?:政府)?信息公开)?(?:申请)?"
)
_SITE = "(?:公众号|公众平台|平台|渠道|上)*(?:共|累计)?(?:主动)?公开(?:的|了)?(?:各类)?"
_END = r"(?=[,、。;:)]|和|及|$)"

# code | label | unit of the form | topic (! where it means nothing else elsewhere) | T for a total | wording before the number
_TABLE = rf"""
A14.1.1     | 主动公开政府信息数 | 条 | proactive | T | 主动公开(?:的|了)?(?:各类|各项|各种)?(?:的)?{_INFO}
A14.1.1.1   | 主动公开规范性文件数 | 条 | proactive | - | 主动公开(?:的|了)?{_RULE}
A14.1.1.2   | 制发规范性文件总数 | 件 | proactive | T | (?:制发|制定|印发|出台)(?:的|了)?{_RULE}
A14.1.2     | 通过不同渠道和方式公开政府信息数 | 条 | proactive | T | 不同渠道和方式(?:主动)?公开{_INFO}(?:的情况)?
A14.1.2.1   | 政府公报公开政府信息数 | 条 | proactive | - | 政府公报{_SITE}{_INFO}
A14.1.2.2   | 政府网站公开政府信息数 | 条 | proactive | - | (?:政府|政务|门户)网站{_SITE}{_INFO}
A14.1.2.3   | 政务微博公开政府信息数 | 条 | proactive | - | 微博{_SITE}{_INFO}
A14.1.2.4   | 政务微信公开政府信息数 | 条 | proactive | - | (?<!微博)(?<!微博[、和及与])(?:政务)?微信{_SITE}{_INFO}
A14.1.2.5   | 其他方式公开政府信息数 | 条 | proactive | - | 其[他它]方式(?:主动)?公开{_INFO}
A14.2.1     | 回应公众关注热点或重大舆情数 | 次 | proactive | T | 回应(?:公众|社会|群众)?(?:关注)?的?热点(?:问题)?(?:[、或和及]重大舆情)?
A14.2.2.1   | 参加或举办新闻发布会总次数 | 次 | proactive | T | (?:参加或)?(?:举办|召开|举行|组织|参加)(?:或参加)?(?:了|的)?(?:政府)?新闻发布会
A14.2.2.1.1 | 主要负责同志参加新闻发布会次数 | 次 | proactive | - | 主要负责(?:同志|人)参加(?:的)?新闻发布会
A14.2.2.2   | 政府网站在线访谈次数 | 次 | proactive | T | 在线访谈
A14.2.2.2.1 | 主要负责同志参加政府网站在线访谈次数 | 次 | proactive | - | 主要负责(?:同志|人)参加(?:的)?(?:政府网站)?在线访谈
A14.2.2.3   | 政策解读稿件发布数 | 篇 | proactive | - | 政策解读稿件?(?:发布)?
A14.2.2.4   | 微博微信回应事件数 | 次 | proactive | - | 微博[、和及]?微信回应(?:事件)?
A14.2.2.5   | 其他方式回应事件数 | 次 | proactive | - | 其[他它]方式回应(?:事件)?
A14.3.1     | 收到申请数 | 件 | applications! | T | (?:收到|受理|接到|接收)[^,;。]{{0,45}}?申请(?:公开)?(?:的)?(?:{_INFO})?(?:的)?{_CASE}|(?<![办处]理)(?:政府|政务)?信息(?:依申请)?公开(?:的)?申请{_CASE}
A14.3.1.1   | 当面申请数 | 件 | applications! | - | (?:当面|现场){_WAY}
A14.3.1.2   | 传真申请数 | 件 | applications! | - | 传真{_WAY}
A14.3.1.3   | 网络申请数 | 件 | applications! | - | (?:网络|网上|互联网|在线|网站){_WAY}
A14.3.1.4   | 信函申请数 | 件 | applications! | - | (?:信函|邮寄|信件){_WAY}
A14.3.2     | 申请办结数 | 件 | applications! | T | 办结(?:的)?(?:政府)?(?:信息公开)?申请|申请(?:件|事项)?(?:已|均已)?办结
A14.3.2.1   | 按时办结数 | 件 | applications! | - | 按[时期](?:已)?办结
A14.3.2.2   | 延期办结数 | 件 | applications! | - | 延期(?:已)?办结
A14.3.3     | 申请答复数 | 件 | applications! | T | 申请答复|(?<![意分期])答复(?:了|的)?(?:政府)?(?:信息)?(?:依申请)?(?:公开)?申请(?:件)?
A14.3.3.1   | 属于已主动公开范围数 | 件 | applications! | - | (?<!不)属于已?主动公开(?:的)?范围
A14.3.3.2   | 同意公开答复数 | 件 | applications! | - | (?<!不)同意公开(?:答复)?
A14.3.3.3   | 同意部分公开答复数 | 件 | applications! | - | (?<!不)同意部分公开(?:答复)?
A14.3.3.4   | 不同意公开答复数 | 件 | applications! | - | 不同意公开(?:答复)?
A14.3.3.4.1 | 涉及国家秘密 | 件 | applications! | - | 涉及国家秘密
A14.3.3.4.2 | 涉及商业秘密 | 件 | applications! | - | 涉及商业秘密
A14.3.3.4.3 | 涉及个人隐私 | 件 | applications! | - | 涉及个人隐私
A14.3.3.4.4 | 危及国家安全、公共安全、经济安全和社会稳定 | 件 | applications! | - | 危及国家安全、公共安全、经济安全[和及、]社会稳定
A14.3.3.4.5 | 不是《条例》所指政府信息 | 件 | applications! | - | 不[是属]于?《?(?:政府信息公开)?条例》?所指(?:的)?政府信息
A14.3.3.4.6 | 法律法规规定的其他情形 | 件 | applications! | - | 法律、?法规规定的其他情形
A14.3.3.5   | 不属于本行政机关公开数 | 件 | applications! | - | 不属于本(?:行政)?机关公开(?:职责)?(?:范围)?
A14.3.3.6   | 申请信息不存在数 | 件 | applications! | - | (?:申请|政府)?信息不存在
A14.3.3.7   | 告知作出更改补充数 | 件 | applications! | - | 作出更改[、或]?补充
A14.3.3.8   | 告知通过其他途径办理数 | 件 | applications! | - | 告知通过其[他它]途径办理(?:数等其[他它]形式的答复)?
A14.4       | 行政复议数量 | 件 | review_litigation! | T | (?:行政)?复议{_CASE}
A14.4.1     | 行政复议:维持具体行政行为数 | 件 | review_litigation! | - | 维持具体行政行为
A14.4.2     | 行政复议:被依法纠错数 | 件 | review_litigation! | - | 被依法纠错
A14.4.3     | 行政复议:其他情形数 | 件 | review_litigation! | - | 其[他它]情形
A14.5       | 行政诉讼数量 | 件 | review_litigation! | T | (?:行政)?诉讼{_CASE}
A14.5.1     | 行政诉讼:维持具体行政行为或者驳回原告诉讼请求数 | 件 | review_litigation! | - | 维持具体行政行为或者?驳回原告诉讼请求
A14.5.2     | 行政诉讼:被依法纠错数 | 件 | review_litigation! | - | 被依法纠错
A14.5.3     | 行政诉讼:其他情形数 | 件 | review_litigation! | - | 其[他它]情形
A14.6       | 举报投诉数量 | 件 | review_litigation! | T | (?:举报投诉|投诉举报){_CASE}
A14.7       | 依申请公开信息收取的费用 | 万元 | fees! | T | 收取[^,;。]{{0,20}}?费用?|收费(?:金额|总额)?
A14.8.1     | 政府信息公开工作专门机构数 | 个 | staff | T | 政府信息公开工作专门机构
A14.8.2     | 设置政府信息公开查阅点数 | 个 | staff | T | 信息(?:公开)?查阅(?:点|场所)
A14.8.3     | 从事政府信息公开工作人员数 | 人 | staff | T | 从事政府信息公开工作(?:的)?(?:工作)?人员
A14.8.3.1   | 专职人员数 | 人 | staff! | - | 专职(?:工作)?人员
A14.8.3.2   | 兼职人员数 | 人 | staff! | - | 兼职(?:工作)?人员
A14.8.4     | 政府信息公开专项经费 | 万元 | staff | T | 信息公开(?:工作)?专项(?:工作)?经费
A14.9.1     | 召开政府信息公开工作会议或专题会议数 | 次 | staff | T | 召开(?:了)?(?:{_ABOUT}(?:工作)?(?:专题)?会议?|会议)(?:或专题会议)?
A14.9.2     | 举办各类培训班数 | 次 | staff | T | 举办(?:了)?(?:各类|{_ABOUT}(?:工作|业务|专题)*)培训班
A14.9.3     | 接受培训人员数 | 人次 | staff | T | 接受(?:{_ABOUT}(?:工作)?)?培训(?:的)?(?:工作)?(?:人员)?
C.fee.notices        | 收费通知件数 | 件 | processing_fee! | T | (?:发出|下达|送达|开具|发送)(?:的|了)?(?:[^,;。]{{0,12}}信息处理费)?(?:的)?(?:收费)?通知(?:书|单)?(?:的)?
C.fee.charged_yuan   | 收费通知总金额 | 元 | processing_fee! | T | (?:应收|通知收取)(?:取)?[^,;。]{{0,12}}信息处理费|(?<!收取)(?<!收取的)(?<!收取费用)总金额
C.fee.collected_yuan | 实际收取信息处理费 | 元 | processing_fee! | T | (?<!通知)(?<!应)收取(?:的|了)?[^,;。]{{0,16}}?信息处理费|(?<!通知)(?<!应)收取(?:的)?费用?|实际收取(?:的)?(?:费用)?总?金额
"""

# Where the number stands between the verb and the noun: 收到4件信息公开申请. What stands before it | what follows it.
_AROUND = rf"""
A14.1.1   | 主动公开(?:了)? | (?:各类)?(?:政府|政务)信息{_END}
A14.1.2.2 | (?:政府|门户)网站{_SITE} | {_INFO}{_END}
A14.1.2.3 | 微博{_SITE} | {_INFO}{_END}
A14.1.2.4 | (?<!微博)(?<!微博[、和及与])微信{_SITE} | {_INFO}{_END}
A14.2.2.1 | (?:举办|召开|举行)(?:了)? | (?:政府)?新闻发布会{_END}
A14.3.1   | (?:收到|受理|接到|接收)(?:了)? | (?:书面|有效)?(?:的)?(?:政府|政务)?信息(?:依申请)?公开(?:的)?申请{_END}
A14.3.1   | (?:收到|受理|接到|接收)(?:了)? | (?:依申请公开|申请公开)(?:政府)?(?:信息)?(?:的)?(?:申请)?(?:事项|件)?{_END}
A14.4     | (?:发生|收到|接到|有|涉及|引发|被申请|被提起)(?:了)? | (?:[^,;。、和及与]{{0,20}}的)?(?:行政)?复议{_CASE}{_END}
A14.5     | (?:发生|收到|接到|有|涉及|引发|被提起)(?:了)? | (?:[^,;。、和及与]{{0,20}}的)?(?:行政)?诉讼{_CASE}{_END}
A14.8.2   | (?:设置|设立|设有|开辟|建立|建成)(?:了)? | (?:公共)?(?:政府)?(?:信息公开|信息)?(?:公共)?查阅(?:点|场所)
A14.8.3.1 | (?:配备|配有|落实|安排|设|有|明确)(?:了)? | 专职(?:工作)?人员
A14.8.3.2 | (?:配备|配有|落实|安排|设|有|明确)(?:了)? | 兼职(?:工作)?人员
A14.9.1   | 召开(?:了)? | {_ABOUT}(?:工作)?(?:专题|推进|部署)?会议?{_END}
A14.9.2   | 举办(?:了)? | {_ABOUT}(?:工作|业务|专题)*培训班{_END}
C.fee.notices | (?:发出|下达|送达|开具|发送)(?:了)? | (?:信息处理费)?(?:收费)?通知(?:书|单)?{_END}
"""

# What may stand between the words and the number: 数为, 的共计, 达到; \0 is a bracketed note that was laid over.
_FILL = r"(?:\0*(?:总?[件条次人篇]?数量?|总量)?\0*)[的为是共计合总达到有了:约近超过逾量均仅累额金]{0,8}$"


# Words in the clause of a number that make it another one: part of the total, its outcome, its cost.
_ORGAN = "(?:组织|单位|机构|行政|形式|方式)"
_BARRED = {
    "A14.1.1": "^(?!.*等[^,]{0,8}(?:渠道|形式|方式|途径|载体|平台|媒体|媒介)).*(?:网站|微博|微信|公报|报纸|电视|广播|公开栏|平台|点击|浏览)",
    "A14.2.2.1": "主要负责|领导",
    "A14.2.2.2": "主要负责|领导",
    "A14.3.1": "复议|诉讼|投诉|许可|当面|传真|网络|网上|信函|邮件|邮寄|现场|答复|办结|撤回|撤销|转办|转交|转送|结转|延期|重复|补正|补充|同意|驳回"
    f"|咨询|审批|更正|除|救助|低保|其[他它](?!{_ORGAN})",
    "A14.3.1.1": "答复|办结|公开政府|咨询|发布",
    "A14.3.1.2": "答复|办结|公开政府|咨询|发布",
    "A14.3.1.3": "答复|办结|公开政府|咨询|发布|邮件",
    "A14.3.1.4": "答复|办结|公开政府|咨询|发布|邮件",
    "A14.3.2": "按[时期]|延期|当场|率",
    "A14.3.3": "同意|部分|延期|逾期|口头|按[时期]|率|结转",
    "A14.4": "维持|纠|撤|驳回|审结|结果|终止|败诉|胜诉|费|出庭|应诉|未经|后起诉|后诉讼",
    "A14.5": "维持|纠|撤|驳回|审结|结果|终止|败诉|胜诉|费|出庭|未经|后起诉",
    "A14.6": "办结|回复|答复",
    "A14.7": "信息处理费|行政事业|减|应收|罚|诉讼|支出|工本",
    "C.fee.charged_yuan": "实际|减",
    "C.fee.collected_yuan": "应收|减|退",
}

# What a sentence has to speak of where the indicator means nothing else elsewhere and the heading does not say it.
SUBJECTS = {
    "applications": re.compile("信息公开[^,。]{0,8}申请|依申请公开|申请公开[^,。]{0,4}信息|公开申请"),
    "review_litigation": re.compile("信息公开|政务公开"),
    "fees": re.compile("信息公开|依申请公开"),
    "staff": re.compile("信息公开|政务公开"),
    "processing_fee": re.compile("信息处理费|收费通知"),
}

# A sentence on the processing fee of 2021 is about no other fee.
FOREIGN = {"fees": re.compile("信息处理费")}


def _built() -> tuple[Indicator, ...]:
    found = []
    for line in _TABLE.strip().splitlines():
        code, label, unit, topic, total, words = (part.strip() for part in line.split(" | ", 5))
        needs = topic.endswith("!")
        rule = re.compile(f"(?:{words}){_FILL}")
        found.append(Indicator(code, label, unit, topic.rstrip("!"), needs, total == "T", rule, _bar(code)))
    known = {each.code: each for each in found}
    for line in _AROUND.strip().splitlines():
        code, lead, after = (part.strip() for part in line.split(" | ", 2))
        kin = known[code]
        pair = (re.compile(f"(?:{lead})[共达有约近超过计]{{0,4}}$"), re.compile(after))
        found.append(
            Indicator(code, kin.label, kin.unit, kin.topic, kin.needs, kin.total, None, kin.barred, pair)
        )
    return tuple(found)


def _bar(code: str) -> re.Pattern[str] | None:
    return re.compile(_BARRED[code]) if code in _BARRED else None


INDICATORS = _built()
BY_CODE = {each.code: each for each in reversed(INDICATORS)}

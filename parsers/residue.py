"""Residue: the words of site chrome, as tables, and the judge who tells from one whole line what it is.

A whole line only: the same words stand in bodies (无障碍办事 in seed 000, 分享 in seed 003). Where in the page a
verdict counts is for `chrome` to say. English class names prove nothing on these sites and are not looked at.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .hanzi import fold
from .infobar import is_bar

# Words of widgets; a line made of nothing but these and separators is a widget. Counted on 116 captured pages.
WIDGETS = (
    "长者助手 长者专区 长者模式 退出长者模式 进入长者模式 关爱版 无障碍 无障碍浏览 无障碍版 无障碍阅读 无障碍服务 无障碍辅助 无障碍工具条"
    " 网站无障碍 网页无障碍 适老化 适老化无障碍 适老版 适老模式 辅助浏览 关怀版 进入关怀版 退出关怀版 老年人模式 退出老年人模式 老年模式"
    " 大字版 读屏专用 声音开关 语速 阅读方式 配色 放大 缩小 大鼠标 十字线 大字幕 重置 退出服务 盲人模式 智能问答 智能机器人 语音播报"
    " 繁 简 繁体 简体 繁体版 简体版 繁体中文 简体中文 English EN 英文版 日本语 手机版 移动版 电脑版 手机浏览"
    " 分享 分享到 分享至 分享文章到 一键分享 我要分享 转发 微信 微博 微信好友 微信分享 新浪微博 新浪 腾讯微博 QQ空间 QQ好友 QQ 朋友圈"
    " 微信朋友圈 人人网 豆瓣 百度贴吧 头条 今日头条 更多平台 更多 复制链接 收藏 我的收藏 取消 取消收藏 加入收藏 收藏本页 推荐 点赞"
    " 字号 字体 字体大小 浏览字号 正常 大号 中号 小号 大 中 小 特大 超大 默认 A A+ A- T T+ T- 视力保护色 保护视力色 背景色 护眼 夜间"
    " 打印 打印页面 打印本页 打印此页 打印文章 打印本文 关闭 关闭窗口 关闭本页 关闭页面 返回 返回顶部 返回首页 返回列表 返回上一页 回到顶部"
    " 顶部 TOP 下载 我要下载 保存 听全文 朗读 播报 我要纠错 内容纠错 纠错 网站纠错 我要评论 评论 举报"
    " 浏览次数 浏览量 点击数 点击率 访问量 阅读次数 阅读量 次 人次"
    " 扫一扫在手机打开当前页 扫一扫在手机上查看当前页面 扫一扫在手机打开当前页面 扫一扫在手机上打开当前页面 扫一扫手机打开当前页"
    " 扫一扫在手机打开 扫一扫 扫一扫分享 微信扫一扫 微信扫码分享 扫码浏览 扫码阅读 扫描二维码 手机扫一扫打开当前页 手机扫码查看"
    " 用微信扫描二维码 分享到朋友圈 扫一扫分享本页 扫一扫分享当前页面 二维码 手机查看 扫一扫在手机上浏览 扫一扫用手机浏览"
    " 文字解读 图片解读 视频解读 访谈解读 媒体报道 专家解读 图文解读 音频解读 解读方式 部门解读 动漫解读 发布会解读 图解 H5"
    " 登录 注册 个人中心 用户中心 我的主页 搜索 搜本站 高级搜索 全站搜索 请输入关键字 网站支持IPv6 本网站支持IPv6 支持IPv6 IPv6"
).split()
# Headings of blocks that hold other pages' titles or files, never this report's text; bare or followed by a colon.
RELATED = (
    "相关附件 附件下载 相关下载 附件列表 相关新闻 相关信息 相关文章 相关解读 政策解读 解读材料 相关报道 相关链接 相关文件 相关稿件 相关资讯"
    " 相关阅读 相关推荐 相关内容 相关政策 相关专题 相关文档 相关栏目 关联文件 关联阅读 关联稿件 关联信息 推荐阅读 延伸阅读 猜你喜欢 热门文章"
    " 热门推荐 热门新闻 热点新闻 热点推荐 热门搜索 热搜词 最新文章 最新信息 最新发布 最新新闻 图片新闻 文章推荐 栏目推荐 阅读排行 点击排行"
    " 信息排行 一周排行 排行榜 相关词条 热门词条 联络我们 联系我们 相关记录 下载文字版 下载图片版 文件下载 文档下载 标签 上一篇 下一篇 友情链接"
    " 相关视频 相关图片 本文附件 扫码关注 关注我们 本类推荐 看了又看 为您推荐 你可能感兴趣 用户评价 网友评论 我要咨询 参考资料 词条标签"
).split()
CRUMB = re.compile(
    r"^(?:您?当前的?(?:所在)?(?:的)?位置|您(?:现在|当前)?(?:所在)?的?位置(?:是)?|现在(?:的)?位置|所在(?:的)?位置|你的位置|位置)\s*(?:[:：>›»]|是|在)"
    r"|^(?:网站)?首页\s*(?:[>›»/|]|&gt;|-{1,2}>|\\)"
)
NEIGHBOUR = re.compile(
    r"^[\[【<«‹]*\s*(?:上|下|前|后)(?:一|1)?(?:篇|条|页)(?:文章|信息|新闻|内容)?\s*[\]】>»›]*\s*(?:[:：>›»|]|没有了|$|无$)"
)
PAGER = re.compile(
    r"^(?:共\s*\d+\s*[页条]|第\s*\d+\s*页|首页|上一?页|下一?页|末页|尾页|跳转到?|转到|前往|页|\d+\s*/\s*\d+|[\d\s|<>«»‹›…\[\].,，。、:：/]+)+$"
)
EDITOR = re.compile(
    r"^[\[【(（]?\s*(?:责任编辑|责编|编辑|审核|校对|初审|复审|终审|签发|审稿|信息员|录入|发布人|发布者|供稿(?:单位)?|作者|记者|撰稿|摄影|稿源|终校|一审|二审|三审)"
    r"\s*[:：].{0,60}$"
)
FOOTER = re.compile(
    r"(?:ICP备|ICP证|公网安备|网站标识码|政府网站标识|版权所有|Copyright|©\s*(?:(?:19|20)\d\d|[一-鿿])|All Rights Reserved|未经(?:协议|许可|授权|书面).{0,12}(?:禁止|不得)|"
    r"建议使用.{0,40}(?:浏览器|分辨率)|最佳(?:浏览)?分辨率|您是第.{0,12}(?:位访客|位访问者)|我为政府网站找错|党政机关.{0,4}网站标识)",
    re.IGNORECASE,
)
FOOTED = re.compile(
    r"^(?:主\s*办(?:单位)?|承\s*办(?:单位)?|协办(?:单位)?|技术支持(?:单位)?|开发维护|运行维护|维护单位|网站维护|建设维护|备案(?:编?号)|网站地图|网站声明|"
    r"隐私(?:保护|声明)|关于我们|网站邮箱|网站管理|值班电话|(?:网站)?联系电话\s*[:：].{0,60}非政务咨询|版权声明|免责声明)\s*(?:[:：|｜]|$)"
)
# Who runs the site, in words of the years before labels: 中共某县委 某县人民政府主办　县信息中心制作维护
RUN = re.compile(
    r"^[^，。；：,;:]{3,60}(?:主办|承办|(?:设计|开发|建设)?制作|维护)(?:[\s　]+[^，。；：,;:]{2,40}(?:承办|协办|制作|维护|管理|技术支持|设计|开发))*$"
)
LEAVING = re.compile(
    r"您?(?:访问|点击)的链接即将离开|即将(?:离开|跳转).{0,20}(?:网站|网|门户)|是否继续(?:访问)?\s*[?？]|今天是\s*[:：]?\s*\d{4}"
)
TEMPLATE = re.compile(r"\{\{.*\}\}|\$\{[\w.]+\}|<%.*%>")
GAP = r"[\s\[\]【】()（）{}|｜/\\:：·•,，、.。>》<《«»‹›+＋*#_—–~=&;；!！?？“”\"'-]"
_WORDS = "|".join(re.escape(word) for word in sorted({*WIDGETS, *RELATED}, key=len, reverse=True))
WIDGET = re.compile(rf"^{GAP}*(?:(?:{_WORDS}){GAP}*)+$", re.IGNORECASE)
HEADING = re.compile(
    rf"^{GAP}*(?:{'|'.join(map(re.escape, sorted(RELATED, key=len, reverse=True)))}){GAP}*(?:\(?\d+\)?)?$"
)
# Words that alone may be a cell, a heading or the whole answer of a body line; they are widgets in company only.
WEAK = frozenset(
    "大 中 小 A T 次 更多 返回 默认 下载 保存 推荐 繁 简 标签 图解 举报 取消 人次 评论 转发 配色 放大 缩小 搜索 注册 登录 其他 H5".split()
)
MAX_WIDGET = 160  # characters: the longest row of share buttons captured has 97


@lru_cache(maxsize=8192)
def judge(line: str) -> str | None:
    """What a whole line is by its words: widget, related, crumb, neighbour, pager, editor, footer, leaving, template, bar.

    None for a line that may be body. `related` opens a block of other pages' titles; the others stand for themselves.

    >>> judge("【打印本页】【关闭窗口】"), judge("相关新闻"), judge("推进无障碍办事。")
    ('widget', 'related', None)
    """
    if "\t" in line:
        return "bar" if is_bar(line) else None
    text = fold(line).strip()
    if not text:
        return "widget"
    for name, verdict in _SHORT if len(text) <= MAX_WIDGET else _LONG:
        if verdict(text):
            return name
    return None


def _widget(text: str) -> bool:
    return bool(WIDGET.match(text)) and text.strip(" []【】()（）|:：•·") not in WEAK


_LONG = (
    ("leaving", lambda text: len(text) < 200 and bool(LEAVING.search(text))),
    ("footer", lambda text: len(text) < 400 and bool(FOOTER.search(text))),
    ("crumb", lambda text: len(text) < 300 and bool(CRUMB.match(text))),
    ("template", lambda text: bool(TEMPLATE.search(text))),
    ("bar", is_bar),
)
_SHORT = (
    ("related", lambda text: bool(HEADING.match(text))),
    ("widget", _widget),
    ("neighbour", lambda text: bool(NEIGHBOUR.match(text))),
    ("pager", lambda text: bool(re.search(r"页|[<>«»‹›]", text)) and bool(PAGER.match(text))),
    ("editor", lambda text: bool(EDITOR.match(text))),
    ("footer", lambda text: bool(FOOTED.match(text) or (len(text) < 90 and RUN.match(text)))),
    *_LONG,
)

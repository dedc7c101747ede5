"""The furniture of the strangers' pages: head, footer, national meta tags, info bars, tails."""

from __future__ import annotations

from .county import County, Paper

NOTE = "本站地名、机构和数字均为虚构"


def head(title: str, charset: str = "utf-8", more: str = "") -> str:
    """The head of a modern page."""
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{charset}"><title>{title}</title>{more}</head>'


def old_head(title: str, charset: str = "gb2312", more: str = "") -> str:
    """The head of an old page."""
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}" />'
        f"<title>{title}</title>{more}</head>"
    )


def metas(county: County, column: str, paper: Paper | None = None) -> str:
    """The meta tags that portals are told to carry, with the column's name for its type."""
    pairs = [("SiteName", f"{county.name}人民政府"), ("SiteDomain", county.host), ("ColumnName", column)]
    if paper:
        pairs += [
            ("ArticleTitle", paper.title),
            ("PubDate", f"{paper.date} 09:30"),
            ("ContentSource", paper.source),
        ]
    return "".join(f'<meta name="{name}" content="{content}">' for name, content in pairs)


def footer(county: County) -> str:
    """A footer as divisions."""
    return (
        '<div class="footer"><p><a href="javascript:void(0)">关于我们</a> | <a href="javascript:void(0)">联系我们</a> | '
        '<a href="javascript:addFavorite()">加入收藏</a></p>'
        f"<p>主办：{county.name}人民政府办公室　承办：{county.name}大数据中心　技术支持：某某科技</p>"
        f"<p>网站标识码：9900000001　ICP备案号：某ICP备00000001号　{NOTE}</p></div>"
    )


def old_footer(county: County) -> str:
    """A footer as a table."""
    return (
        '<table width="1000" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td align="center" height="60">'
        f"版权所有：{county.name}人民政府　主办：{county.name}人民政府办公室<br>建议使用1024×768分辨率浏览本站　您是第 108233 位访客<br>{NOTE}</td></tr></table>"
    )


def shown(paper: Paper) -> str:
    """The date of a paper as 2023年1月5日."""
    year, month, day = paper.date.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def hits(paper: Paper) -> int:
    """How often a paper is said to have been read."""
    return 31 + paper.key % 1777

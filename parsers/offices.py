"""Offices: which names are those of bodies that report: offices, towns, streets, and places for their governments."""

from __future__ import annotations

import re

from .hanzi import key

ORGAN = re.compile(
    "^.{2,24}(?:局|委|委员会|办公室|街道|街道办事处|街道办|镇|镇人民政府|乡|乡人民政府|苏木|管委会|管理委员会|海关|支队|大队|总队|中心|厅|人民政府|政府办|区政府|县政府|市政府|办事处|农场|林场|银行)$"
)
# A place stands for its government in a list of offices: 县政府 over 示例县. What else ends like one is none.
PLACED = re.compile(
    "^[一-鿿]{1,6}(?:县|旗|自治州|(?<![专社地小辖市景园片灾库城选校分特新牧林矿厂郊])区|(?<![超城股上门楼夜菜都])市)$"
)
GOVERNMENT = re.compile("^(?:本级|[省市区县旗州乡镇])?(?:人民)?政府(?:办|办公室|办公厅|本级)?$")
NO_ORGAN = re.compile(
    "(?:新闻|资讯|互动|投诉|举报|咨询|帮助|个人|用户|会员|资料|下载|数据|视频|图片|专题|媒体|发布|展示|反馈)中心$|网站.{0,4}中心$|大厅$"
)


def is_office(name: str) -> bool:
    """Whether a name is that of an office, a town or a street, or of a place for its government.

    >>> is_office("示例区教育局"), is_office("示例县"), is_office("新闻中心"), is_office("政策专区")
    (True, True, False, False)
    """
    said = key(name)
    if GOVERNMENT.match(said):
        return True
    return (ORGAN.match(said) is not None and not NO_ORGAN.search(said)) or is_place(name)


def is_place(name: str) -> bool:
    """Whether a name is that of a county, a district or a city, by its last character."""
    return PLACED.match(key(name)) is not None

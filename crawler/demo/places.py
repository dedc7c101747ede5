"""The invented places and offices of the replicas: tables of names only, none of which exists in any gazetteer.

Host names stand under gov.cn, because that is what makes a page official, but the suffix 演示 (yanshi) keeps them
apart from every real name, and the region codes begin with 99, which GB/T 2260 gives to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHOOLS = ("义务教育招生", "校园食品安全", "教师招聘", "学生资助", "民办学校年检结果", "课后服务收费")
HEALTH = (
    "家庭医生签约",
    "疫苗接种安排",
    "医疗机构校验结果",
    "食品安全标准宣传",
    "职业病防治",
    "托育机构备案",
)
WATER = ("河湖长制名录", "供水水质监测", "水土保持方案审批", "防汛值守电话", "取水许可", "小型水库除险加固")
MONEY = (
    "部门预决算汇总",
    "政府采购目录",
    "惠农补贴发放",
    "行政事业性收费清单",
    "专项资金绩效",
    "政府债务限额",
)
FARMING = ("高标准农田建设", "农机购置补贴", "耕地地力保护补贴", "动物防疫", "农产品抽检", "宅基地审批")
PLANNING = ("重大项目进展", "价格监测", "公共资源交易目录", "粮食储备", "节能审查", "营商环境举措")
WELFARE = ("低保审批结果", "养老机构名单", "殡葬服务收费", "地名命名更名", "社会组织登记", "临时救助标准")
POLICE = ("户政办事指南", "道路交通管制", "反诈提示", "养犬登记", "出入境办证", "治安管理处罚裁量基准")
HOUSING = ("老旧小区改造", "公租房分配", "物业企业信用", "燃气安全检查", "施工许可", "商品房预售")
SERVICE = ("审批事项清单", "办事指南", "窗口咨询电话", "好差评结果", "中介服务事项", "一件事一次办")
JUSTICE = ("行政复议办理", "公共法律服务点", "规范性文件清理", "人民调解", "律师事务所年度考核", "法治宣传")
CULTURE = ("公共文化场馆开放", "文物保护单位名录", "旅游投诉处理", "非遗展演", "文化市场执法", "景区承载量")
TOWN = (
    "村级财务",
    "低保评议",
    "农房建设审批",
    "环境卫生整治",
    "惠民补贴",
    "征地补偿安置",
    "森林防火",
    "村居换届",
)
ALL = (
    "财政预决算",
    "重大建设项目",
    "公共资源配置",
    "社会救助",
    "教育医疗",
    "生态环境",
    "安全生产",
    "优化营商环境",
)

FEW = (
    "鹿鸣里",
    "听潮路",
    "双桂塘",
    "德堃巷",
    "竹坞口",
    "望汐楼",
    "桐荫桥",
    "石门渡",
)  # 堃 is in GBK, not in GB 2312


@dataclass(frozen=True, slots=True)
class Office:
    """One office: `name` as the agency of its reports, `stem` as its titles print it, `we` as its texts say it.

    `key` tells it from its namesakes: two places have a 城关镇人民政府.
    """

    key: str
    name: str
    stem: str
    we: str
    level: str
    slug: str
    topics: tuple[str, ...]
    scale: int


@dataclass(frozen=True, slots=True)
class Place:
    """One place and its portal. `kin` is the one-character kind (区, 县, 市); `host` carries no port."""

    name: str
    kin: str
    code: str
    host: str
    offices: tuple[Office, ...]
    years: tuple[int, ...]
    law: tuple[Office, ...] = ()
    law_years: tuple[int, ...] = ()

    @property
    def government(self) -> str:
        """The name of the portal's owner."""
        return f"{self.name}人民政府"


def _office(
    place: str, tail: str, slug: str, topics: tuple[str, ...], scale: int, *, bare: bool = False
) -> Office:
    name = tail if bare else place + tail
    town = tail.endswith(("镇人民政府", "乡人民政府", "街道办事处"))
    level = "town" if town else "department"
    kin = tail.removesuffix("人民政府")[-1] if tail.endswith("人民政府") else "街道" if town else "局"
    we = f"我{kin}" if kin != "局" or tail.endswith("局") else "本单位"
    return Office(f"{place}/{slug}", name, name, we, level, slug, topics, scale)


def _government(place: str, slug: str, scale: int, *, bare: bool = False) -> Office:
    name = f"{place}人民政府"
    return Office(
        f"{place}/{slug}", name, place if bare else name, f"我{place[-1]}", "government", slug, ALL, scale
    )


YUNZHUO = Place(
    "云濯区", "区", "990102", "www.yunzhuo-yanshi.gov.cn",
    (
        _government("云濯区", "qzf", 240),
        _office("云濯区", "教育局", "qjyj", SCHOOLS, 30),
        _office("云濯区", "卫生健康局", "qwjj", HEALTH, 18),
        _office("云濯区", "水务局", "qswj", WATER, 9),
        _office("云濯区", "鹿溪镇人民政府", "lxz", TOWN, 7),
        _office("云濯区", "听潮街道办事处", "tcjd", TOWN, 3),
    ),
    (2018, 2019, 2020, 2021, 2022, 2023),
)  # fmt: skip
TINGYI = Place(
    "汀漪县", "县", "990221", "www.tingyi-yanshi.gov.cn",
    (
        _government("汀漪县", "xzf", 90),
        _office("汀漪县", "财政局", "xczj", MONEY, 8),
        _office("汀漪县", "农业农村局", "xnyj", FARMING, 14),
        _office("汀漪县", "城关镇人民政府", "cgz", TOWN, 5, bare=True),
        _office("汀漪县", "白鹭乡人民政府", "blx", TOWN, 2),
    ),
    (2018, 2020, 2022, 2023),
    (_office("汀漪县", "政务服务中心", "xzwzx", SERVICE, 0), _office("汀漪县", "财政局", "xczj", MONEY, 0), _government("汀漪县", "xzf", 0, bare=True)),
    (2016, 2018, 2022),
)  # fmt: skip
LINLAN = Place(
    "临澜市", "市", "990381", "www.linlan-yanshi.gov.cn",
    (
        _government("临澜市", "szf", 130, bare=True),
        _office("临澜市", "发展和改革局", "fgj", PLANNING, 16),
        _office("临澜市", "民政局", "mzj", WELFARE, 11),
        _office("临澜市", "公安局", "gaj", POLICE, 36),
        _office("临澜市", "住房和城乡建设局", "zjj", HOUSING, 52),
        _office("临澜市", "城关镇人民政府", "cgz", TOWN, 6, bare=True),
        _office("临澜市", "沙洲镇人民政府", "szz", TOWN, 4),
        _office("临澜市", "石门街道办事处", "smjd", TOWN, 2),
    ),
    (2017, 2018, 2019, 2020, 2021, 2022, 2023),
)  # fmt: skip
XILAN = Place(
    "汐岚区", "区", "990404", "www.xilan-yanshi.gov.cn",
    (
        _government("汐岚区", "qzf", 160),
        _office("汐岚区", "行政服务中心管理委员会", "xzfw", SERVICE, 3),
        _office("汐岚区", "司法局", "sfj", JUSTICE, 12),
        _office("汐岚区", "文化和旅游局", "wlj", CULTURE, 8),
        _office("汐岚区", "竹坞镇人民政府", "zwz", TOWN, 5),
        _office("汐岚区", "桐荫街道办事处", "tyjd", TOWN, 2),
    ),
    (2018, 2019, 2020, 2022, 2023),
)  # fmt: skip
WIKI = "www.shuhai-baike.example"  # the mirror: not under gov.cn, and .example belongs to nobody (RFC 2606)
MIRRORED = {  # (agency, year) -> address of its entry on the wiki
    ("云濯区人民政府", 2022): f"http://{WIKI}:{{port}}/wiki/3107722.html",
    ("临澜市人民政府", 2020): f"http://{WIKI}:{{port}}/wiki/3260419.html",
}

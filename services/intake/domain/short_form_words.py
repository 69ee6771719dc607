"""The words by which a text report is understood. To add one, add it here; the parser is `short_form`.

A word preceded by a negation ('没受伤', '不要投诉') does not count.
"""

import re

from shared.contracts.words import Ground, RiskFlag

CJK = "\u4e00-\u9fff"

GROUNDS: dict[Ground, tuple[str, ...]] = {  # the first that is found is the ground: the gravest first
    Ground.COMPLAINT_DEMANDED: ("要投诉", "要求投诉", "扬言投诉", "坚持投诉"),
    Ground.DEMAND_UNMET: ("诉求未满足", "要求未满足", "分歧", "争议"),
    Ground.DISCONTENT_VOICED: ("抱怨", "催促", "批评", "指责"),
    Ground.PERCEIVED: ("感觉不满", "情绪不好"),
}

RISKS: dict[RiskFlag, tuple[str, ...]] = {
    RiskFlag.REGULATOR: ("金融监管", "银保监", "保监", "监管"),
    RiskFlag.MEDIA: ("媒体", "记者", "曝光"),
    RiskFlag.LAWYER: ("律师", "起诉"),
    RiskFlag.GROUP: ("群体", "聚集"),
    RiskFlag.INJURY: ("受伤", "人伤", "伤亡"),
}

CALMING = ("已安抚", "安抚中", "正在安抚")

_NEGATED = r"(?<![不没未无非])(?<!没有)(?<![没无]人)"


def found_in(text: str, words: tuple[str, ...]) -> bool:
    """True if one of the words is in the text, not negated."""
    return re.search(f"{_NEGATED}(?:{'|'.join(words)})", text) is not None


ALONE = frozenset(CALMING).union(*GROUNDS.values())
"""Words that are fully understood when they stand alone: then they are not kept as text."""

# The most common family names, without those that begin words of insurance (查勘, 车损, 时效, 费用, 解释, 单证).
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜"
    "倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌纪靳盛童欧甄项曲成游阳"
    "裴席卫屈鲍位覃霍翁隋植甘景薄包司柏宁柯阮桂闵强柴华边房"
)
_DOUBLE_SURNAMES = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|南宫|独孤"
_TITLES = "先生|女士|小姐|太太|师傅|老师|总|经理"
_NAME = re.compile(
    rf"(?:{_DOUBLE_SURNAMES}|[{_SURNAMES}])(?:[{CJK}]{{1,2}}(?:{_TITLES})?|{_TITLES})|[{CJK}]{{1,8}}(?:[·•][{CJK}]{{1,8}})+"
)
_NOT_IN_NAMES = re.compile("[慢重差太不没无未难拖错赔付费额款损险修案了的没很被把]|我们|你们|他们")


def is_name(words: str) -> bool:
    """True if these words alone are a person's name, and not a complaint in few words."""
    return _NAME.fullmatch(words) is not None and _NOT_IN_NAMES.search(words) is None

"""The words by which a text report is understood. To add one, add it here; the parser is `short_form`.

Texts are compared half-width, in capitals and in simplified characters. A negated word does not count ('没受伤',
'没有打算要投诉', '人伤：无'); a negation of something else before it ('没人管，要投诉') does not take it away.
"""

import re

from shared.contracts.words import Ground, RiskFlag

_DEMANDS = (
    "(?:要求?|扬言|坚持|准备|打算|决定|威胁|执意|一定|肯定|必须|非得?|想|欲|将|(?<![机社开协大工])会)"
    "(?:要|会|去|来|再|继续|马上|立即|直接|正式|升级|给?(?:向|到|跟|找)[^\\s,、;。!?不没]{1,8}?|打[0-9]{5})*投诉"
    "|(?:向|到|去)[^\\s,、;。!?不没]{1,8}?投诉(?:我们|公司|你们)?|投诉到底"
    "|(?:就|只能|只好|不得不|不能不|不?可能不|哪能不|岂能不)(?:要|去|来|直接|马上)*投诉(?!过)|不投诉(?:不行|不可|才怪)"
)
_REGULATOR = (
    "(?<!资金)(?<!电子)(?<!海关)监管(?!账户|平台|系统|资金|仓|码|(?:部门|机构|总局|局)?的?"
    "(?:规定|规则|政策|文件|制度|标准|办法|新规|条例|口径|合规)|(?:部门|机构|总局|局)?要求(?:的|提供|提交|必须|需|,|双录|录))"
    "|银保监|(?<!银)保监|银监会|金融(?:监管总?|监督管理总?)?局|消协|消费者协会|消保委|消费者权益|信访|市长热线|纪委|工商局|市场监督"
    "|(?<![0-9])(?:12378|12345|12315|12363|12388)(?![0-9])"
)
_BY_RULE = "(?:按照?|依照|根据|依据|依|符合|遵照|遵守|满足|执行)[^\\s,、;。!?]{0,6}?"
_COURT = (
    "律师|起诉|诉讼|(?:法律|司法)(?:途径|程序|手段|渠道)|法院|法庭|打官司|仲裁|(?:要|去|想|准备|打算|决定|扬言|威胁|状)告(?!诉|知|别|急|示|终|辞|白|假|一|状)"
    "|告(?:我们|你们|我司|公司|保险公司|到|上)"
)

GROUNDS: dict[Ground, str] = {  # the first that is found is the ground: the gravest first
    Ground.COMPLAINT_DEMANDED: _DEMANDS,
    Ground.DEMAND_UNMET: "诉求未满足|要求未满足|分歧|争议",
    Ground.DISCONTENT_VOICED: "抱怨|催促|批评|指责",
    Ground.PERCEIVED: "感觉不满|情绪不好",
}

RISKS: dict[RiskFlag, str] = {
    RiskFlag.REGULATOR: _REGULATOR,
    RiskFlag.MEDIA: (
        "(?<![多流])媒体|记者|曝光|电视台|报社|黑猫|[发上挂传]到?(?:网|抖音|微博|快手|小红书|朋友圈|头条|热搜)"
    ),
    RiskFlag.LAWYER: _COURT,
    RiskFlag.GROUP: (
        "(?<!客户)(?<!消费)(?<![年者])群体(?!类)|聚集|集体(?:投诉|上访|维权|来)"
        "|(?:一起|一同|联合|组团)(?:来|去|要)*(?:闹|投诉|上访|维权)|上访|群访|围堵|拉横幅|维权群"
    ),
    RiskFlag.INJURY: (
        "受了?伤|人伤|住院(?!津贴|补贴|医疗|日额|险|保)|伤亡|死亡|身亡|去世"
        "|骨折|重伤|轻伤|伤者|遇难|昏迷|自杀|轻生|寻死|跳楼|喝农?药"
    ),
}

CALMING = ("已安抚", "安抚中", "正在安抚")

_ALONE = "要投诉 要求投诉 扬言投诉 坚持投诉 诉求未满足 要求未满足 分歧 争议 抱怨 催促 批评 指责 感觉不满 情绪不好"
ALONE = frozenset((*_ALONE.split(), *CALMING))
"""Words that are fully understood when they stand alone: then they are not kept as text."""

ASKS_HOW = re.compile(
    r"[\s,:]*(?:我|请问)?(?:应该|应|该|要|是|有)?(?:"
    r"(?:怎么|怎样|怎么样|如何|咋)(?:才能|样)?(?:写|填写?|填报|报|上报|发|用|使用|提交|操作|登记|弄)"
    r"|(?:什么|啥)(?:格式|意思|用)|(?:格式|模板|范例|示例|例子|写法|用法)(?:是?(?:什么|怎样的?|啥))?|是?(?:什么|啥))"
    r"(?:的|啊|呀|呢|吗|了)?[\s?!。,]*"
)
"""Beside the keyword: a question how to report, which is no report."""

_NOT = (
    "(?:没有?|未曾?|无|并非|不是|(?<!不得)(?<!不能)(?<!不可)(?<!要)不|非(?![要得去找投常])|尚未|毫无|零|(?<![0-9])0"
    "|避免|防止|否认)"
)
_OF_A_PERSON = "(?=[受死重轻骨人])"
_OF_A_BODY = "(?=[媒记律监消银保])"
_BETWEEN_NOT_AND = (
    "(?:有|人员?|任何人?|什么|打算|准备|意思|意向|想|要求?|说过?|提出?过?|表示过?|去|来|走|再|会|将|过|到|是|向|找过?|请过?|打"
    f"|联系过?{_OF_A_BODY}|存在|造成|发生|出现|导致|引起|涉及|客户{_OF_A_PERSON}|乘客|司机|驾驶员|三者|第三者|对方{_OF_A_PERSON}|双方"
    "|车上|车内|者|重大|明显|明确|正式|扬言|威胁|通过|接受|所谓|必要|必须|需要?|坚持|的)*"
)
_NEGATED = re.compile(f"{_NOT}{_BETWEEN_NOT_AND}.\\Z", re.DOTALL)
_DENIED_AFTER = re.compile(
    "(?:人员|情况|风险|人数|迹象|倾向|的?意思|的?可能)?[\\s:]*"
    "(?:无|没有|否|不涉及|未涉及|零|0人?)(?=[\\s,、;。!?\\x00]|\\Z)"
)
_FURTHEST = 16


def found_in(text: str, words: str) -> bool:
    """True if one of the words (a pattern) is in the text, not negated."""
    return any(not _is_negated(text, found) for found in re.finditer(words, text))


def _is_negated(text: str, found: re.Match[str]) -> bool:
    start = max(0, found.start() - _FURTHEST)
    if _NEGATED.search(text[start : found.start() + 1]) or _DENIED_AFTER.match(text, found.end()):
        return True
    return found[0].startswith("监管") and re.search(f"{_BY_RULE}\\Z", text[start : found.start()]) is not None

"""The rules of wording that a machine can judge: refused words with what to say instead, and how a message is made.

Meant for Chinese texts that people read; what reporters write is read as it comes.
"""

import re
from collections.abc import Iterator

REFUSED: tuple[tuple[str, str], ...] = (
    (r"不满意(?:客户)?报告", "不满报告; it can be read as a report that is unsatisfactory"),
    (r"案件号|(?<!备)案号", "报告编号; to claims staff that is the claim"),
    (r"现场", "待化解, 安抚中; to claims staff that is the scene of the accident"),
    (r"已安抚", "安抚中, or 已化解"),
    (r"升级", "上报; in Art. 1 a complaint that gets worse"),
    (r"告知", "通知; 如实告知 is the duty of disclosure"),
    (r"立案", "启动流程"),
    (r"首访|首拨|结案回访", "首次回访, 办结回访"),
    (r"准时率", "及时率"),
    (r"领取|退还", "认领, 放回"),
    (r"派单", "转办; to claims staff that is sending a surveyor"),
    (r"贵(?:单位|司|部)", "您单位; we are one company"),
    (r"指派|转派|驳回", "分派, 移交, 退回"),
    (r"经办", "承办人"),
    (r"被(?!保险人)", "who does it; no passive"),
    (r"关闭|完结", "结案, 办结"),
    (r"被?投诉人", "涉及人员; no complaint has been made yet"),
    (r"同队|利益冲突", "须回避"),
    (r"代理|副职", "代行; 代理 is an insurance agent"),
    (r"未登记人员|未识别的报告人|报告人未识别", "通讯录外人员"),
    (r"座席", "客服代表"),
    (r"复看", "已阅"),
    (r"记录在案", "查看将留痕; it sounds like a threat"),
    (r"到期|逾期|将要超时", "剩, 即将超时, 超时"),
    (r"系统迟报|通知迟报", "本通知晚发 n 分钟; 迟报 is a report made too late"),
    (r"已交付", "已发出, 已送达, 已读"),
    (r"(?:联系|打)不上(?!客户|我方)", "联系不上客户, 联系不上我方"),
    (r"督览|裁定|激增|(?<!存证)回执", "监督, 认定, 大灾应急, 存证回执"),
    (r"滞后|死信", "数据延迟, 异常消息"),
    (r"！|(?<=[\u4e00-\u9fff])!", "no exclamation mark"),
    (r"今天|明天|后天|还剩", "a clock time: a message is read later than it is written"),
)
"""A pattern, and what to say instead."""

_REFUSED = tuple((re.compile(pattern), instead) for pattern, instead in REFUSED)
HAN = re.compile(r"[\u4e00-\u9fff]")
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff】）][,;:?()]|[,;:?()][\u4e00-\u9fff【（]")
_SPACED = re.compile(r"[\u4e00-\u9fff，。：；、）】] +[A-Za-z0-9]|[A-Za-z0-9] +[\u4e00-\u9fff，。：；、（【]")
_SPOKEN_DURATION = re.compile(r"(?:分钟|小时|天)内")
_SENTENCES = re.compile(r"[。；】\n]")
_TO_SEND = re.compile(r"(?:回复|请发送)：.*")

LONGEST_FIRST_LINE = 60


def refused_words(text: str) -> Iterator[str]:
    """Each refused word in a text, with what to say instead."""
    for pattern, instead in _REFUSED:
        for found in pattern.finditer(text):
            yield f"{found[0]!r}: say {instead}"


def faults(text: str, number: str | None = None) -> Iterator[str]:
    """What is wrong with a message or an answer in the chat; `number` is that of its report, if it names one."""
    yield from refused_words(text)
    own = _TO_SEND.sub("", text)
    if len(text.split("\n")[0]) > LONGEST_FIRST_LINE:
        yield f"the first line has more than {LONGEST_FIRST_LINE} characters"
    if any(sentence.count("请") > 1 for sentence in _SENTENCES.split(text)):
        yield "请 twice in a sentence"
    if found := _HALF_WIDTH.search(text):
        yield f"{found[0]!r}: half-width punctuation"
    if found := _SPACED.search(own):
        yield f"{found[0]!r}: a space"
    if found := _SPOKEN_DURATION.search(text):
        yield f"{found[0]!r}: a clock time instead"
    if number is not None and not re.search(rf"(?:报告编号{number}。(?:（[^（）]*。）)*|补充 {number}[^。]*)\Z", text):
        yield "the number of the report is not last"
    if "None" in text:
        yield "a value is missing"

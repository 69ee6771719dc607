"""Which words are a person's name: by family name, by the dot inside, by a character that is rare outside names.

Places, and words of the trade that begin like a family name, are none. Compared in simplified characters.
"""

import re

from shared.rules.characters import DOTS, HAN, USUAL_HAN

# The most common family names, without those that begin words of insurance (查勘, 车损, 时效, 费用, 解释, 单证).
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜"
    "倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌纪靳盛童欧甄项曲成游阳"
    "裴席卫屈鲍位覃霍翁隋植甘景薄包司柏宁柯阮桂闵强柴华边房肖闫"
)
_DOUBLE_SURNAMES = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|南宫|独孤"
_TITLES = "先生|女士|小姐|太太|师傅|老师|总|经理"
_NAME = re.compile(
    rf"(?:{_DOUBLE_SURNAMES}|[{_SURNAMES}])(?:[{HAN}]{{1,2}}(?:{_TITLES})?|{_TITLES})"
    rf"|[{HAN}]{{1,8}}(?:[{DOTS}.][{HAN}]{{1,8}})+"
    rf"|(?=[{HAN}]*[^{USUAL_HAN}])[{HAN}]{{2,4}}"
)
DOTTED_NAME = re.compile(rf"(?P<value>[{HAN}]{{1,8}}(?:[ \u3000]?[{DOTS}][ \u3000]?[{HAN}]{{1,8}})+)")
"""A name with a dot inside, perhaps with spaces around it."""

_NOT_IN_NAMES = re.compile(
    "[慢重差太不没无未难拖错赔付费额款损险修案了的没很把等催办理报]|我们|你们|他们"
    "|[市区县镇乡]|..[村路街道店厂站港桥]|\\A.[州村店厂]\\Z"
)
_PLACES = """
高淳 高邮 高港 高桥 高新 高密 高安 高要 高雄 江阴 江宁 江北 江都 江门 江苏 江西 江南 金坛 金华 金湖 金山 张家港
张家口 张家界 张江 石家庄 石狮 石景山 马鞍山 马尾 马陆 黄山 黄石 黄浦 黄埔 黄岩 秦淮 秦皇岛 秦岭 龙岗 龙华 龙岩
龙泉 龙游 龙湖 罗湖 罗庄 白云 白下 康定 汤山 汤阴 洪泽 洪湖 洪山 孟津 曲阜 曲靖 任丘 任城 安庆 安徽 安阳 安康
安顺 安吉 安溪 常熟 常德 常山 常宁 武汉 武进 武昌 武侯 武清 武夷山 吴江 吴中 吴淞 吴忠 沈阳 韩城 韩国 唐山 唐镇
项城 邵阳 邵武 邵东 陆丰 陆家嘴 陆家 柳林 景德镇 景洪 温岭 温江 万宁 万载 向阳 华阴 华容 华阳 甘肃 甘孜 顾村
祁阳 祁东 戴南 钟山 钟楼 钟祥 姜堰 莫干山 莫愁湖 夏津 夏邑 方庄 方城 宁波 宁夏 宁德 宁海 宁国 卫辉 盛泽 林芝
余姚 余杭 余干 阎良 徐汇 徐闻 陈仓 杨浦 杨凌 周口 周庄 周浦 朱家角 朱泾 马桥 宋庄 郑东 谢家集 于都 于洪 萧山
曹杨 曹妃甸 许昌 彭水 彭泽 彭浦 吕梁 苏北 苏南 苏锡常 卢湾 卢沟桥 蔡甸 贾汪 丁集 薛城 潘家园 汪清 田家庵 田林
田东 姚安 邹城 邹平 侯马 汤原 黎平 黎城 文昌 文登 文山 文成 樊城 兰考 兰溪 兰陵 殷都 洪江 洪洞 牛街 温泉 章丘
章贡 鲁山 伍家岗 尤溪 毕节 丛台 焦作 邢台 岳阳 岳西 岳麓 齐河 齐齐哈尔 梅河口 庄河 庄浪 辛集 管城 左权 谷城 舒城
舒兰 耿马 牟平 关岭 凌海 凌源 曲周 成都 成安 成武 阳泉 阳江 阳朔 阳谷 覃塘 霍邱 霍山 翁源 甘洛 景泰 包头 包河
柏乡 柯桥 柯城 桂林 桂平 桂阳 闵行 柴桑
"""
_WORDS = """
顾客 马上 马路 于是 于今 成功 方便 方向 方式 方面 高兴 高速 高架 高铁 高级 高温 任何 任何人 任务 常常 常见 常规
白天 白跑 温度 安排 安抚 安全 安装 文件 文员 文书 文明 毛病 毛坯 石头 万元 万分 万一 雷雨 钱包 易碎 武断 关于
关门 关机 管事 左右 左侧 左前门 左前 向来 向上 成交 成员 强烈 强制 华为 边上 房子 房屋 房东 包括 包装 席位
游客 曲折 景区 景点 童车 凌晨 纪律 祝好 齐全 焦急 焦虑 申请 申诉 申报 申领 季度 季节 严厉 严肃 严格 颜色 洪水
施工 施救 庞大 赖账 常年 段落 龙头 顾虑 康复 陆续 陆地 金牌 金融 范围 夏天 杜绝 余下 曾经 许多 许久 许诺 程度
程序 董事长 董事 唐突 谢谢 郑重 何时 何人 何况 何处 胡乱 胡说 孙女 孙子 周边 周末 周一 周二 周三 周四 周五 周六
周日 周期 黄灯 黄色 陈述 陈旧 张口 张贴 万里 白色 白车 江边 连续 路上 路边 路口 路人 强行 关键 毕竟 司机 位置
温馨 祝您 贺电 宁愿 盛怒
"""
_NO_NAMES = frozenset((_PLACES + _WORDS).split())


def is_name(words: str) -> bool:
    """True if these words alone are a person's name, and not a place or a complaint in few words."""
    if words in _NO_NAMES or _NAME.fullmatch(words) is None:
        return False
    return _NOT_IN_NAMES.search(words) is None

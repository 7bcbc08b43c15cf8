"""Lines that web sites and collectors put around a document, and that no document has."""

import re

# What is said of a document in a box or a list of its own.
LABELS = (
    "统一编号|文号|发文字号|文件编号|发文机关|发布机关|发布机构|发布单位|发布部门|制定机关|成文日期|生成日期|发文日期|发布日期|实施日期|生效日期|失效日期|废止日期"
    "|文件状态|有效性|时效性|效力状态|主题分类|公文种类|体裁分类|索引号|标题|名称|文件名称|文档类型|主题词|分类|信息分类|有效期|来源|更新时间"
    "|原文链接|检索时间|检索关键词|基本信息"
)
# What stands in a box beside these; alone, a line of them may be the document's own: “公开方式：主动公开”.
LABELS_OF_BOXES = (
    f"{LABELS}|信息名称|信息索引|信息类别|信息来源|信息内容|公开日期|公开时间|公开方式|公开形式|公开范围|公开时限"
    "|公开属性|公开责任部门|责任部门|关键词|内容概述|内容简介|内容概要|效力描述|是否有效|有效状态|印发日期|发文时间|发文单位|制发机关|题名"
    "|组配分类|服务对象|载体类型|文种|登记号|规范性文件编号|统一登记号|体裁|施行日期|废止时间|生效时间|失效时间"
)
_BUTTONS = (
    "分享|分享到|分享至|打印|打印本页|打印此页|关闭|关闭窗口|关闭本页|返回顶部|收藏|收藏本页|保存|导出|大|中|小|默认|超大|下载|纠错|我要纠错"
    r"|微信|微博|QQ空间|TOP|A[+-]?|返回|首页|正文|朗读|语音播报|复制链接"
)
_LINES = (
    r"(?:发布|发表|更新|公开|录入)?(?:时间|日期)\s?[：:].{0,80}",
    r"(?:信息|文章|稿件|内容)?(?:来源|作者|编辑|责编|责任编辑|审核|供稿|点击率|浏览量|浏览次数|阅读次数|访问量|点击数|点击次数|字号)\s?[：:].{0,120}",
    r"\d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?(?:\s?(?:来源|信息来源|作者)\s?[：:].{0,80})?",
    r"[【\[（(]?\s?(?:浏览|选择)?(?:字体|字号)(?:大小)?\s?[：:]?.{0,30}",
    rf"[【\[（(]?(?:(?:{_BUTTONS})[\s：:】\]）)【\[（(|/>-]{{0,4}}){{1,12}}|[|/>\s-]{{1,8}}",
    r"(?:扫一扫|用手机|手机扫|微信扫|打开微信).{0,40}",
    r"(?:您|你)?(?:当前|现在)?(?:所在)?的?位置\s?[：:].{0,200}",
    r"(?:上|下)一(?:篇|条|页)\s?[：:]?.{0,120}",
    r"(?:点击)?(?:查看)?(?:相关)?(?:政策|文件|音频|视频|图文|图解|一图|问答)?(?:解读|读懂)\s?[：:].{0,120}",
    r"相关(?:链接|文件|信息|解读|阅读|稿件|新闻|附件|政策|推荐)\s?[：:]?",
    r"[【\[]?(?:附件|文件|正文|原文|PDF|OFD|Word)?(?:版)?下载\s?[：:】\]]?.{0,60}",
    r"视力保护色.{0,20}|无障碍.{0,8}|适老.{0,8}",
)
_ATTACHMENTS = re.compile(r"附件(?:\d{1,2}|[一二三四五六七八九十])?[：:.．、]?(?!下载).{0,300}")
_ATTACHMENT = re.compile(
    r"(?:附件)?\d{1,2}[.．、：:].{1,200}|.{1,200}\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)", re.IGNORECASE
)
# What stands above a list of other pages, each perhaps with its first sentence.
_HEADS_LINKS = re.compile(
    r"[【\[>|·\s]{0,3}(?:相关|延伸|推荐|热点|最新|其他|更多|猜你喜欢)(?:的)?"
    r"(?:链接|文件|信息|解读|阅读|稿件|新闻|政策|推荐|内容|资讯|文章|报道|动态|公开|文档)?[】\]：:>\s]{0,3}"
)
# What a site says of itself in sentences, as no document does.
_OF_SITE = re.compile(
    r"离开.{0,30}网站|继续访问|浏览器(?:版本|不支持)|更好的(?:浏览|使用)?体验|无障碍|残疾人浏览|老年模式|(?:本|该)(?:网站|站)(?:是|由|提供|使用|建议)"
    r"|未经.{0,12}(?:许可|授权|同意).{0,6}(?:转载|复制|使用)|转载请|扫描?.{0,8}二维码|关注.{0,12}公众号|请(?:先)?登录"
    r"|轻点两下|Cookie|JavaScript|Flash|(?:最佳|建议).{0,6}分辨率",
    re.IGNORECASE,
)
_LONGEST_OF_SITE = 200
_FOOT = re.compile(r"版权所有|ICP备|公网安备|网站标识码|网站地图|备案号")
_LINE = re.compile("|".join(_LINES), re.IGNORECASE)


def is_around(text: str) -> bool:
    """Whether a line is one of a site's own: “【字体：大 中 小】”, “分享到：”, “上一篇：…”."""
    return bool(_LINE.fullmatch(text.strip())) or is_foot(text)


def is_foot(text: str) -> bool:
    """Whether a line is the foot of a page: “主办单位：…，地址：…。甲ICP备00000000号”."""
    return len(text) < 500 and bool(_FOOT.search(text))


def is_sites(text: str) -> bool:
    """Whether a sentence is a site's of itself: its foot, or “您访问的链接即将离开本网站，是否继续？”."""
    return is_foot(text) or (len(text) < _LONGEST_OF_SITE and bool(_OF_SITE.search(text)))


def heads_links(text: str) -> bool:
    """Whether a line stands above a list of other pages: “相关新闻”, “推荐阅读”."""
    return len(text) < 20 and bool(_HEADS_LINKS.fullmatch(text))


def is_attachments_head(text: str) -> bool:
    """Whether a line without blanks names a document's attachments, or the first of them: “附件：1.申请表”."""
    return bool(_ATTACHMENTS.fullmatch(text))


def is_attachment(text: str) -> bool:
    """Whether a line without blanks names one of several attachments: “2.任务分工表”, “申请表.docx”."""
    return bool(_ATTACHMENT.fullmatch(text))

"""Saved pages → the document without the page around it."""

from contextlib import suppress

import pytest

from importers.parsing import formats
from importers.parsing.formats import page_blocks, web_page
from importers.parsing.formats.records import UnreadableFileError

TITLE = "甲市人民政府办公室关于支持小店发展若干措施的通知"
BODY = [
    "甲政办〔2023〕8号",
    TITLE,
    "各县（区）人民政府，市直各部门：",
    "为支持小店发展，经市政府同意，现将有关措施通知如下，请认真贯彻执行。",
    "一、对新开业的小店，给予一次性补贴5000元。（责任单位：市商务局）",
    "二、对承租国有房屋的小店，减免三个月租金；确有困难的，可以缓缴。（责任单位：市国资委）",
    "甲市人民政府办公室",
    "2023年5月6日",
    "（此件公开发布）",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
HEAD = (
    f'<title>{TITLE} - 甲市人民政府</title><meta name="ArticleTitle" content="{TITLE}">'
    '<meta name="PubDate" content="2023-05-08 09:00"><META NAME="ContentSource" CONTENT="甲市人民政府办公室">'
)
MENU = "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in ("首页", "政务公开", "政务服务", "互动交流"))
FOOT = "主办单位：甲市人民政府办公室　地址：甲市中山路1号，邮编：000000。备案号：甲ICP备00000000号"
RELATED = "".join(f'<li><a href="/{n}.html">甲市商务局关于印发第{n}批名单的通知</a></li>' for n in range(1, 6))


def page(content: str, head: str = HEAD) -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>".encode()


def lines(content: bytes) -> list[str]:
    return web_page.read(content).text.splitlines()


MODERN = f"""
<div class="header"><ul class="mainnav">{MENU}</ul><input placeholder="请输入关键字"><button>搜索</button></div>
<div class="crumbs">您当前的位置：<a href="/">首页</a> > <a href="/zwgk/">政务公开</a></div>
<div class="container"><div class="article">
<h1>{TITLE}</h1>
<div class="info"><span>发布时间：2023-05-08 09:00</span> <span>来源：甲市人民政府办公室</span>
<span>浏览量：<b>12</b></span></div>
<div class="tools">【字体：<a href="javascript:">大</a> <a>中</a> <a>小</a>】
<a href="javascript:print()">打印</a></div>
<div class="content">{PARAGRAPHS}
<p>附件：<a href="/a.docx">甲市支持小店补贴申请表.docx</a></p></div>
<div class="bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div>上一篇：<a href="/1.html">甲市消防条例，已经公布。</a></div>
<div class="xgwj"><h3>相关文件</h3><ul>{RELATED}</ul></div></div></div>
<script>var a = "一、脚本里的句子，不是正文。";</script><style>p {{ color: red }}</style>
<div class="footer"><p>{FOOT}</p></div>"""

OLD = f"""
<table width="100%"><tr><td>{MENU}</td></tr></table>
<table><tr><td width="180"><ul>{RELATED}</ul></td><td>
<table><tr><td>索引号：</td><td>000000/2023-00008</td><td>发文机关：</td><td>甲市人民政府办公室</td></tr>
<tr><td>发文字号：</td><td>甲政办〔2023〕8号</td><td>成文日期：</td><td>2023年5月6日</td></tr></table>
<table><tr><td><div id="UCAP-CONTENT" class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style>
{PARAGRAPHS}</div></td></tr>
<tr><td>【打印】【关闭窗口】</td></tr></table></td></tr></table>
<table><tr><td>{FOOT}</td></tr></table>"""

PRINTED = f'<div class="nav">{MENU}</div><div id="printArea" class="position-relative">{PARAGRAPHS}</div>'
HIDDEN = f'<p style="display: none">欢迎访问，请用键盘。</p><div>{PARAGRAPHS}</div><div hidden>请关注，弹窗。</div>'


def rows(*pairs: tuple[str, str]) -> str:
    return "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in pairs)


CARD = rows(
    ("信息名称", TITLE), ("信息索引", "000-1"), ("公开日期", "2023-05-08"), ("公开范围", "全社会"), ("效力描述", ""),
    ("来　源", "甲市"), ("内容概述", "市政府办公室印发措施，支持小店。"),
)  # fmt: skip
NEWS = "".join(
    f"<li><a href=/{n}.html>甲市召开会议</a><p>5月{n}日，市政府召开会议，部署支持小店工作。</p></li>"
    for n in range(1, 5)
)
ASKED = "<div>您访问的链接即将离开“甲市人民政府门户网站”，是否继续？</div><p>您的浏览器版本过低，请升级。</p>"
# A page that a script shows when it is there, as all articles of WeChat.
SHOWN_BY_SCRIPT = f'<p>微信扫一扫，关注公众号</p><div style="visibility: hidden; opacity: 0;">{PARAGRAPHS}</div>'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(page(MODERN), id="boxes"),
        pytest.param(page(f"<div><table>{CARD}</table><div>{PARAGRAPHS}</div></div>"), id="a box above"),
        pytest.param(page(f"<div>{PARAGRAPHS}<table>{CARD}</table></div>"), id="a box below"),
        pytest.param(
            page(f"<div>{PARAGRAPHS}<div><h3>相关新闻</h3>{NEWS}</div></div>"), id="news, each with its start"
        ),
        pytest.param(page(f"{ASKED}<ul>{MENU}</ul><div>{PARAGRAPHS}</div>"), id="what a site asks"),
        pytest.param(page(SHOWN_BY_SCRIPT), id="what a script shows"),
        pytest.param(page("<pre>" + "\n　　".join(BODY) + "</pre>"), id="as typed"),
        pytest.param(
            page(f'<div style="white-space: pre-wrap">{chr(10).join(BODY)}</div>'), id="as typed, by its style"
        ),
        pytest.param(page(OLD), id="frames of tables"),
        pytest.param(page(PRINTED), id="a document that its page calls print"),
        pytest.param(page(HIDDEN), id="what nobody sees"),
        pytest.param(f"<div>{PARAGRAPHS}</div>".encode(), id="a fragment"),
        pytest.param(page(f"<!-- 页眉 --><form>{PARAGRAPHS}</form>"), id="all of it in a form"),
        pytest.param(
            page("<div>" + "<br/>\n　　".join(BODY) + "</div>"),
            id="lines that only a break parts, and blanks before",
        ),
        pytest.param(
            page(PARAGRAPHS).replace(b"</head>", b'<meta charset="gb2312"></head>').decode().encode("gb18030"),
            id="in GB2312",
        ),
        pytest.param(
            page(PARAGRAPHS).replace(b"</head>", b'<meta charset="utf-8"></head>').decode().encode("gb18030"),
            id="in GB18030, though it says UTF-8",
        ),
    ],
)
def test_the_document_without_the_page_around_it(content):
    told = lines(content)
    assert [line for line in told if not line.startswith("附件：")] == BODY


def test_a_sign_whose_bytes_are_broken_is_a_doubt():
    extracted = web_page.read(page(PARAGRAPHS).replace("贯彻".encode(), "贯彻".encode()[:-1]))
    assert "认真贯\ufffd执行" in extracted.text
    assert ["1 个字的编码是坏的" in doubt.reason for doubt in extracted.doubts] == [True]


@pytest.mark.parametrize(
    "markup, told",
    [
        pytest.param("<p>附件：<a href=1>申请表.docx</a></p>", ["附件：申请表.docx"], id="one"),
        pytest.param(
            "<p>附件：</p><p><a href=1>1.申请表.docx</a></p><p><a href=2>分工表.xlsx</a></p>",
            ["附件：", "1.申请表.docx", "分工表.xlsx"],
            id="a line each",
        ),
        pytest.param(
            "<p>附件：1.<a href=1>申请表</a></p><p>2.<a href=2>分工表</a></p>", ["附件：1.申请表", "2.分工表"], id="two"
        ),
        pytest.param("<p><a href=1>甲政办〔2023〕8号.pdf</a></p>", [], id="no other form of the document itself"),
        pytest.param(
            "<p>附件：</p><p><a href=1>申请表.docx</a></p><p><a href=2>一图读懂小店措施</a></p>",
            ["附件：", "申请表.docx"],
            id="no explanation behind them",
        ),
    ],
)
def test_an_attachment_that_a_document_names_is_its_own(markup, told):
    assert lines(page(f"<div>{PARAGRAPHS}{markup}</div>"))[len(BODY) :] == told


def test_a_line_that_says_how_a_document_is_made_public_is_its_own():
    assert lines(page(f"<div>{PARAGRAPHS}<p>公开方式：主动公开</p></div>")) == [*BODY, "公开方式：主动公开"]


def test_a_box_in_the_midst_of_a_document_is_its_own():
    content = page(f"<div>{PARAGRAPHS}<table>{CARD}</table>{PARAGRAPHS}</div>")
    assert "公开范围\t全社会" in lines(content)


def test_what_is_hidden_beside_a_document_is_none_of_it():
    content = page(f'<div>{PARAGRAPHS}</div><div style="display:none"><p>解读，要点如下。</p></div>')
    assert lines(content) == BODY


@pytest.mark.parametrize(
    "content, told",
    [
        pytest.param(page(MODERN), {"ArticleTitle": TITLE, "PubDate": "2023-05-08 09:00"}, id="in its head"),
        pytest.param(
            page(OLD), {"发文字号": "甲政办〔2023〕8号", "成文日期": "2023年5月6日"}, id="in a box of its own"
        ),
        pytest.param(
            page(
                f"<h1>{TITLE}</h1><p>文号：甲政办〔2023〕8号 ｜ 成文日期：2023-05-06 ｜ 来源：甲市商务局</p>"
                f"<div>{PARAGRAPHS}</div>"
            ),
            {"文号": "甲政办〔2023〕8号", "成文日期": "2023-05-06", "来源": "甲市商务局"},
            id="side by side in a line",
        ),
        pytest.param(
            page(f"<p>时间：2023-05-08　来源：甲市商务局　<a>打印</a></p><div>{PARAGRAPHS}</div>"),
            {"来源": "甲市商务局"},
            id="whose text it is, among a page's own words",
        ),
    ],
)
def test_what_a_page_says_of_its_document(content, told):
    metadata = web_page.read(content).metadata
    assert told.items() <= metadata.items()
    assert metadata["ContentSource"] == "甲市人民政府办公室"


REST = "".join(f"<p>{line}</p>" for line in BODY[2:])


@pytest.mark.parametrize(
    "content, first",
    [
        pytest.param(page(f"<h1>{TITLE}</h1><div>{REST}</div>"), TITLE, id="from the page's heading"),
        pytest.param(page(f"<div>{REST}</div>"), TITLE, id="from the page's head"),
        pytest.param(page(f"<h2>栏目：政府文件</h2><div>{REST}</div>", ""), BODY[2], id="no heading of another thing"),
        pytest.param(
            page(f"<div>{TITLE}</div><div>{REST}</div>", f"<title>{TITLE}_甲市</title>"),
            TITLE,
            id="a title that is no heading",
        ),
        pytest.param(
            page(f"<h1>甲市人民政府门户网站</h1><div>{REST}</div>", "<title>甲市人民政府门户网站</title>"),
            BODY[2],
            id="no name of a site",
        ),
        pytest.param(page(f"<h1>{TITLE}</h1><div>{REST}</div>", "<title>甲市</title>"), TITLE, id="a heading above it"),
        pytest.param(
            page(f"<h1>甲市人民政府办公室<br>{TITLE[9:]}</h1><div>{REST}</div>"), TITLE[:9], id="in two lines"
        ),
        pytest.param(page(f"<h1>（转载）{TITLE}</h1><div>{PARAGRAPHS}</div>"), BODY[0], id="not twice"),
    ],
)
def test_a_title_that_stands_outside_the_document_is_its_first_line(content, first):
    assert lines(content)[0] == first


def test_a_number_that_stands_above_the_document_is_its_own():
    content = page(f"<h1>{TITLE}</h1><div class=wh>{BODY[0]}</div><div>{REST}</div>")
    assert lines(content)[:3] == [TITLE, BODY[0], BODY[2]]
    assert lines(page(f"<div class=wh>{BODY[0]}</div><div>{PARAGRAPHS}</div>")) == BODY


@pytest.mark.parametrize(
    "markup, told",
    [
        pytest.param(
            "<p>三、由省\n商务\n  厅负责，<b>按</b><i>季</i>兑现。</p>",
            ["三、由省商务厅负责，按季兑现。"],
            id="a break in markup",
        ),
        pytest.param(
            "<p>three\n  words，同一行。</p>", ["three words，同一行。"], id="a break between words with blanks"
        ),
        pytest.param(
            "<ol start=3><li>发补贴，<br>按季。<li>减租金。</ol>",
            ["3. 发补贴，", "按季。", "4. 减租金。"],
            id="a list's numbers",
        ),
        pytest.param(
            "<ol><li>一、发补贴，按季。<li>（二）减租金。</ol>",
            ["一、发补贴，按季。", "（二）减租金。"],
            id="numbers as text",
        ),
        pytest.param(
            "<ol style='list-style-type: cjk-ideographic'><li><p>发补贴，按季。</p><li value=4>减租金，按月。</ol>",
            ["一、发补贴，按季。", "四、减租金，按月。"],
            id="a list that counts in Chinese",
        ),
        pytest.param(
            "<ol type=A><li>甲，乙。<li>丙，丁。</ol>", ["A. 甲，乙。", "B. 丙，丁。"], id="a list of letters"
        ),
        pytest.param("<ul><li>发补贴，按季。</ul>", ["发补贴，按季。"], id="a list without numbers"),
        pytest.param("<p>补贴<sup>1</sup>，&nbsp;&lt;试行&gt;。</p>", ["补贴1，\xa0<试行>。"], id="signs by name"),
    ],
)
def test_lines(markup, told):
    assert lines(page(f"<div>{PARAGRAPHS}{markup}<p>末，行。</p></div>"))[len(BODY) : -1] == told


TABLE = """<table><tr><th>序号<th>任务<th>牵头单位</tr>
<tr><td rowspan=2>1<td><p>建设市场，</p><p>改造老店。</p><td>市商务局</tr>
<tr><td>培育名店<td>市商务局、市文旅局</tr>
<tr><td colspan=2>合计<td>2项</tr></table>"""


def test_a_table_keeps_its_rows_and_columns():
    extracted = web_page.read(page(f"<div>{PARAGRAPHS}{TABLE}</div>"))
    assert extracted.text.splitlines()[len(BODY) :] == [
        "序号\t任务\t牵头单位",
        "1\t建设市场， 改造老店。\t市商务局",
        "\t培育名店\t市商务局、市文旅局",
        "合计\t\t2项",
    ]
    told = {extracted.text[place.start : place.end]: place.element for place in extracted.places}
    assert told["市商务局、市文旅局"] == "html/body[1]/div[1]/table[1]/row[3]/cell[3]"
    assert told["2项"].endswith("table[1]/row[4]/cell[3]")
    assert told[BODY[0]] == "html/body[1]/div[1]/p[1]"


@pytest.mark.parametrize(
    "table, told",
    [
        pytest.param(
            "<table><tr><td>任务<td>单位</tr>"
            "<tr><td><table><tr><td>建园区<td>3个</tr><tr><td>引企业<td>9家</tr></table><td>市商务局</tr></table>",
            ["任务\t单位", "建园区 3个 引企业 9家\t市商务局"],
            id="a table in a cell",
        ),
        pytest.param(
            "<table><thead><tr><th>户<th>元</tr></thead><tfoot><tr><td>合计<td>7</tr></tfoot>"
            "<tbody><tr><td>甲<td>7</tr></tbody></table>",
            ["户\t元", "甲\t7", "合计\t7"],
            id="a foot above",
        ),
    ],
)
def test_a_table_s_rows_as_a_browser_shows_them(table, told):
    assert lines(page(f"<div>{PARAGRAPHS}{table}</div>"))[len(BODY) :] == told


def test_a_picture_in_the_document_is_a_doubt():
    extracted = web_page.read(page(f'<img src="/logo.png"><div>{PARAGRAPHS}<p><img src="/scan.png"></p></div>'))
    (doubt,) = extracted.doubts
    assert "图片" in doubt.reason
    assert doubt.start == doubt.end == len(extracted.text)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(page(f"<ul>{MENU}</ul><ul>{RELATED * 10}</ul>"), id="a list of links"),
        pytest.param(page("<form><input name=user></form><p>请登录，再访问。</p>"), id="a page to log in"),
        pytest.param(
            page("<div id=app></div><script>render('一、正文，由脚本写出。')</script>"),
            id="a page that a script writes",
        ),
        pytest.param(page('<iframe src="a.html"></iframe>'), id="a page in a page"),
        pytest.param(b"<html></html>", id="nothing at all"),
    ],
)
def test_a_page_without_a_document_is_refused(content):
    with pytest.raises(UnreadableFileError, match="网页里没有"):
        web_page.read(content)


def test_a_page_without_end_is_refused_as_soon_as_it_is_too_long(monkeypatch):
    monkeypatch.setattr(page_blocks, "MAX_CHARACTERS", 1_000)
    with pytest.raises(UnreadableFileError, match="请拆成几个文件"):
        web_page.read(page(PARAGRAPHS * 20))


@pytest.mark.long
@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<div>" * 20_000 + PARAGRAPHS, id="elements in elements"),
        pytest.param("<b>" * 20_000 + PARAGRAPHS, id="emphasis in emphasis"),
        pytest.param(PARAGRAPHS + "<ol>" + "<li>项" * 50_000, id="a long list"),
        pytest.param(
            PARAGRAPHS + "<table>" + "<tr><td rowspan=99 colspan=99>格<td>格" * 3_000, id="cells that span all"
        ),
        pytest.param(PARAGRAPHS + "<p>" + "，" * 500_000, id="a long paragraph"),
        pytest.param(PARAGRAPHS + "<p>" + " \n" * 250_000 + "，", id="blanks"),
        pytest.param(PARAGRAPHS + "<a href=x>，" * 50_000, id="links"),
    ],
)
def test_no_page_takes_forever(content):
    """The suite's own time limit is the judge; what a process of its own may not do, is refused in one sentence."""
    with suppress(UnreadableFileError):
        assert BODY[4] in formats.read(page(content)).text

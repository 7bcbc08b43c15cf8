"""DOCX → the text as Word shows it."""

import io
import zipfile

import pytest

from importers.parsing import formats
from importers.parsing.formats import word, word_numbering, zip_archive
from importers.parsing.formats.records import UnreadableFileError
from tests.importers.parsing.formats.word_file import docx, level, numbering, p, part, run, table, tc, tr


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def lines(body: str, **parts: bytes) -> list[str]:
    return word.read(docx(body, **parts)).text.splitlines()


DELETED = '<w:del w:id="1"><w:r><w:delText>给予3000元</w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:id="2">{run("给予5000元")}</w:ins>'
BOX = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
BOXES = (
    f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("2023年5月6日")
)


@pytest.mark.parametrize(
    "body, told",
    [
        pytest.param(
            p("关于支持小店的通知") + p() + p("第一条 甲。"), ["关于支持小店的通知", "第一条 甲。"], id="paragraphs"
        ),
        pytest.param(p(runs=run("补贴") + run("5000元", "<w:b/>")), ["补贴5000元"], id="runs"),
        pytest.param(
            p(runs="<w:r><w:t>第一条</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"),
            ["第一条 甲", "乙"],
            id="signs",
        ),
        pytest.param(p("一、", runs=DELETED + INSERTED), ["一、给予5000元"], id="revisions accepted"),
        pytest.param(
            "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>一、减免</w:t></w:r></w:p>" + p("租金。"),
            ["一、减免租金。"],
            id="a paragraph's end deleted",
        ),
        pytest.param(
            p("甲", runs=run("隐藏", "<w:vanish/>") + run("乙", '<w:vanish w:val="0"/>')), ["甲乙"], id="hidden"
        ),
        pytest.param(
            p("见", runs=f'<w:hyperlink r:id="1" xmlns:r="r">{run("办法")}</w:hyperlink>'), ["见办法"], id="a link"
        ),
        pytest.param(p(runs=FIELD), ["2023年5月6日"], id="a field"),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>" + p("后"),
            ["控件", "后"],
            id="a control",
        ),
        pytest.param(p("正文", runs=BOXES) + p("后"), ["正文", "框内文字", "后"], id="a box, once"),
        pytest.param(p(runs="<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"), ["a=b"], id="a formula"),
        pytest.param(
            p("满", runs=symbol("Symbol", "F0B3") + run("3年") + symbol("Wingdings", "F0FE")),
            ["满≥3年☑"],
            id="symbols",
        ),
        pytest.param(p("甲", runs=symbol("SimSun", "00D7") + run("3")), ["甲×3"], id="a sign that any font has"),
        pytest.param(
            p(runs=f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>"),
            ["拼"],
            id="ruby",
        ),
    ],
)
def test_paragraphs(body, told):
    assert lines(body) == told


LAW = numbering(
    level(0, "chineseCounting", "第%1章"),
    level(1, "chineseCountingThousand", "第%2条", more='<w:lvlRestart w:val="0"/>'),
    level(2, "chineseCounting", "（%3）"),
)
TWO = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H3"/></w:style>',
)


@pytest.mark.parametrize(
    "body, parts, told",
    [
        pytest.param(
            p("总则", num=1)
            + p("甲", num=1, level=1)
            + p("子", num=1, level=2)
            + p("分则", num=1)
            + p("乙", num=1, level=1)
            + p("丑", num=1, level=2)
            + p("寅", num=1, level=2),
            {"numbering": LAW},
            ["第一章 总则", "第一条 甲", "（一）子", "第二章 分则", "第二条 乙", "（一）丑", "（二）寅"],
            id="articles that run on through chapters",
        ),
        pytest.param(
            p("甲", num=1)
            + p("子", num=1, level=1)
            + p("乙", num=1)
            + p("丑", num=1, level=1)
            + p("寅", num=1, level=1),
            {
                "numbering": numbering(
                    level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", more="<w:isLgl/>")
                )
            },
            ["一、甲", "1.1 子", "二、乙", "2.1 丑", "2.2 寅"],
            id="numbers of several levels",
        ),
        pytest.param(
            p("甲", num=1) + p("乙", num=1) + p("丙", num=2) + p("丁", num=2) + p("戊", num=1),
            {"numbering": numbering(level(0, "decimal", "%1."), nums=TWO)},
            ["1. 甲", "2. 乙", "1. 丙", "2. 丁", "3. 戊"],
            id="a list that begins anew, and the first that goes on from the second's",
        ),
        pytest.param(
            p("甲", style="H1") + p("子", style="H2") + p("正文", style="H3"),
            {
                "numbering": numbering(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）")),
                "styles": STYLES,
            },
            ["一、甲", "（一）子", "正文"],
            id="by style",
        ),
        pytest.param(p("甲", num=0) + p("乙", num=9), {"numbering": LAW}, ["甲", "乙"], id="no list, an unknown list"),
        pytest.param(p("甲", num=1), {"numbering": numbering(level(0, "bullet", "●"))}, ["甲"], id="a bullet"),
        pytest.param(
            p("甲", num=1) + p("", num=1) + p("乙", num=1),
            {"numbering": numbering(level(0, "decimal", "%1)", start=5))},
            ["5) 甲", "7) 乙"],
            id="an empty paragraph is counted",
        ),
    ],
)
def test_automatic_numbers_are_written_out(body, parts, told):
    assert lines(body, **parts) == told


@pytest.mark.parametrize(
    "form, value, told",
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"), ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"), ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"), ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 21, "贰拾壹"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 13, "子"),
        ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"), ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"), ("upperRoman", 49, "XLIX"), ("lowerLetter", 28, "bb"), ("neverHeard", 4, "4"),
        ("none", 4, ""),
    ],
)  # fmt: skip
def test_forms_of_numbers(form, value, told):
    assert word_numbering._FORMATS.get(form, str)(value) == told


def test_a_table_keeps_its_rows_and_columns():
    extracted = word.read(
        docx(
            p("附件")
            + table(
                tr("序号", "任务", tc(p("单位"), '<w:gridSpan w:val="2"/>')),
                tr(
                    tc(p("1"), '<w:vMerge w:val="restart"/>'),
                    tc(p("建设市场，") + p("改造老店。")),
                    "市商务局",
                    "市财政局",
                ),
                tr(tc(p(), "<w:vMerge/>"), "培育名店", "市商务局", tc(table(tr("县", "区")) + p())),
                tr("删", "去", more='<w:del w:id="1"/>'),
                tr("合计", "2项", more='<w:gridBefore w:val="1"/>'),
            )
        )
    )
    assert extracted.text.splitlines() == [
        "附件",
        "序号\t任务\t单位",
        "1\t建设市场， 改造老店。\t市商务局\t市财政局",
        "\t培育名店\t市商务局\t县 区",
        "\t合计\t2项",
    ]
    told = {extracted.text[place.start : place.end]: place.element for place in extracted.places}
    assert told["附件"] == "p[1]"
    assert told["培育名店"] == "table[1]/row[3]/cell[2]"
    assert told["2项"] == "table[1]/row[4]/cell[3]"


def test_numbers_in_a_table_are_counted_row_by_row():
    rows = [tr(tc(p("", num=1, runs=run(" "))), name) for name in ("甲", "乙")]
    assert lines(table(tr("序号", "任务"), *rows), numbering=numbering(level(0, "decimal", "%1"))) == [
        "序号\t任务", "1\t甲", "2\t乙",
    ]  # fmt: skip


def test_a_frame_of_one_column_is_no_table():
    assert lines(table(tr(tc(p("甲市文件") + p("甲政发〔2023〕1号"))))) == ["甲市文件", "甲政发〔2023〕1号"]


def test_notes_stand_behind_the_text_and_their_signs_are_no_figures():
    body = p("补贴50", runs='<w:r><w:footnoteReference w:id="2"/></w:r>' + run("万元。")) + p("完。")
    notes = f'<w:footnote w:type="separator" w:id="0">{p()}</w:footnote><w:footnote w:id="2">{p("含税。")}</w:footnote>'
    assert lines(body, footnotes=part("footnotes", notes)) == ["补贴50万元。", "完。", "注1：含税。"]


@pytest.mark.parametrize(
    "body, reason",
    [
        pytest.param(p("甲", runs=INSERTED), "没有接受的修订", id="revisions"),
        pytest.param(p("甲", runs="<w:r><w:drawing><a:blip/></w:drawing></w:r>"), "图片", id="a picture"),
        pytest.param(p("甲", runs=symbol("Wingdings 3", "F0A1")), "符号字体", id="an unknown symbol"),
        pytest.param(p("甲") + "<w:altChunk/>", "另一份文件", id="a file in the file"),
    ],
)
def test_what_was_not_read_is_a_doubt(body, reason):
    (doubt,) = word.read(docx(body)).doubts
    assert reason in doubt.reason


BOMB = "<!DOCTYPE a [<!ENTITY b '" + "啊" * 1000 + "'><!ENTITY c '" + "&b;" * 1000 + "'>]>"
FETCH = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>"


def with_document(content: bytes, name: str = "word/document.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def torn(content: bytes) -> bytes:
    """A file of which some bytes in the middle are others."""
    middle = len(content) // 2
    return content[:middle] + bytes(100) + content[middle + 100 :]


@pytest.mark.parametrize(
    "content, word",
    [
        pytest.param(docx(p()), "没有文字", id="nothing in it"),
        pytest.param(docx(p("甲"))[:-30], "已损坏", id="cut off"),
        pytest.param(torn(docx(p("".join(map(chr, range(0x4E00, 0x5E00)))))), "已损坏", id="torn"),
        pytest.param(with_document(b"<w:document"), "已损坏", id="no markup"),
        pytest.param(with_document(b"<a/>"), "没有正文", id="no body"),
        pytest.param(with_document(f"{BOMB}<a>&c;</a>".encode()), "已损坏", id="entities that swell"),
        pytest.param(with_document(f"{FETCH}<a>&b;</a>".encode()), "已损坏", id="an entity that fetches"),
        pytest.param(with_document(b"<a>" + b" " * 50_000_000 + b"</a>"), "压缩炸弹", id="a bomb by its ratio"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(content, word):
    with pytest.raises(UnreadableFileError, match=word) as error:
        formats.read(content)
    assert "\n" not in str(error.value)


def test_parts_that_are_too_large_together_are_a_bomb(monkeypatch):
    monkeypatch.setattr(zip_archive, "MAX_TOTAL", 1500)
    archive = zip_archive.Archive(docx("", styles=b"1" * 1000, numbering=b"1" * 1000))
    archive.read("word/styles.xml")
    with pytest.raises(UnreadableFileError, match="压缩炸弹"):
        archive.read("word/numbering.xml")


def test_the_main_part_may_be_called_otherwise():
    content = with_document(part("document", f"<w:body>{p('一、甲。')}</w:body>"), "word/document2.xml")
    assert formats.read(content).text == "一、甲。\n"


def test_macros_are_as_good_as_not_there():
    content = docx(p("一、甲。"))
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert formats.read(file.getvalue()).text == "一、甲。\n"

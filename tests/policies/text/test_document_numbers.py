"""Numbers of documents: brackets of every shape, orders, announcements; what only looks like one."""

import pytest

from policies.text import document_numbers


@pytest.mark.parametrize(
    "line, number",
    [
        pytest.param("临政办发〔2022〕7号", "临政办发〔2022〕7号", id="plain"),
        pytest.param("临政办发［2022］35 号", "临政办发〔2022〕35号", id="full-width square brackets, a blank"),
        pytest.param("临政办发[2022]第35号", "临政办发〔2022〕35号", id="half-width, 第"),
        pytest.param("（临商函（2022）８号）", "临商函〔2022〕8号", id="in brackets, full-width figures"),
        pytest.param("临商〔2022〕3号　临财〔2022〕5号", "临商〔2022〕3号", id="two on a line, the first"),
        pytest.param("临川市人民政府令 第301号", "临川市人民政府令第301号", id="an order"),
        pytest.param("中华人民共和国国务院令第七四六号", "国务院令第746号", id="an order of the State Council"),
        pytest.param("中华人民共和国主席令第十号", "中华人民共和国主席令第10号", id="an order of the President"),
        pytest.param("国家发展改革委令 2023年第5号", "国家发展改革委令2023年第5号", id="an order by year"),
        pytest.param("海关总署公告2022年第10号", "海关总署公告2022年第10号", id="an announcement"),
        pytest.param("临人社公告〔2024〕5号", "临人社公告〔2024〕5号", id="an announcement numbered as any other text"),
    ],
)
def test_a_line_that_is_a_number(line, number):
    assert str(document_numbers.on_line(line)) == number


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("根据临政办发〔2022〕7号文件的规定", id="a mention"),
        pytest.param("第301号", id="half of an order's"),
        pytest.param("2022年第10号", id="half of an announcement's"),
        pytest.param("临政办发〔2022〕7号等文件", id="words behind"),
    ],
)
def test_a_line_that_is_none(line):
    assert document_numbers.on_line(line) is None

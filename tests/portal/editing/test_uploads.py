"""Giving files at the desk: every refusal in a sentence, who may, what a page shows while a job is at work."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from importers import intake, worker
from importers.parsing import formats
from policies.models import PageImage, Upload
from policies.text.places import Place
from portal.editing.trial_page import boxes_of
from tests.importers.test_intake import TEXT
from tests.jobs import do_jobs

State = Upload.State


def give(desk, *files: tuple[str, bytes], **more):
    """What the desk answers to files."""
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return desk.post(reverse("admin:uploads"), {"chosen": chosen, **more, "whole": "1"}, follow=True)


@pytest.mark.long
def test_a_file_is_received_waits_is_read_and_shown(desk, nine):
    page = give(desk, ("夜间.txt", TEXT.encode())).content.decode()
    upload = Upload.objects.get()
    assert (upload.state, upload.user.username) == (State.WAITING, "editor")
    assert "等待读取" in page
    assert "后台程序现在没有运行" in page
    assert 'hx-trigger="every 1s"' in page
    assert '<meta http-equiv="refresh"' in page
    with worker.alone():
        assert "后台程序现在没有运行" not in desk.get(upload.get_absolute_url()).content.decode()
    do_jobs()
    page = desk.get(upload.get_absolute_url()).content.decode()
    for told in (
        "新文件",
        "临川政发〔2023〕12号",
        "印作“4”，按次序应为 3",
        "临川市夜行推进中心",
        'id="leaf-',
        "没有责任单位",
    ):
        assert told in page
    assert "every 1s" not in page
    assert "1 份收到的文件等您决定" in desk.get(reverse("admin:index")).content.decode()

    page = desk.post(upload.get_absolute_url(), {"take": "1"}, follow=True).content.decode()
    assert "正在收入" in page
    do_jobs()
    page = desk.get(upload.get_absolute_url()).content.decode()
    (document,) = Upload.objects.get().documents.all()
    assert reverse("admin:policies_document_change", args=[document.pk]) in page
    assert "导入报告" in page
    assert Upload.objects.get().run.user.username == "editor"


def test_of_ten_files_a_bad_one_stops_only_itself(desk, nine, monkeypatch):
    monkeypatch.setattr("portal.editing.receiving.MAX_BYTES", 5000)
    files = [(f"文件{index}.txt", TEXT.replace("12号", f"{index}号").encode()) for index in range(1, 9)]
    page = give(desk, *files[:4], ("太大.pdf", b"%PDF-" + b"0" * 9000), *files[4:], ("空.txt", b"")).content.decode()
    assert "太大.pdf：超过 100 MB 的上限，没有收" in page
    states = dict(Upload.objects.values_list("name", "state"))
    assert states.pop("太大.pdf") == State.REFUSED
    assert set(states.values()) == {State.WAITING}
    assert len(states) == 9
    assert bytes(Upload.objects.get(name="文件5.txt").content).decode() == TEXT.replace("12号", "5号")


def test_a_text_may_be_pasted(desk, nine):
    give(desk, text=TEXT, name="来自公报")
    assert Upload.objects.get().name == "来自公报.txt"
    assert bytes(Upload.objects.get().content).decode() == TEXT


def test_nothing_given_is_said(desk, nine):
    assert "没有收到文件" in give(desk).content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_file_whose_connection_broke_is_not_taken_for_a_whole_one(desk, nine, kept):
    data = {"chosen": SimpleUploadedFile("夜间.txt", TEXT.encode()), "whole": "1"}
    sent = encode_multipart(BOUNDARY, data)
    answer = desk.generic("POST", reverse("admin:uploads"), sent[: int(len(sent) * kept)], MULTIPART_CONTENT)
    assert "只收到一部分，什么也没有保存" in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_body_beyond_what_is_taken_at_once_is_refused_before_it_is_read(desk, nine, monkeypatch):
    monkeypatch.setattr("portal.serving.request_checks.MAX_FILES", 2_000_000)
    answer = desk.post(reverse("admin:uploads"), {"chosen": SimpleUploadedFile("a.txt", b"a" * 2_100_000)})
    assert answer.status_code == 413
    assert "合起来最多 2 MB" in answer.content.decode()


def test_a_stranger_s_file_is_not_taken_in(client, nine, monkeypatch):
    kept = []
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", lambda *a, **k: kept.append(a))
    answer = client.post(reverse("admin:uploads"), {"chosen": SimpleUploadedFile("a.txt", TEXT.encode())})
    assert answer.status_code in (200, 302, 403)
    assert (Upload.objects.count(), kept) == (0, [])


def test_who_may_not_change_documents_sees_no_upload(client, nine):
    client.force_login(User.objects.create_user("reader", is_staff=True))
    upload, _ = intake.receive("夜间.txt", TEXT.encode(), None)
    PageImage.objects.create(sha256=upload.sha256, page=1, width=10, height=10, content=b"x")
    for address in (
        reverse("admin:uploads"),
        upload.get_absolute_url(),
        reverse("admin:page_image", args=[upload.pk, 1]),
    ):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("state", [State.READING, State.TAKEN, State.REFUSED, State.CANCELLED])
def test_a_button_that_came_too_late_says_so(desk, nine, state):
    upload, _ = intake.receive("夜间.txt", TEXT.encode(), None)
    Upload.objects.update(state=state)
    page = desk.post(upload.get_absolute_url(), {"take": "1"}, follow=True).content.decode()
    assert "这份文件的状态刚刚变了" in page
    assert Upload.objects.get().state == state


HEAD = {
    "title": "临川市人民政府关于支持夜间经济的若干措施",
    "number": "临川政发〔2023〕12号",
    "issuers": "临川市人民政府",
}


@pytest.mark.long
@pytest.mark.parametrize(
    "said, complaint",
    [
        pytest.param({"number": "临川 12"}, "看不懂这个发文字号", id="no number"),
        pytest.param({"title": ""}, "这个字段是必填项", id="no title"),
        pytest.param({"title": "另一个标题"}, "请写明依据", id="no reason"),
        pytest.param({"held_as": "copy"}, "请写明对照哪一份", id="a copy of nothing"),
        pytest.param({"held_as": "copy", "held_against": "火星"}, "本库里没有这份文件", id="of what is not there"),
        pytest.param({"held_as": "copy", "held_against": "办发"}, "不止一份", id="of several"),
        pytest.param({"held_against": "晋政办发〔2022〕33号"}, "请选定归属", id="held against, as what"),
        pytest.param(
            {"number": "晋政办发〔2022〕33号", "held_as": "own"}, "同一文号只能是", id="another of one number"
        ),
        pytest.param({"title": "另一个标题", "evidence": "原件红头"}, "", id="with a reason"),
    ],
)
def test_a_head_is_corrected_with_a_reason(desk, nine, said, complaint):
    upload, _ = intake.receive("夜间.txt", TEXT.encode(), None)
    do_jobs()
    posted = HEAD | {"issued_on": "2023-04-20", "evidence": "", "head": "1"} | said
    page = desk.post(upload.get_absolute_url(), posted, follow=True).content.decode()
    found = Upload.objects.get()
    assert complaint in page
    assert (found.state, bool(found.head)) == ((State.READY, False) if complaint else (State.WAITING, True))
    if not complaint:
        assert found.head == {"title": "另一个标题", "evidence": "原件红头"}
        do_jobs()
        (title, *others) = desk.get(upload.get_absolute_url()).context["trial"].documents[0]["head"]
        assert (title["value"], title["quote"], title["basis"]) == ("另一个标题", "", "编辑所写：原件红头")
        assert all(each["basis"] != title["basis"] for each in others)


def test_the_boxes_of_a_place_are_one_a_line():
    places = (
        Place(0, 3, page=1, box=(100, 10, 130, 20), edges=(100, 110, 110, 120, 120, 130)),
        Place(4, 6, page=1, box=(100, 30, 120, 40), edges=(100, 110, 110, 120)),
        Place(6, 8, page=2, box=(100, 10, 120, 20)),
    )
    assert boxes_of(places, 1, 5) == {1: [(110, 10, 130, 20), (100, 30, 110, 40)]}
    assert boxes_of(places, 6, 7) == {2: [(100, 10, 120, 20)]}
    assert boxes_of(places, 3, 4) == {}


def test_the_limit_that_is_told_is_the_readers(desk, nine):
    assert f"每个最大 {formats.MAX_BYTES // 1_000_000} MB" in desk.get(reverse("admin:uploads")).content.decode()

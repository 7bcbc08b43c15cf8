"""A file's way from the browser to documents, and the worker that takes it: nothing half done, nothing lost."""

import os

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from importers import intake, pipeline, trial, worker
from importers.parsing import head_correction, sources
from importers.parsing.sources import SourceFile, SourceText
from importers.worker import Worker
from policies.models import Article, Document, ImportRun, Revision, Source, Unit, Upload
from tests.jobs import do_jobs

pytestmark = pytest.mark.long

State = Upload.State
TEXT = """临川市人民政府关于支持夜间经济的若干措施

临川政发〔2023〕12号

一、支持夜间餐饮

1．补助餐饮企业。对夜间营业的餐饮企业，给予最高5万元补助。（责任单位：市商务局、市财政局）

2．减免租金。承租国有房屋的，减免3个月租金。（责任单位：市国资委）

二、优化环境

4．延长公交。公交运营时间延长至23时。（责任单位：市夜行推进中心）

5．加强宣传。各单位要加强宣传。

临川市人民政府
2023年4月20日
"""


@pytest.fixture
def given(nine):
    """Gives a text as an editor gives a file, and lets the worker do what waits."""

    def give(text: str = TEXT, name: str = "夜间.txt") -> Upload:
        upload, _ = intake.receive(name, text.encode(), None)
        return after_work(upload)

    return give


def after_work(upload: Upload) -> Upload:
    """The upload when the worker has done what waits."""
    do_jobs()
    return Upload.objects.get(pk=upload.pk)


def base() -> tuple:
    """What an import would move."""
    models = Document, Article, Source, Unit, ImportRun
    return Revision.current(), [model.objects.count() for model in models]


def test_a_trial_writes_nothing_and_tells_what_taking_would_write(given):
    before = base()
    upload = given()
    assert (upload.state, base()) == (State.READY, before)
    (document,) = upload.trial["documents"]
    effect = document["effect"]
    assert (effect["what"], effect["articles"], effect["gaps"]) == ("new", 4, ["印作“4”，按次序应为 3"])
    assert effect["without_office"] == ["第5条"]
    assert "临川市夜行推进中心" in {unit["name"] for unit in upload.trial["units"]}

    assert intake.accept(upload, None)
    taken = after_work(upload)
    assert taken.state == State.TAKEN
    (made,) = taken.documents.all()
    assert (made.number, made.articles.count()) == ("临川政发〔2023〕12号", effect["articles"])
    assert (bytes(taken.content), bytes(made.source.content)) == (b"", TEXT.encode())
    assert "编号：第3条处印作“4”" in taken.run.report


def test_a_trial_shows_where_everything_stands_in_the_print(given):
    """The head's facts with their words, the tree in its order, each fact in its leaf."""
    upload = given()
    (document,) = upload.trial["documents"]
    head = {each["name"]: each for each in document["effect"]["head"]}
    assert {name: each["value"] for name, each in head.items()} == {
        "title": "临川市人民政府关于支持夜间经济的若干措施",
        "number": "临川政发〔2023〕12号",
        "issuers": "临川市人民政府",
        "issued_on": "2023-04-20",
    }
    for each in head.values():
        assert upload.text[each["start"] : each["end"]] == each["quote"]
    nodes = document["outline"]
    assert [node["depth"] for node in nodes if node["kind"] == "article"] == [1, 1, 1, 1]
    assert [node["start"] for node in nodes] == sorted(node["start"] for node in nodes)
    for node in nodes:
        assert upload.text[node["start"] : node["end"]].startswith(node["words"].rstrip("…"))
    amounts = [fact for node in nodes for fact in node["facts"] if fact["kind"] == "金额"]
    assert [upload.text[fact["start"] : fact["end"]] for fact in amounts] == [fact["quote"] for fact in amounts] != []


@pytest.mark.parametrize(
    "change, what, changes",
    [
        pytest.param({}, "same", ([], [], []), id="the very file"),
        pytest.param({"5万元": "6万元"}, "version", ([], [], ["第1条"]), id="a figure"),
        pytest.param({"5．加强宣传。各单位要加强宣传。\n": ""}, "version", ([], ["第5条"], []), id="an article went"),
    ],
)
def test_what_becomes_of_a_document_that_is_there(given, change, what, changes):
    intake.accept(given(), None)
    do_jobs()
    text = TEXT
    for old, new in change.items():
        text = text.replace(old, new)
    effect = given(text).trial["documents"][0]["effect"]
    assert effect["what"] == what
    assert (effect["added"], effect["removed"], effect["changed"]) == changes


def test_another_file_of_a_document_is_its_witness(given):
    intake.accept(given(), None)
    do_jobs()
    effect = given(TEXT.replace("各单位要", "各单位应"), "网站.txt").trial["documents"][0]["effect"]
    assert (effect["what"], effect["existing"], effect["changed"]) == ("witness", "临川政发〔2023〕12号", [])
    effect = given(TEXT.replace("5万元", "6万元"), "又一份.txt").trial["documents"][0]["effect"]
    assert effect["what"] == "version", "a figure that differs is no typist's fault: an editor is asked"


UNNUMBERED = TEXT.replace("临川政发〔2023〕12号\n", "")


@pytest.mark.parametrize(
    "first, second, said, what, made",
    [
        pytest.param(TEXT, TEXT.replace("5万元", "6万元"), {"held_as": "copy"}, "witness", (1, 0, 1), id="a copy"),
        pytest.param(
            TEXT, TEXT.replace("单位要", "单位应"), {"held_as": "version"}, "version", (2, 1, 0), id="a version"
        ),
        pytest.param(UNNUMBERED, UNNUMBERED.replace("5", "6"), {"held_as": "own"}, "new", (2, 0, 0), id="its own"),
        pytest.param(
            TEXT,
            TEXT.replace("12号", "31号").replace("措施", "措施（修订）"),
            {"held_as": "version", "held_against": "{}"},
            "version",
            (2, 1, 0),
            id="a version of one with another number",
        ),
    ],
)
def test_what_a_text_is_to_the_base_is_chosen_before_it_is_taken(nine, first, second, said, what, made):
    """Documents, versions that wait, and further texts; read again it is the same."""
    (document,) = pipeline.import_texts([read("夜间.txt", first)]).documents
    before = Document.objects.count() - 1
    head = head_correction.of_row({name: value.format(document.slug) for name, value in said.items()})
    again = read("网站.txt", second)
    seen = trial.of(again, head)
    assert (seen.documents[0].effect.what, seen.documents[0].effect.is_sure) == (what, True)
    trial.taken(again, head, seen.as_json())
    found = Document.objects.count() - before, document.versions.count(), document.witnesses.count()
    assert found == made
    assert trial.of(again, head).documents[0].effect.what == "same"


def read(name: str, text: str) -> SourceText:
    return sources.extract(SourceFile(name, text.encode()))


def test_what_cannot_be_told_is_asked(given):
    intake.accept(given(), None)
    do_jobs()
    assert not given(TEXT.replace("5万元", "6万元"), "网站.txt").trial["documents"][0]["effect"]["is_sure"]


def test_a_head_that_was_read_wrong_is_settled_before_it_is_taken(given):
    upload = given(TEXT.replace("2023年4月20日", ""))
    assert "没有读出成文日期。" in str(upload.trial)
    said = {"number": "临川政发〔2023〕21号", "issued_on": "2023-04-25", "evidence": "原件红头"}
    assert intake.try_again(upload, said)
    upload = after_work(upload)
    intake.accept(upload, None)
    (document,) = after_work(upload).documents.all()
    assert (document.number, str(document.issued_on), document.serial) == ("临川政发〔2023〕21号", "2023-04-25", 21)
    assert "原件红头" in document.history.first().history_change_reason
    assert document.articles.count() == 4


@pytest.mark.parametrize(
    "content, why",
    [
        pytest.param(b"", "坏文件.txt：文件是空的", id="empty"),
        pytest.param(b"%PDF-1.4 \n nothing", "坏文件.txt：PDF", id="a torn PDF"),
        pytest.param("今天天气很好。".encode(), "坏文件.txt：没有认出公文", id="no document"),
        pytest.param(b"{\\rtf1 text}", "坏文件.txt：是 RTF", id="a format that is not read"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_stops_only_itself(given, content, why):
    before = base()
    bad, _ = intake.receive("坏文件.txt", content, None)
    assert given().state == State.READY
    bad.refresh_from_db()
    assert (bad.state, base()) == (State.REFUSED, before)
    assert bad.message.startswith(why)


def test_the_same_file_is_not_received_twice_while_it_waits(given):
    upload = given()
    again, is_new = intake.receive("夜间 (1).txt", TEXT.encode(), None)
    assert (again.pk, is_new) == (upload.pk, False)


def test_what_moved_since_the_trial_is_shown_before_it_is_taken(given):
    first = given()
    second = given(TEXT.replace("各单位要", "各单位应"), "另一份.txt")
    intake.accept(first, None)
    do_jobs()
    before = base()
    intake.accept(second, None)
    second = after_work(second)
    assert (second.state, base()) == (State.READY, before)
    assert "试读之后有人改了" in second.message
    assert second.trial["documents"][0]["effect"]["what"] == "witness"


@pytest.mark.parametrize("stage", ["读取原件", "事实", "核对"])
def test_what_is_cancelled_at_any_stage_leaves_nothing(given, monkeypatch, stage):
    upload = given()
    before = base()
    intake.accept(upload, None)
    progress = intake._progress

    def cancelling(job, name):
        if name == stage:
            cache.set(intake._cancel_key(job), True)
        progress(job, name)

    monkeypatch.setattr(intake, "_progress", cancelling)
    upload = after_work(upload)
    expected = State.CANCELLED if stage != "读取原件" else State.TAKEN  # taking reads no file again
    assert upload.state == expected
    assert (base() == before) == (expected == State.CANCELLED)


def test_what_waits_is_cancelled_at_once_and_its_job_does_nothing(nine):
    upload, _ = intake.receive("夜间.txt", TEXT.encode(), None)
    assert intake.cancel(upload)
    assert after_work(upload).state == State.CANCELLED
    assert not intake.accept(upload, None)


def test_a_fault_of_ours_is_a_state_and_can_be_tried_again(given, monkeypatch, caplog):
    with monkeypatch.context() as broken:
        broken.setattr(trial, "of", lambda *args, **kwargs: 1 / 0)
        upload = given()
    assert (upload.state, upload.message[:7]) == (State.INTERRUPTED, "程序出了错，什")
    assert "ZeroDivisionError" in caplog.text
    assert intake.try_again(upload)
    assert after_work(upload).state == State.READY


# --- the worker ------------------------------------------------------------------------------------------------------


def killed_in_mid_job(upload: Upload, times: int) -> None:
    """Leave the base as a worker leaves it that was killed while it read."""
    Upload.objects.filter(pk=upload.pk).update(state=State.READING)
    jobs = DBTaskResult.objects.filter(pk=upload.job)
    jobs.update(status=TaskResultStatus.RUNNING, worker_ids=["gone"] * times, started_at=timezone.now())


def test_a_job_whose_worker_was_killed_is_taken_up_again(nine):
    upload, _ = intake.receive("夜间.txt", TEXT.encode(), None)
    upload.refresh_from_db()
    killed_in_mid_job(upload, 1)
    assert after_work(upload).state == State.READING
    worker.resume()
    assert after_work(upload).state == State.READY


def test_a_job_that_killed_its_worker_again_and_again_is_given_up_and_says_so(nine):
    upload, _ = intake.receive("夜间.txt", TEXT.encode(), None)
    upload.refresh_from_db()
    killed_in_mid_job(upload, worker.TRIES)
    worker.resume()
    upload = after_work(upload)
    assert (upload.state, "再试一次" in upload.message) == (State.INTERRUPTED, True)
    assert intake.try_again(upload)
    assert after_work(upload).state == State.READY


def test_a_stop_undoes_the_job_that_runs_and_the_next_worker_does_it(given, monkeypatch):
    upload = given()
    intake.accept(upload, None)
    before = base()
    stopping = Worker(batch=True)
    with monkeypatch.context() as stopped:
        stopped.setattr(intake, "_progress", lambda pk, name: name == "事实" and stopping.shutdown(15, None))
        do_jobs(stopping)
    upload.refresh_from_db()
    assert (upload.state, base()) == (State.TAKING, before)
    assert after_work(upload).state == State.TAKEN


def test_a_worker_ends_with_the_process_that_started_it(nine):
    upload, _ = intake.receive("夜间.txt", TEXT.encode(), None)
    do_jobs(Worker(is_wanted=worker.while_parent(os.getpid())))  # which is not the parent's
    upload.refresh_from_db()
    assert upload.state == State.WAITING
    assert worker.while_parent(os.getppid())()


def test_only_one_worker_is_there(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    assert not worker.is_there()
    with worker.alone():
        assert worker.is_there()
        with pytest.raises(worker.StoppedError), worker.alone(lambda: False):
            pass
    assert not worker.is_there()

"""Another province installs the portal: its own name, place and vocabularies, and nothing of ours."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

OURS = ("山西", "晋", "2021")
FILES = {
    "site.csv": "name,title,place\n云策,云山政策知识库,云山省\n",
    "units.csv": (
        "name,full_name,kind,printed_as,part_of,successor,succeeded_on,note\n"
        "省商务厅,云山省商务厅,provincial,省商务厅,,,,\n"
        "各市人民政府,,collective,各市政府|各市人民政府,,,,\n"
        "云海市人民政府,,city,云海市,,,,\n"
    ),
    "members.csv": "collective,member,document,quote,note\n",
    "issuers.csv": "code,address,issuers,note\n云商,yunshang,云山省商务厅,\n",
    "places.csv": "name,codes,words,not_words,is_umbrella,outside_province,note\n云海市,999999,云海市|云海,,,,\n",
    "themes.csv": "document,label,articles,note\n",
    "offices.csv": "names,unit,note\n商务局,省商务厅,\n",
}
TEXT = (
    "云商〔2022〕5号\n云山省商务厅\n关于促进餐饮业发展的若干措施\n"
    "一、办夜市。对餐饮企业给予5万元补贴。（责任单位：省商务厅、省夜市中心，各市政府）\n"
    "二、办展会。（云海市商务局牵头，省财政厅配合）\n"
)
PAGES = (
    *("/", "/units/", "/units/省商务厅/", "/units/省商务厅/tasks/", "/documents/", "/documents/yunshang-2022-5/"),
    *("/articles/", "/articles/?q=商务局", "/articles/?unit=省商务厅", "/articles/?document=0", "/match/?sector=餐饮"),
    *("/match/", "/calendar/", "/overview/", "/changes/", "/changes/feed/", "/about/data/", "/sectors/"),
    *("/admin/login/", "/no-such-page/"),
)
ASK = """
from django.core.management import call_command
from django.test import Client
call_command("flush", verbosity=0, interactive=False)
call_command("import_policies")
call_command("import_policies", {file!r})
from policies.models import Responsibility
for page in {pages!r}:
    answer = Client().get(page)
    text = answer.content.decode()
    print("PAGE", page, answer.status_code, *[word for word in {ours!r} if word in text])
print("HOME", "云山政策知识库" in Client().get("/").content.decode())
for row in Responsibility.objects.order_by("article", "position"):
    print("UNIT", row.article.ordinal, row.unit.name, row.unit.place, row.unit.verified)
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "vocabulary").mkdir()
    for name, text in FILES.items():
        (tmp_path / "vocabulary" / name).write_text(text, encoding="utf-8")
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def manage(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess:
    own = {
        "JINCE_VAR": str(folder / "var"),
        "JINCE_VOCABULARY": str(folder / "vocabulary"),
        "JINCE_HOSTS": "testserver",
        "DATABASE_URL": f"sqlite:///{folder / 'base.sqlite3'}",
    }
    return subprocess.run(  # noqa: S603 - the project's own commands
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def done(folder: Path, *words: str, **environment: str) -> list[str]:
    answer = manage(folder, *words, **environment)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.splitlines()


@pytest.fixture
def base(folder, django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of a base with all its tables, which is quicker copied and emptied than made."""
    with django_db_blocker.unblock():
        address = django_db_setup.engine.another(folder)
        yield address
        django_db_setup.engine.drop(address)


@pytest.mark.long
def test_another_province_has_its_own_name_offices_and_pages(folder, base):
    ask = ASK.format(file=str(folder / "text.txt"), pages=PAGES, ours=OURS)
    told = done(folder, "shell", "-v0", "-c", ask, DATABASE_URL=base)
    first, second = [line for line in told if line.startswith("完成：")]
    assert first.startswith("完成：0 个文件"), "a base of another place begins empty"
    assert second.startswith("完成：1 个文件，2 条")
    pages = [line.split()[1:] for line in told if line.startswith("PAGE")]
    assert [(page, *rest) for page, *rest in pages] == [
        (page, "404" if page == "/no-such-page/" else "200") for page in PAGES
    ]
    assert "HOME True" in told
    assert [line for line in told if line.startswith("UNIT")] == [
        "UNIT 1 省商务厅 云山省 True",
        "UNIT 1 省夜市中心 云山省 False",
        "UNIT 1 各市人民政府 云山省 True",
        "UNIT 2 云海市商务局 云海市 False",
        "UNIT 2 省财政厅 云山省 False",
    ]


def test_a_folder_that_lacks_a_file_is_refused_by_its_name(folder):
    (folder / "vocabulary" / "units.csv").unlink()
    answer = manage(folder, "check")
    assert answer.returncode
    assert "缺少 units.csv" in answer.stderr.splitlines()[-1]


def test_a_site_without_a_place_is_refused(folder):
    (folder / "vocabulary" / "site.csv").write_text("name,title\n云策,云山政策知识库\n", encoding="utf-8")
    assert "name、title、place" in manage(folder, "check").stderr.splitlines()[-1]


@pytest.mark.long
def test_the_environment_may_give_another_name(folder):
    told = manage(
        folder, "shell", "-v0", "-c", "from django.conf import settings as s; print(s.SITE)", JINCE_SITE_NAME="云图"
    )
    assert "name='云图'" in told.stdout

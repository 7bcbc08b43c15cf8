"""Pages under gunicorn, and the finder beside Datasette on the same base."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import serving
from bench.asking import CLIENTS, Pace, Shared, again, anew, get, one_by_one, pace
from policies.models import Amount, Term, Unit

TWO = {"unit": "省商务厅", "sector": "餐饮"}
PAGES = {
    "空页（固定 HTML）": "/bare/",
    "首页": "/",
    "条文（无筛选）": "/articles/",
    "条文（两项筛选，全部分面）": f"/articles/?{urlencode(TWO)}",
    "条文（检索）": f"/articles/?{urlencode({'q': '失业保险'})}",
    "文件阅读": "/documents/jinzhengbanfa-2022-33/",
    "条文页": "/documents/jinzhengbanfa-2022-33/art_25/",
    "部门页": f"/units/{quote('省商务厅')}/",
    "总览": "/overview/",
    "匹配": f"/match/?{urlencode({'sector': '餐饮'})}",
}
# Datasette's table with the filters, the page's length and three facets; ours has all of its facets.
FACETS = [("_facet_array", "units"), ("_facet_array", "sectors"), ("_facet", "document"), ("_size", "20")]
# As browsers ask.
GZIP = {"Accept_Encoding": "gzip"}
# How often ours and theirs take turns.
ROUNDS = 3
# Pairs on which both must list as many articles before either is timed.
CHECKED = 5

Say = Callable[[str], None]


def measure(scratch: Path, say: Say) -> None:
    """Ask for every page, kept and made anew, then for pairs of filters, ours and Datasette's."""
    say(f"\n页面（gunicorn 一个进程，{CLIENTS} 个客户端；每秒请求数与空页之比，p50、p95 毫秒）")
    say("  再问同一页                                 每次现做                                   第一次 ms  字节  查询")
    with serving.portal() as served:
        port = served.port
        first = {address: one_by_one(port, iter([address]), lambda: None, 1, **GZIP).p50 for address in PAGES.values()}
        bare = {"again": pace(port, again("/bare/"), **GZIP), "anew": pace(port, anew("/bare/"), **GZIP)}
        for name, address in PAGES.items():
            warm, cold = pace(port, again(address), **GZIP), pace(port, anew(address), **GZIP)
            costs = f"{first[address]:8.1f} {weight(port, address):8,} {queries(address):3}"
            say(f"{_against(warm, bare['again'])}{_against(cold, bare['anew'])} {costs}  {name}")
        say(f"  {served.peak_memory:10.0f} MiB  一个进程占用的最高内存")
        etag = get(port, PAGES["条文（两项筛选，全部分面）"]).headers["ETag"]
        unchanged = pace(port, again(PAGES["条文（两项筛选，全部分面）"]), 304, If_None_Match=etag)
        say(f"{_against(unchanged, bare['again'])}{'':41}  条文（两项筛选，浏览器里已有：304）")
        if connection.vendor == "sqlite":  # what Datasette reads
            compare(scratch / "flat.sqlite3", port, say)


def weight(port: int, address: str) -> int:
    """Return the bytes of a page as browsers get it, compressed."""
    with closing(get(port, address, **GZIP)) as answer:
        return len(answer.read())


def queries(address: str) -> int:
    """Return how often the base is asked for a page made anew, by a process that made others like it before."""
    client, addresses = Client(headers={"Host": "127.0.0.1"}), anew(address)
    client.get(next(addresses))
    with CaptureQueriesContext(connection) as asked:
        client.get(next(addresses))
    return len(asked)


def compare(base: Path, port: int, say: Say) -> None:
    """The same filters asked of ours and of Datasette, one process each, by turns."""
    version = serving.install_datasette()
    say(f"\n部门、行业两项筛选，与 Datasette {version or ''} 比（同一个库、同样的列表；每秒请求数，p50、p95 毫秒）")
    if version is None:
        say("  没有装上 Datasette，未比")
        return
    serving.flatten(base)
    with serving.datasette(base) as other:
        for pair in list(pairs())[:CHECKED]:
            check(other, pair)
        asked = {
            "再问同一对": (again(ours_of(TWO)), again(theirs_of(TWO))),
            "每次另一对，都没有问过": (Shared(map(ours_of, pairs())), Shared(map(theirs_of, pairs()))),
        }
        for name, (ours, theirs) in asked.items():
            us, them = _by_turns((port, ours), (other, theirs))
            _say_both(say, us, them, name)
        ours, theirs = Shared(map(ours_of, pairs())), Shared(map(theirs_of, pairs()))
        _say_both(say, *_by_turns((port, ours), (other, theirs), Accept_Encoding="gzip"), "同上，压缩了传")
        edited = one_by_one(port, map(ours_of, pairs()), edit, **GZIP)
        _say_both(
            say,
            edited,
            one_by_one(other, map(theirs_of, pairs()), lambda: None, **GZIP),
            "每次之前改过一条（只改本库的）",
        )


def _say_both(say: Say, us: Pace, them: Pace, name: str) -> None:
    say(f"  晋策 {_line(us)}   Datasette {_line(them)}   ×{us.per_second / them.per_second:6.2f}  {name}")


def edit() -> None:
    """Save a fact, as an editor does: the base moves, by one article."""
    Amount.objects.public().order_by("?").first().save()


def _by_turns(*targets: tuple[int, Iterator[str]], **headers: str) -> list[Pace]:
    """The median pace of each over some rounds, since the machine may be busier now than a minute later."""
    rounds = [[pace(port, addresses, **headers) for port, addresses in targets] for _ in range(ROUNDS)]
    return [Pace(*map(median, zip(*each, strict=True))) for each in zip(*rounds, strict=True)]


def pairs() -> Iterator[dict[str, str]]:
    """Every pair of a unit and a trade, once, in an order by chance that is the same every time."""
    units = Unit.objects.busiest_first().filter(articles__gt=0).values_list("name", flat=True)
    sectors = Term.objects.of(Term.Scheme.SECTOR).busiest_first().filter(articles__gt=0).values_list("name", flat=True)
    found = [{"unit": unit, "sector": sector} for unit, sector in product(units, sectors)]
    random.Random(171).shuffle(found)  # noqa: S311 - no secret
    return iter(found)


def ours_of(pair: dict[str, str]) -> str:
    """The finder's address of a pair."""
    return f"/articles/?{urlencode(pair)}"


def theirs_of(pair: dict[str, str], suffix: str = "") -> str:
    """Datasette's address of a pair."""
    asked = [("units__arraycontains", pair["unit"]), ("sectors__arraycontains", pair["sector"]), *FACETS]
    return f"/flat/articles{suffix}?{urlencode(asked)}"


def check(port: int, pair: dict[str, str]) -> None:
    """Both list as many."""
    theirs = json.load(get(port, theirs_of(pair, ".json")))["filtered_table_rows_count"]
    if theirs != len(serving.listed(**pair)):
        raise RuntimeError(f"{pair}: Datasette lists {theirs}, we {len(serving.listed(**pair))}")


def _against(found: Pace, bare: Pace) -> str:
    return f"  {_line(found)} ×{found.per_second / bare.per_second:6.3f}"


def _line(found: Pace) -> str:
    return f"{found.per_second:8.1f}/s {found.p50:6.1f} {found.p95:6.1f}"

"""The environment as settings read it: each variable once, and what is wrong with it in one sentence.

Raises ImproperlyConfigured, which manage.py and gunicorn's first lines show; docs/operate.md lists the variables.
"""

import csv
import os
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

# Django's own check wants as many (security.W009).
MIN_KEY, MIN_SIGNS = 50, 5
# Whoever names more addresses than a network of ten million has written “everybody”, and not their proxy.
MIN_PREFIX = 8
_HOST = re.compile(r"\.?(?:[\w-]+\.)*[\w-]+|\[[0-9a-fA-F:]+\]")
_PART = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


# What each place has its own of; the other vocabularies are everybody's, unless a folder has its own of them too.
LOCAL_FILES = ("site.csv", "units.csv", "members.csv", "issuers.csv", "places.csv", "themes.csv", "offices.csv")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabularies' files: those of the base's own place, and for what it has none of, the general ones."""

    own: Path
    general: Path

    def path(self, name: str) -> Path:
        """Return where a file of the vocabularies is."""
        own = self.own / name
        return own if name in LOCAL_FILES or own.exists() else self.general / name

    @property
    def seeds(self) -> Path:
        """The folder of the texts that an empty base begins with: beside the vocabularies; it need not exist."""
        return self.own.parent / "sources"


@dataclass(frozen=True, slots=True)
class Site:
    """The site's own words: its name, what it says of itself, and which place is its own."""

    name: str
    title: str
    place: str


def words(name: str, among: Collection[str]) -> frozenset[str]:
    """Words with commas between them, each one of ``among``; none where the variable is not set."""
    found = frozenset(_listed(name))
    if wrong := sorted(found - frozenset(among)):
        raise ImproperlyConfigured(f"{name} 只能是 {'、'.join(among)}，多个用逗号分开；不认识“{wrong[0]}”。")
    return found


def vocabulary(name: str, default: Path) -> Vocabulary:
    """Return the folder of the base's own vocabularies."""
    own = Path(os.environ.get(name, "").strip() or default)
    missing = [file for file in LOCAL_FILES if not (own / file).is_file()]
    if missing:
        raise ImproperlyConfigured(
            f"{name} 的文件夹 {own} 里缺少 {'、'.join(missing)}：请照自带的词表备齐，可以只有表头。"
        )
    return Vocabulary(own, default)


def site(name: str, path: Path) -> Site:
    """Return what the vocabulary's file says of the site; the environment may give it another name."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            row = next(csv.DictReader(file))
        found = Site(os.environ.get(name, "").strip() or row["name"], row["title"], row["place"])
    except (OSError, UnicodeDecodeError, StopIteration, KeyError):
        found = Site("", "", "")
    if not (found.name and found.title and found.place):
        raise ImproperlyConfigured(f"{path} 要有一行 name、title、place：本站的名字、说明和所在的地方。")
    return found


def is_on(name: str, *, default: bool = False) -> bool:
    """Return a switch: 1 or 0."""
    word = os.environ.get(name, "").strip()
    if word not in ("", "0", "1"):
        raise ImproperlyConfigured(f"{name} 只能是 1 或 0，现在是“{word}”。")
    return word == "1" if word else default


def seconds(name: str, *, default: int) -> int:
    """Return a length of time in seconds."""
    word = os.environ.get(name, "").strip()
    if word and not word.isdecimal():
        raise ImproperlyConfigured(f"{name} 要写秒数，如 {default}，现在是“{word}”。")
    return int(word) if word else default


def folder(name: str, default: Path) -> Path:
    """Return a folder that can be written to, made where it is missing."""
    path = Path(os.environ.get(name) or default)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} 的文件夹 {path} 建不了（{error.strerror}）：请换一个，或给它写的权限。"
        ) from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} 的文件夹 {path} 写不了：请换一个，或给它写的权限。")
    return path


def secret_key(name: str) -> str:
    """Return a key that nobody guesses; '' where none is given."""
    key = os.environ.get(name, "")
    if key and _is_weak(key):
        raise ImproperlyConfigured(
            f"{name} 太短或太简单：至少 {MIN_KEY} 个字符、{MIN_SIGNS} 种不同的字符，随机生成，只有本站知道。"
        )
    return key


def stored_key(path: Path) -> str:
    """Return the key that a file keeps, made once: whole or not at all, whoever else starts at the same time."""
    try:
        if not path.exists():
            _write_once(path, get_random_secret_key())
        key = path.read_text(errors="replace").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"密钥文件 {path} 读不了（{error.strerror}）：请给本站读的权限。") from None
    if _is_weak(key):
        raise ImproperlyConfigured(
            f"密钥文件 {path} 是空的或不完整。请删掉它，再启动时会另做一个；登录的人要重新登录。"
        )
    return key


def hosts(name: str) -> list[str]:
    """Return the names of the site, parted by commas."""
    found = _listed(name)
    for host in found:
        if not _HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name} 里的“{host}”不是域名：请逐个写上本站的域名，如 jince.example.cn，不带协议、端口和星号。"
            )
    return found


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return addresses and networks, parted by commas."""
    return [_network(name, word) for word in _listed(name) if word != "none"]


def address_part(name: str, default: str, *, taken: Collection[str]) -> str:
    """Return one part of an address with its slash, as “bianji-7f3/”; none of those that are taken."""
    value = os.environ.get(name) or default
    part = value.strip("/")
    if not _PART.fullmatch(part):
        raise ImproperlyConfigured(
            f"{name}={value} 不能用：请写一段小写字母、数字或 - _，中间没有斜杠，如 bianji-7f3/。"
        )
    if part in taken:
        raise ImproperlyConfigured(f"{name}={value} 不能用：/{part}/ 是公开页面的地址，请换一个。")
    return f"{part}/"


def database(name: str, default: str) -> dict:
    """Return Django's settings of a base, from its address."""
    url = os.environ.get(name, "").strip() or default
    try:
        # A connection that the base has dropped meanwhile is opened anew, instead of told to the next visitor.
        found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except (ValueError, KeyError):  # a password in it must not be shown
        found = {}
    if found.get("ENGINE") not in _ENGINES or not found.get("NAME"):
        raise ImproperlyConfigured(
            f"{name} 看不懂：请写成 postgres://用户:密码@主机:5432/库名，或 sqlite:////路径/文件；"
            "不写就用 var 里的 SQLite。"
        )
    return dict(found)


def replica(name: str, base: dict) -> dict | None:
    """Return Django's settings of a copy of the base that PostgreSQL keeps elsewhere; None where there is none."""
    if not os.environ.get(name, "").strip():
        return None
    found = database(name, "")
    if {found["ENGINE"], base["ENGINE"]} != {_ENGINES[1]}:
        raise ImproperlyConfigured(
            f"{name} 是 PostgreSQL 流复制的只读副本：它和 DATABASE_URL 都要写成 postgres://用户:密码@主机:5432/库名。"
        )
    return found


def _listed(name: str) -> list[str]:
    value = os.environ.get(name, "").strip()
    found = [word.strip() for word in value.split(",") if word.strip()]
    if value and not found:
        raise ImproperlyConfigured(f"{name}={value} 里什么也没有：请逐个写出，用逗号分开。")
    return found


def _network(name: str, word: str) -> IPv4Network | IPv6Network:
    try:
        found = ip_network(word)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} 里的“{word}”不是地址：请写 IP 地址或网段，如 127.0.0.1 或 10.0.0.0/24。"
        ) from None
    if found.prefixlen < MIN_PREFIX:
        raise ImproperlyConfigured(f"{name} 里的“{word}”太宽，等于谁都信：请只写反向代理自己的地址。")
    return found


def _is_weak(key: str) -> bool:
    return len(key) < MIN_KEY or len(set(key)) < MIN_SIGNS


def _write_once(path: Path, text: str) -> None:
    """Write a file that only its owner reads, beside and then in its place; what another wrote first stays."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as file:
        file.write(text)
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)

"""The seeds: `seeds.txt`, or a bare URL, read into `Seed` values; one line, one portal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from parsers import place_of_code

from .addresses import canonical, host_of
from .domains import ascii_name, domain

BROWSER = ("auto", "never", "always")
QUOTES = {'"': '"', "'": "'", "“": "”", "「": "」"}

_REGION = re.compile(r"[0-9]{6}\Z")


class SeedsError(Exception):
    """Seeds that cannot be used; each of `errors` is a sentence that names file and line."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


@dataclass(frozen=True, slots=True)
class Seed:
    """One portal to walk. `line` is its line in the seeds file, None for a URL given by hand; `notes` are for people.

    `hosts`: further hosts of the portal · `min`: fewest reports expected · `delay`: seconds between two requests ·
    `columns`: whole URLs to start from as well.
    """

    url: str
    name: str | None = None
    region: str | None = None
    hosts: tuple[str, ...] = ()
    min: int | None = None
    delay: float | None = None
    browser: str | None = None
    columns: tuple[str, ...] = ()
    line: int | None = field(default=None, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def host(self) -> str:
        """The host the seed names."""
        return host_of(self.url)

    @property
    def bare(self) -> bool:
        """Nothing is said but the URL, and not in a file: keys stored by an earlier run go on holding."""
        return self.line is None and self == Seed(self.url)

    def covers(self, host: str) -> bool:
        """Is this host the portal's: its own, another one of its registrable domain, or one of `hosts=`.

        >>> Seed("http://www.zc.gov.cn/").covers("gk.zc.gov.cn"), Seed("http://www.zc.gov.cn/").covers("gov.cn")
        (True, False)
        """
        return _covering(self)(host)


def covering(seeds: Iterable[Seed]) -> Callable[[str], bool]:
    """Whether any of these portals covers a host: asked once a connection, whether there is one portal or 15,000."""
    known = tuple(seeds)
    own = {ascii_name(seed.host) or "" for seed in known}
    names = own.union(*(seed.hosts for seed in known)) - {""}
    domains = {domain(host) for host in own} - {None}

    def covers(host: str) -> bool:
        name = ascii_name(host.strip().lower().rstrip(".")) or ""
        return name in names or (name != "" and domain(name) in domains)

    return covers


@lru_cache(maxsize=1024)  # every link of a page asks the same seed
def _covering(seed: Seed) -> Callable[[str], bool]:
    return covering((seed,))


def read_seeds(path: Path | str) -> tuple[Seed, ...]:
    """The seeds of a file, in its order.

    Raises SeedsError with every error of the file at once: nothing is crawled until the file is right.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SeedsError([f"{path}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SeedsError([f"{path}:{line}: not UTF-8; save the file as UTF-8"]) from error
    seeds, errors = parse(text, str(path))
    if errors:
        raise SeedsError(errors)
    return seeds


def seed_of(url: str) -> Seed:
    """The seed of a URL given by hand. Raises SeedsError if the URL cannot be used."""
    url = url.strip()
    fault = _fault(url)
    if fault:
        raise SeedsError([f"{url}: {fault}"])
    return Seed(url)


def parse(text: str, name: str = "seeds.txt") -> tuple[tuple[Seed, ...], tuple[str, ...]]:
    """The seeds in the text of a seeds file, and a sentence for each thing wrong with it."""
    seeds: list[Seed] = []
    errors: list[str] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        words, fault = _words(line)
        faults = [fault] if fault else []
        if words and not fault:
            seed, faults = _seed(words, number)
            key = canonical(seed.url) if not faults else ""
            if key in lines:
                faults.append(f"the same portal as line {lines[key]}")
            elif key:
                lines[key] = number
                seeds.append(seed)
        errors.extend(f"{name}:{number}: {fault}" for fault in faults)
    return tuple(seeds), tuple(errors)


def line(seed: Seed) -> str:
    """The seed as a line of a seeds file. Raises SeedsError for the odd name that no quotes can hold.

    >>> line(Seed("http://www.zc.gov.cn/", name="示例 县", min=3))
    'http://www.zc.gov.cn/ name="示例 县" min=3'
    """
    words = [seed.url]
    for key in KEYS:
        value = getattr(seed, key)
        if isinstance(value, tuple):
            value = ",".join(value) or None
        elif isinstance(value, float):
            value = f"{Decimal(repr(value)):f}"
        if value is not None:
            words.append(f"{key}={_quoted(str(value))}")
    written = " ".join(words)
    if parse(written) != ((seed,), ()):
        raise SeedsError([f"{seed.url}: this seed cannot be written as one line"])
    return written


def _quoted(value: str) -> str:
    if not any(char.isspace() or char in QUOTES for char in value):
        return value
    fitting = [f"{opening}{value}{end}" for opening, end in QUOTES.items() if end not in value]
    return fitting[0] if fitting else value


def _seed(words: list[str], line: int) -> tuple[Seed, list[str]]:
    url, *pairs = words
    faults: list[str] = []
    fault = _fault(url)
    if fault:
        faults.append(f"{url}: {fault}")
    found: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            faults.append(f"{pair!r} is not key=value (a value with blanks stands in quotes)")
        elif key not in KEYS:
            faults.append(f"unknown key {key!r}; the keys are {', '.join(KEYS)}")
        elif key in found:
            faults.append(f"{key}= is given twice")
        else:
            try:
                found[key] = KEYS[key](value.strip())
            except ValueError as error:
                faults.append(f"{key}={value}: {error}")
                found[key] = None
    if faults:
        return Seed(url, line=line), faults
    seed = Seed(url, line=line, **found)
    whole = tuple(urljoin(url, column) for column in seed.columns)
    faults = [
        f"columns={column}: not a page of this portal (add its host to hosts=)"
        for column in whole
        if _fault(column) or not seed.covers(host_of(column))
    ]
    return replace(seed, columns=whole, notes=_notes(seed)), faults


def _words(line: str) -> tuple[list[str], str | None]:
    """The words of a line. A `#` begins a comment only where a word could begin: addresses hold some too."""
    words: list[str] = []
    word: str | None = None
    closing = ""
    for at, char in enumerate(line):
        if closing:
            if char == closing:
                closing = ""
            else:
                word = (word or "") + char
        elif char.isspace():
            if word is not None:
                words.append(word)
            word = None
        elif char == "#" and word is None:
            break
        elif char in QUOTES and (word is None or line[at - 1] == "="):
            closing, word = QUOTES[char], word or ""
        else:
            word = (word or "") + char
    if closing:
        return [], f"a quote is opened and not closed: {line.strip()}"
    return words + ([word] if word is not None else []), None


def _fault(url: str) -> str | None:
    """Why this URL cannot be used, or None."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return f"not a URL ({error})"
    if parts.scheme not in {"http", "https"}:
        return "not an http:// or https:// URL"
    if parts.username is not None or parts.password is not None:
        return "a URL with a user name in it cannot be used"
    if not parts.hostname or ascii_name(parts.hostname) is None:
        return "no usable host in this URL"
    if port == 0 or any(char.isspace() or not char.isprintable() for char in url):
        return "not a URL"
    return None


def _notes(seed: Seed) -> tuple[str, ...]:
    if seed.region and place_of_code(seed.region) is None:
        return (f"region={seed.region} is not in our list of GB/T 2260 codes; it is kept as given",)
    return ()


def _text(value: str) -> str:
    if not value:
        raise ValueError("no value")
    return value


def _code(value: str) -> str:
    if not _REGION.match(value):
        raise ValueError("not a GB/T 2260 code of six digits")
    return value


def _count(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise ValueError("not a whole number")
    return int(value)


def _seconds(value: str) -> float:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]+)?", value):
        raise ValueError("not a number of seconds")
    return float(value)


def _browser(value: str) -> str:
    if value not in BROWSER:
        raise ValueError(f"not one of {', '.join(BROWSER)}")
    return value


def _hosts(value: str) -> tuple[str, ...]:
    hosts = [ascii_name(name.strip().lower()) for name in value.split(",")]
    if None in hosts:
        raise ValueError("not host names, with commas between them")
    return tuple(dict.fromkeys(host for host in hosts if host))


def _columns(value: str) -> tuple[str, ...]:
    if not _text(value).strip(","):
        raise ValueError("no value")
    return tuple(dict.fromkeys(column.strip() for column in value.split(",") if column.strip()))


KEYS: dict[str, Callable[[str], object]] = {
    "name": _text,
    "region": _code,
    "hosts": _hosts,
    "min": _count,
    "delay": _seconds,
    "browser": _browser,
    "columns": _columns,
}

"""The seeds: a line is one portal, every error is told with its line, and a portal knows its hosts."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import canonical, fingerprint, host_of
from crawler.seeds import KEYS, QUOTES, Seed, SeedsError, line, parse, read_seeds, seed_of

ROOT = Path(__file__).parent.parent


def one(line: str) -> Seed:
    seeds, errors = parse(line)
    assert errors == ()
    (seed,) = seeds
    return seed


def errors(*lines: str) -> list[str]:
    return list(parse("\n".join(lines))[1])


# ---- the file


def test_a_line_with_every_key() -> None:
    seed = one(
        'http://www.zc.gov.cn/ name="增城 区政府" region=440118 hosts=GK.example.com,xn--fiqs8s.cn min=8 delay=0.5 '
        "browser=never columns=/zwgk/nb/,http://gk.example.com/a?b=1 # our first"
    )
    assert seed == Seed(
        url="http://www.zc.gov.cn/",
        name="增城 区政府",
        region="440118",
        hosts=("gk.example.com", "xn--fiqs8s.cn"),
        min=8,
        delay=0.5,
        browser="never",
        columns=("http://www.zc.gov.cn/zwgk/nb/", "http://gk.example.com/a?b=1"),
    )
    assert seed.line == 1
    assert seed.notes == ()


def test_a_file_as_people_save_it(tmp_path: Path) -> None:
    path = tmp_path / "seeds.txt"
    path.write_bytes(
        "\ufeff# 门户\r\n\r\n  http://a.gov.cn/\tname=“甲 乙”\r\nhttp://b.gov.cn/#/gk name='c'#d\r\n".encode()
    )
    first, second = read_seeds(path)
    assert (first.url, first.name, first.line) == ("http://a.gov.cn/", "甲 乙", 3)
    assert (second.url, second.name) == ("http://b.gov.cn/#/gk", "c#d")


def test_every_error_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "http://a.gov.cn/ colour=red min=many\n"
        "www.b.gov.cn\n"
        "http://c.gov.cn/\n"
        'http://d.gov.cn/ name="open\n'
        "https://C.gov.cn:443/index.html\n"
        "http://e.gov.cn/ 增城区\n"
    )
    with pytest.raises(SeedsError) as caught:
        read_seeds(path)
    told = caught.value.errors
    assert [error.split(": ")[0] for error in told] == [f"{path}:{line}" for line in (1, 1, 2, 4, 5, 6)]
    assert "unknown key 'colour'; the keys are name, region" in told[0]
    assert "min=many: not a whole number" in told[1]
    assert "www.b.gov.cn: not an http:// or https:// URL" in told[2]
    assert "not closed" in told[3]
    assert "the same portal as line 3" in told[4]
    assert "not key=value" in told[5]
    assert str(caught.value) == "\n".join(told)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.gov.cn/",
        "http://",
        "http:///path",
        "http://[::1/",
        "http://a.gov.cn:99999/",
        "http://a.gov.cn:x/",
        "http://user:secret@a.gov.cn/",
        "http://a..gov.cn/",
        "http://-a.gov.cn/",
        "http://300.1.1.1/",
        "http://a_b!.cn/",
        "javascript:alert(1)",
    ],
)
def test_a_url_that_cannot_be_used(url: str) -> None:
    assert len(errors(url)) == 1
    with pytest.raises(SeedsError):
        seed_of(url)


@pytest.mark.parametrize(
    "pair",
    [
        "name=",
        'name=""',
        "region=44",
        "region=四四〇一一八",
        "hosts=",
        "hosts=a b",
        "hosts=http://a.cn",
        "min=-1",
        "min=1.5",
        "delay=-1",
        "delay=nan",
        "delay=inf",
        "delay=1e999",
        "browser=firefox",
        "columns=",
        "columns=http://elsewhere.cn/a",
        "min=1 min=2",
    ],
)
def test_a_value_that_cannot_be_used(pair: str) -> None:
    found = errors(f"http://a.gov.cn/ {pair}")
    assert found
    assert all(error.startswith("seeds.txt:1: ") for error in found)


def test_an_unlisted_region_is_kept_and_noted() -> None:
    seed = one("http://a.gov.cn/ region=999999")
    assert seed.region == "999999"
    assert "999999 is not in our list" in seed.notes[0]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SeedsError, match=r"none\.txt: cannot be read"):
        read_seeds(tmp_path / "none.txt")
    (tmp_path / "gbk.txt").write_bytes("http://a.gov.cn/\nhttp://b.gov.cn/ name=增城".encode("gb18030"))
    with pytest.raises(SeedsError, match=r"gbk\.txt:2: not UTF-8"):
        read_seeds(tmp_path / "gbk.txt")


def test_a_bare_url_is_bare_and_a_line_is_not() -> None:
    assert seed_of(" http://a.gov.cn/ ") == Seed("http://a.gov.cn/")
    assert seed_of("http://a.gov.cn/").bare
    assert not one("http://a.gov.cn/").bare


@given(st.text())
def test_any_text_at_all_gives_seeds_or_errors(text: str) -> None:
    seeds, told = parse(text)
    assert len(seeds) + len(told) >= sum(
        not line.isspace() and line[0] != "#" for line in text.split("\n") if line.strip()
    )
    assert all(error.startswith("seeds.txt:") for error in told)


@given(st.dictionaries(st.sampled_from(["name", "region", "min"]), st.integers(100000, 999999)))
def test_a_written_line_is_read_back(keys: dict[str, int]) -> None:
    seed = one(" ".join(["http://a.gov.cn/", *(f"{key}={value}" for key, value in keys.items())]))
    for key, value in keys.items():
        assert str(getattr(seed, key)) == str(value)


def test_the_seeds_we_ship_are_right_and_say_every_key() -> None:
    seeds = read_seeds(ROOT / "seeds.txt")
    assert len(seeds) > 60
    assert not [seed for seed in seeds if seed.notes or not seed.name]
    head = (ROOT / "seeds.txt").read_text(encoding="utf-8").split("\nhttp")[0]
    assert all(f"#   {key}=" in head for key in KEYS)


# ---- hosts


@pytest.mark.parametrize(
    ("url", "host", "covered"),
    [
        ("http://www.zc.gov.cn/", "www.zc.gov.cn", True),
        ("http://www.zc.gov.cn/", "GK.zc.gov.cn.", True),
        ("http://www.zc.gov.cn/", "zc.gov.cn", True),
        ("http://www.zc.gov.cn/", "azc.gov.cn", False),
        ("http://www.zc.gov.cn/", "www.gz.gov.cn", False),
        ("http://www.zc.gov.cn/", "gov.cn", False),
        ("https://www.gov.cn/", "www.moe.gov.cn", False),
        ("https://www.gov.cn/", "sousuo.www.gov.cn", True),
        ("http://a.example.com.cn/", "b.example.com.cn", True),
        ("http://127.0.0.1:8000/", "127.0.0.1", True),
        ("http://127.0.0.1/", "127.0.0.2", False),
        ("http://[::1]/", "::1", True),
        ("http://localhost/", "localhost", True),
        ("http://a.portal.internal-name/", "b.portal.internal-name", False),
        ("http://www.zc.gov.cn/", "", False),
        ("http://www.zc.gov.cn/", "..", False),
    ],
)
def test_what_a_portal_covers(url: str, host: str, covered: bool) -> None:
    assert Seed(url).covers(host) is covered


def test_further_hosts_are_covered_themselves_not_their_domain() -> None:
    seed = one("http://www.zc.gov.cn/ hosts=gk.gz.gov.cn")
    assert seed.covers("gk.gz.gov.cn")
    assert not seed.covers("www.gz.gov.cn")


def test_the_suffixes_are_never_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert Seed("http://www.never-asked-before.gov.cn/").covers("gk.never-asked-before.gov.cn")


# ---- addresses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.zc.gov.cn/gk/", "https://www.zc.gov.cn/gk/index.html"),
        ("http://www.zc.gov.cn", "http://WWW.ZC.GOV.CN:80/#top"),
        ("http://a.cn/x?id=1", "http://a.cn/x?utm_source=w&id=1&utm_medium="),
        ("http://a.cn/x", "http://a.cn/x?from=timeline&isappinstalled=0"),
        ("http://a.cn/x.do?id=1", "http://a.cn/x.do;jsessionid=AB12?id=1"),
        ("http://a.cn/年报", "http://a.cn/%E5%B9%B4%E6%8A%A5"),
        ("http://a.cn/x?id=1", " http://a.cn/x?id=1& "),
    ],
)
def test_addresses_that_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.cn/", "http://a.cn/"),
        ("http://a.cn/", "http://a.cn:8080/"),
        ("http://a.cn/x?id=1", "http://a.cn/x?id=2"),
        ("http://a.cn/x?from=2019", "http://a.cn/x?from=2020"),
        ("http://a.cn/x?page=1", "http://a.cn/x"),
        ("http://a.cn/index_1.html", "http://a.cn/index.html"),
        ("http://[broken/a", "http://[broken/b"),
    ],
)
def test_addresses_that_are_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_a_request_is_told_by_method_and_form_too() -> None:
    url = "http://a.cn/dataproxy.jsp"
    assert (
        len(
            {
                fingerprint(url),
                fingerprint(url, "POST"),
                fingerprint(url, "post", b"p=1"),
                fingerprint(url, "POST", b"p=2"),
            }
        )
        == 4
    )
    assert fingerprint(url, "post", b"p=1") == fingerprint(url, "POST", b"p=1")


@given(st.text())
def test_any_string_has_a_key_and_a_host_or_none(text: str) -> None:
    assert isinstance(canonical(text), str)
    assert isinstance(host_of(text), str)
    assert len(fingerprint(text)) == 24


@given(
    st.from_regex(
        r"https?://[a-z]{1,9}\.gov\.cn(:80|:443|:8080)?/[a-z/]{0,9}(index\.html)?(\?[a-z]=[0-9])?(#x)?",
        fullmatch=True,
    )
)
def test_a_key_is_the_key_of_itself(url: str) -> None:
    scheme = url.split(":", maxsplit=1)[0]
    assert canonical(f"{scheme}:{canonical(url)}") == canonical(url)


NAMES = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from([" ", *QUOTES, *QUOTES.values()]),
    min_size=1,
)


@given(
    name=st.none() | NAMES.map(str.strip).filter(bool),
    delay=st.none() | st.floats(0, 99999).map(lambda seconds: round(seconds, 7)),
    fewest=st.none() | st.integers(0, 10**8),
    more=st.booleans(),
)
def test_a_seed_written_as_a_line_is_read_as_the_same_seed(
    name: str | None, delay: float | None, fewest: int | None, more: bool
) -> None:
    hosts, columns = (("gk.example.cn",), ("http://www.zc.gov.cn/nb/",)) if more else ((), ())
    seed = Seed("http://www.zc.gov.cn/", name, None, hosts, fewest, delay, "never" if more else None, columns)
    try:
        written = line(seed)
    except SeedsError:
        assert all(end in str(name) for end in QUOTES.values()), "only what no quotes can hold is refused"
    else:
        assert parse(written) == ((seed,), ())

"""The archive: what a crawl keeps, read back by two other libraries; damage of every kind; full disks and kill -9."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from fastwarc.warc import ArchiveIterator as Fast
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Answer, Sites, article, crawl_words, environment, listing, named, nianbao, rows, serving
from warcio import ArchiveIterator
from warcio.recordbuilder import RecordBuilder
from warcio.warcwriter import WARCWriter

from crawler.archive import Archive, ArchiveError, Damage, Record, answers, is_warc, recall, records
from crawler.storage import Store, StoreError
from crawler.visits import Exchange, Kept

HOST = "www.zc.gov.cn"
HOME = f"http://{HOST}/"
DAY = "2024-03-01T08:00:00Z"
GBK = "年报.doc".encode("gbk").decode("latin-1")


def exchange(body: bytes = b"one", path: str = "1.html", **more: object) -> Exchange:
    heads = (("Content-Type", "text/html"), ("Content-Length", str(len(body))))
    return Exchange(**{"url": HOME + path, "at": DAY, "status": 200, "headers": heads, "body": body, **more})


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.warc.gz"))


def verified(path: Path) -> Counter[str]:
    """The records of a file by type, each read by two libraries and every digest of it right."""
    found: Counter[str] = Counter()
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.raw_stream.read()
            assert record.digest_checker.passed is not False
            found[record.rec_type] += 1
    fast: Counter[str] = Counter()
    for record in Fast(str(path), parse_http=False):
        fast[str(record.record_type)] += 1
        assert record.verify_block_digest()
    assert fast == found
    return found


def at(path: Path, offset: int) -> tuple[str, bytes]:
    """Address and body of the record at an offset, as warcio reads them."""
    with path.open("rb") as file:
        file.seek(offset)
        record = next(iter(ArchiveIterator(file)))
        return record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()


# --- a crawl and the next one -----------------------------------------------------------------------------------------


def site(sites: Sites, reports: int = 3) -> str:
    links = [(f"/r{n}.html", named(f"示例县第{n}局", 2020)) for n in range(reports)]
    packed = gzip.compress(article("示例县第九局", 2020).encode())
    lost, walled = ("/lost.html", named("示例县第七局", 2020)), ("/walled.html", named("示例县第八局", 2020))
    return sites.site(
        HOST,
        {
            "/": listing("示例县政府信息公开", ("/nb/", "政府信息公开年报")),
            "/nb/": listing(
                "政府信息公开年报", *links, ("/r9.html", named("示例县第九局", 2020)), lost, walled
            ),
            **{f"/r{n}.html": article(f"示例县第{n}局", 2020) for n in range(reports)},
            "/r9.html": Answer(packed, headers=(("Content-Encoding", "gzip"), ("X-Name", GBK))),
            "/walled.html": Answer("<p>请输入验证码</p>", 403),
        },
    )


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the database and the archive of two crawls; one page changed between them."""
    folder = tmp_path_factory.mktemp("twice")
    with serving() as sites:
        words = crawl_words(sites, site(sites), "--quiet")
        nianbao(*words, cwd=folder, code=0)
        shutil.copytree(folder, folder / "first")
        sites.pages[HOST]["/r1.html"] = article("示例县第1局", 2020).replace("专题会议三次", "专题会议四次")
        nianbao(*words, cwd=folder, code=0)
        yield folder


def test_every_record_is_read_by_two_libraries(twice: Path) -> None:
    first, second = files(twice / "archive")
    assert verified(first) == {"warcinfo": 1, "response": 8, "request": 8}
    # a refusal that never was a page is evidence, and known; a 404 is no reason to forget the page before it
    assert verified(second) == {"warcinfo": 1, "response": 1, "revisit": 7, "request": 8}


def test_rows_point_to_the_bodies_whose_hash_they_hold(twice: Path) -> None:
    kept = rows(
        twice / "reports.db", "SELECT url, body_sha256, archive_file, archive_offset, archived_at FROM pages"
    )
    assert len(kept) == 8
    for url, digest, file, offset, received in kept:
        found, body = at(twice / "archive" / str(file), int(str(offset)))
        assert (found, hashlib.sha256(body).hexdigest()) == (url, digest)
        ours = recall(twice / "archive", Kept(str(file), int(str(offset)), str(received)))
        assert (ours.url, ours.body, ours.at) == (url, body, received)
    where = {str(url).rpartition("/")[2]: file for url, _, file, *_ in kept}
    assert where["r0.html"] == files(twice / "archive")[0].name  # the second visit brought the same body
    assert where["r1.html"] == files(twice / "archive")[1].name


def test_a_revisit_says_what_it_repeats(twice: Path) -> None:
    first, second = files(twice / "archive")
    received = {record.url: record for record in records(first) if isinstance(record, Record)}
    with second.open("rb") as file:
        repeats = [record.rec_headers for record in ArchiveIterator(file) if record.rec_type == "revisit"]
    for head in repeats:
        before = received[head.get_header("WARC-Target-URI")]
        assert head.get_header("WARC-Profile").endswith("/revisit/identical-payload-digest")
        assert head.get_header("WARC-Refers-To-Target-URI") == before.url
        assert head.get_header("WARC-Refers-To-Date") == before.at
        assert head.get_header("WARC-Payload-Digest") == before.digest
    whole = [record for record in answers((first, second)) if isinstance(record, Record)]
    assert Counter(record.type for record in whole) == {"response": 16}


def test_a_packed_answer_is_kept_as_it_was_read_and_says_how_it_came(twice: Path) -> None:
    found = next(record for record in records(files(twice / "archive")[0]) if record.url.endswith("/r9.html"))
    assert isinstance(found, Record)
    assert found.body.decode() == article("示例县第九局", 2020)
    assert found.header("x-archive-orig-content-encoding") == "gzip"
    assert found.header("content-encoding") is None
    assert found.header("content-length") == str(len(found.body))
    raw = gzip.decompress(files(twice / "archive")[0].read_bytes())
    assert "年报.doc".encode("gbk") in raw  # header bytes as they were


def test_requests_are_kept_with_what_was_sent(twice: Path) -> None:
    with files(twice / "archive")[0].open("rb") as file:
        pairs = [
            (record.rec_type, record.rec_headers, record.http_headers) for record in ArchiveIterator(file)
        ]
    for (kind, answer, _), (_, request, head) in zip(pairs[1::2], pairs[2::2], strict=True):
        assert kind == "response"
        assert request.get_header("WARC-Concurrent-To") == answer.get_header("WARC-Record-ID")
        assert request.get_header("WARC-Target-URI") == answer.get_header("WARC-Target-URI")
        assert head.get_header("User-Agent").startswith("nianbao/")
        assert head.get_header("Host").startswith(HOST)
        assert answer.get_header("WARC-IP-Address") == "127.0.0.1"


def test_without_an_archive_nothing_is_written(tmp_path: Path) -> None:
    with serving() as sites:
        nianbao(*crawl_words(sites, site(sites), "--no-archive", "--quiet"), cwd=tmp_path, code=0)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["reports.db"]
        assert rows(tmp_path / "reports.db", "SELECT count(*) FROM pages WHERE archive_file IS NOT NULL") == [
            (0,)
        ]
        # what was not kept then is kept now, although its body is known
        nianbao(*crawl_words(sites, site(sites), "--archive", "kept/raw", "--quiet"), cwd=tmp_path, code=0)
        assert verified(*files(tmp_path / "kept" / "raw"))["response"] == 8
        nothing = "SELECT count(*) FROM pages WHERE archive_file IS NULL"
        assert rows(tmp_path / "reports.db", nothing) == [(0,)]


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with serving() as sites:
        for folder in ("file", "file/archive"):
            ran = nianbao(*crawl_words(sites, site(sites), "--archive", folder), cwd=tmp_path, code=2)
            assert "file" in ran.stderr
        both = crawl_words(sites, site(sites), "--archive", "a", "--no-archive")
        assert "exclude each other" in nianbao(*both, cwd=tmp_path, code=2).stderr
        assert sites.asked == []


def heavy(sites: Sites, number: int) -> str:
    """A portal whose pages carry what no packer makes smaller, so that the archive outgrows the database."""
    links = [(f"/r{n}.html", named(f"示例县第{n}局", 2020)) for n in range(number)]
    pages = {
        f"/r{n}.html": article(f"示例县第{n}局", 2020).replace(
            "<body>", f"<body><!--{os.urandom(400_000).hex()}-->"
        )
        for n in range(number)
    }
    return sites.site(HOST, {"/": listing("政府信息公开年报", *links), **pages})


POINTERS = (
    "SELECT archive_file, archive_offset, archived_at, body_sha256 FROM pages WHERE body_sha256 IS NOT NULL"
)


def whole(folder: Path) -> int:
    """How many rows point into the archive; each of them rightly."""
    kept = rows(folder / "reports.db", POINTERS)
    for file, offset, received, digest in kept:
        found = recall(folder / "archive", Kept(str(file), int(str(offset)), str(received)))
        assert hashlib.sha256(found.body).hexdigest() == digest
    return len(kept)


@pytest.mark.slow
def test_a_full_disk_in_the_archive_stops_the_crawl_and_loses_nothing(tmp_path: Path) -> None:
    with serving() as sites:
        words = crawl_words(sites, heavy(sites, 12), "--quiet")
        shell = 'ulimit -f 3000; trap "" XFSZ; exec "$0" "$@"'
        ran = subprocess.run(
            ["bash", "-c", shell, sys.executable, "-m", "crawler", *words],
            cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert ran.returncode == 3, ran.stdout + ran.stderr
        assert "archive" in ran.stderr
        assert "disk" in ran.stderr
        assert 1 < whole(tmp_path) < 13
        [broken] = files(tmp_path / "archive")
        assert verified(broken)["response"] >= whole(tmp_path)
        nianbao(*words, cwd=tmp_path, code=0)
        assert whole(tmp_path) == 13
        assert rows(tmp_path / "reports.db", "SELECT count(*) FROM reports") == [(12,)]


def test_kill_9_leaves_no_row_that_points_to_nothing(tmp_path: Path) -> None:
    with serving() as sites:
        words = crawl_words(sites, heavy(sites, 12), "--quiet", "-s", "NIANBAO_BATCH_SECONDS=0.05")
        process = subprocess.Popen([sys.executable, "-m", "crawler", *words], cwd=tmp_path, env=environment())
        deadline = time.monotonic() + 60
        while len(sites.paths(HOST)) < 7 and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = whole(tmp_path)
        [torn] = files(tmp_path / "archive")
        size = torn.stat().st_size
        nianbao(*words, cwd=tmp_path, code=0)
        assert torn.stat().st_size == size  # never written again
        assert whole(tmp_path) == 13 > before
        assert rows(tmp_path / "reports.db", "SELECT count(*) FROM reports") == [(12,)]


# --- the writer -------------------------------------------------------------------------------------------------------


def test_a_form_is_kept_with_its_request(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.keep(
        exchange(method="POST", form=b"page=2", asked=(("Content-Type", "x/y"), ("Content-Length", "99")))
    )
    archive.close()
    with files(tmp_path)[0].open("rb") as file:
        *_, request = ((r.http_headers, r.content_stream().read()) for r in ArchiveIterator(file))
    assert request[1] == b"page=2"
    assert (request[0].protocol, request[0].get_header("Content-Length")) == ("POST", "6")


def test_an_answer_not_modified_is_a_revisit_without_a_body(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.keep(exchange())
    unsent = exchange(b"", status=304, headers=(("ETag", '"1"'),), at="2024-03-02T08:00:00Z")
    assert archive.keep(unsent, kept) == kept
    assert archive.keep(exchange(b"", "never.html", status=304)) is None
    archive.close()
    with files(tmp_path)[0].open("rb") as file:
        found = [r.rec_headers for r in ArchiveIterator(file) if r.rec_type == "revisit"]
    assert [head.get_header("WARC-Refers-To-Date") for head in found] == [DAY, None]
    assert {head.get_header("WARC-Profile")[-19:] for head in found} == {"server-not-modified"}
    verified(files(tmp_path)[0])


def test_files_end_at_their_size_and_runs_never_share_one(tmp_path: Path) -> None:
    for _ in range(2):
        archive = Archive(tmp_path, largest=1000)
        for number in range(6):
            archive.keep(exchange(os.urandom(900), f"{number}.html"))
        archive.close()
    assert len(files(tmp_path)) == 12
    assert sum((verified(path) for path in files(tmp_path)), Counter())["response"] == 12
    assert all(path.stat().st_size < 5000 for path in files(tmp_path))


def test_an_archive_that_kept_nothing_leaves_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    assert len(files(tmp_path / "archive")) == 1
    archive.close()
    archive.close()
    assert list(tmp_path.iterdir()) == []


def test_a_body_whose_file_is_gone_is_written_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.keep(exchange(), Kept("elsewhere.warc.gz", 7, DAY))
    archive.close()
    assert kept is not None
    assert kept.file == files(tmp_path)[0].name
    assert recall(tmp_path, kept).body == b"one"


def test_a_store_without_its_archive_lets_the_database_go(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"archive .*file cannot be written to"):
        Store(tmp_path / "reports.db", archive=tmp_path / "file")
    Store(tmp_path / "reports.db").close()


# --- reading back -----------------------------------------------------------------------------------------------------


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, list[int]]:
    """A file with three answers, and where each begins."""
    archive = Archive(tmp_path / "archive")
    kept = [archive.keep(exchange(os.urandom(500), f"{number}.html")) for number in range(3)]
    archive.close()
    return files(tmp_path / "archive")[0], [place.offset for place in kept if place]


def test_a_torn_tail_costs_its_record_alone(three: tuple[Path, list[int]]) -> None:
    path, offsets = three
    data = path.read_bytes()
    for cut in (offsets[2] + 1, offsets[2] + 5, offsets[2] + 200, len(data) - 1):
        path.write_bytes(data[:cut])
        found = list(records(path))
        good = [record.url[-6:] for record in found if isinstance(record, Record)]
        bad = [damage for damage in found if isinstance(damage, Damage)]
        assert good[:2] == ["0.html", "1.html"]
        assert len(bad) == 1
        assert bad[0].offset >= offsets[2]
        assert (len(good) == 3) == (cut > len(data) - 10)
        if len(good) == 2:
            assert bad[0].offset == offsets[2]
            with pytest.raises(ArchiveError, match=f"damaged at byte {offsets[2]}"):
                recall(path.parent, Kept(path.name, offsets[2], DAY))


def test_damage_inside_is_named_and_passed_by(three: tuple[Path, list[int]]) -> None:
    path, offsets = three
    data = bytearray(path.read_bytes())
    data[offsets[1] + 40 : offsets[1] + 140] = bytes(100)
    path.write_bytes(data)
    found = list(records(path))
    assert [one.offset for one in found if isinstance(one, Record)] == [offsets[0], offsets[2]]
    assert offsets[1] in [one.offset for one in found if isinstance(one, Damage)]


def test_a_place_that_is_not_there_is_said(three: tuple[Path, list[int]]) -> None:
    path, offsets = three
    for kept in (
        Kept("none.warc.gz", 0, DAY),
        Kept(path.name, 10**9, DAY),
        Kept(path.name, offsets[0] + 3, DAY),
    ):
        with pytest.raises(ArchiveError, match=kept.file):
            recall(path.parent, kept)
    with pytest.raises(ArchiveError):
        recall(path.parent, Kept("../../etc/passwd", 0, DAY))


def packed(how: str, body: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    raw = zlib.compressobj(wbits=-15)
    made = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw deflate": raw.compress(body) + raw.flush(),
        "br": brotli.compress(body),
        "gzip said, plain sent": body,
    }[how]
    return made, [("Content-Encoding", next(w for w in how.split() if w in {"gzip", "deflate", "br"}))]


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("how", ["gzip", "deflate", "raw deflate", "br", "gzip said, plain sent"])
def test_codings_are_undone(tmp_path: Path, how: str, chunked: bool) -> None:
    body = article("示例县", 2020).encode()
    sent, headers = packed(how, body)
    if chunked:
        headers.append(("Transfer-Encoding", "Chunked"))
        parts = [sent[i : i + 1000] for i in range(0, len(sent), 1000)]
        sent = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    path = tmp_path / "other.warc.gz"
    path.write_bytes(foreign(sent, headers))
    [found] = records(path)
    assert isinstance(found, Record)
    assert found.body == body


def foreign(
    body: bytes, headers: list[tuple[str, str]] | None = None, *, zipped: bool = True, version: str = "1.0"
) -> bytes:
    """A WARC of one answer as another tool writes it."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers or [])
    out = BytesIO()
    builder = RecordBuilder(warc_version=version)
    raw = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body
    record = builder.create_warc_record(HOME, "response", BytesIO(raw), len(raw))
    WARCWriter(out, gzip=zipped, warc_version=version).write_record(record)
    return out.getvalue()


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_every_shape_of_file_is_read(tmp_path: Path, version: str) -> None:
    plain = b"".join(foreign(b"%d" % n, zipped=False, version=version) for n in range(3))
    shapes = {
        "members.warc.gz": b"".join(foreign(b"%d" % n, version=version) for n in range(3)),
        "whole.warc.gz": gzip.compress(plain),
        "plain.warc": plain,
        "unnamed": plain,
        "wget.warc": plain.replace(
            b"WARC-Target-URI: " + HOME.encode(), b"WARC-Target-URI: <" + HOME.encode() + b">"
        ),
    }
    for name, data in shapes.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert is_warc(path)
        found = list(records(path))
        assert [(one.url, one.body) for one in found if isinstance(one, Record)] == [
            (HOME, b"%d" % n) for n in range(3)
        ], name
    (tmp_path / "page.html").write_bytes(b"<html>WARC/1.0</html>")
    (tmp_path / "page.gz").write_bytes(gzip.compress(b"<html>"))
    assert not is_warc(tmp_path / "page.html")
    assert not is_warc(tmp_path / "page.gz")
    assert not is_warc(tmp_path / "none")


def test_a_record_that_lies_about_itself_is_passed_by(tmp_path: Path) -> None:
    good = foreign(b"good", zipped=False)
    path = tmp_path / "lies.warc"
    for lie in (
        good.replace(b"Content-Length: ", b"Content-Length: 9"),
        good.replace(b"Content-Length", b"Content-Size"),
        good.replace(b"WARC-Date: 2", b"WARC-Date: x"),
        b"nonsense\r\n\r\n",
    ):
        path.write_bytes(good + lie + good)
        found = list(records(path))
        assert isinstance(found[0], Record)
        assert any(isinstance(one, Damage) and one.offset >= len(good) for one in found), lie


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 3000), st.integers(0, 255))
def test_any_body_comes_back_and_no_damage_raises(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, place: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("law")
    archive = Archive(folder)
    kept = archive.keep(exchange(body))
    archive.keep(exchange(b"other", "2.html"))
    archive.close()
    assert kept is not None
    assert recall(folder, kept).body == body
    [path] = files(folder)
    data = bytearray(path.read_bytes())
    data[place % len(data)] = byte
    path.write_bytes(data)
    assert all(isinstance(one, Record | Damage) for one in records(path))
    shutil.rmtree(folder)

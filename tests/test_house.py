"""The rules of the house that no linter knows: rooms, sizes, names, purity of `parsers`, and documents that stay true."""

import ast
import doctest
import graphlib
import importlib
import importlib.metadata
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import grimp
import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("parsers", "crawler")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONG_MODULES: dict[str, str] = {}  # path: why it may be longer
LONG_FUNCTIONS: dict[str, str] = {}  # path:name: why it may be longer

# Settings that say all by their names and values.
PLAIN_SETTINGS = {
    "VERSION",
    "BOT_NAME",
    "SPIDER_MODULES",
    "NEWSPIDER_MODULE",
    "ITEM_PIPELINES",
    "NIANBAO_VOID",
}

DRAWERS = {
    "utils", "util", "helpers", "helper", "base", "common", "constants", "items", "misc", "tools", "lib", "core",
}  # fmt: skip

# What `parsers` never touches, wherever in a file the import stands. `urllib.parse` is only about strings.
WORLD = {
    "scrapy", "twisted", "itemadapter", "requests", "urllib3", "httpx", "aiohttp", "playwright", "sqlite3", "sqlite_utils",
    "socket", "ssl", "http", "ftplib", "asyncio", "subprocess", "importlib.import_module", "urllib.request", "crawler",
}  # fmt: skip

# An old DOC has no reader but an external program: one room starts it, hands it a file of its own, and says so at its head.
STARTS_PROGRAMS = "parsers/files/word.py"

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>示例县人民政府2023年政府信息公开工作年度报告</title></head><body>
<h1>示例县人民政府2023年政府信息公开工作年度报告</h1><div><p>一、总体情况</p><p>主动公开政府信息120条。</p>
<p>二、存在问题</p><p>无。</p></div><ul><li><a href="/2022.html">2022年政府信息公开工作年度报告</a></li></ul></body></html>"""


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


every_module = pytest.mark.parametrize("path", modules(), ids=named)
every_room_of_parsers = pytest.mark.parametrize(
    "path", [p for p in modules() if named(p).startswith("parsers/")], ids=named
)


# --- rooms ------------------------------------------------------------------------------------------------------------


@every_module
def test_the_first_line_says_which_room_it_is(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert re.match(r'"""\S.{15,}[.。:"]', first), f"{named(path)} begins with {first!r}"


@every_module
def test_a_room_has_a_name_of_the_domain(path: Path) -> None:
    assert not DRAWERS & set(dotted(path).split(".")), "a drawer is not a room"


@every_module
def test_a_room_is_small(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE or LONG_MODULES.get(named(path)), f"{lines} lines"


@every_module
def test_a_verb_is_short(path: Path) -> None:
    long = {
        f"{named(path)}:{node.name}": length
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not {name: length for name, length in long.items() if not LONG_FUNCTIONS.get(name)}


def test_exceptions_are_still_needed() -> None:
    sizes = {named(path): path.read_text(encoding="utf-8").count("\n") for path in modules()}
    assert not [path for path in LONG_MODULES if sizes.get(path, 0) <= LONGEST_MODULE]
    assert not [name for name in LONG_FUNCTIONS if name.partition(":")[0] not in sizes]


@every_module
def test_what_is_public_is_explained(path: Path) -> None:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    mute = [
        node.name
        for node in parsed(path).body
        if isinstance(node, kinds) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not mute, "no docstring"


def test_imports_have_no_cycle() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    order = graphlib.TopologicalSorter({m: graph.find_modules_directly_imported_by(m) for m in graph.modules})
    order.prepare()  # CycleError names the modules


@pytest.mark.parametrize("path", [p for p in modules() if ">>>" in p.read_text(encoding="utf-8")], ids=named)
def test_examples_in_docstrings_are_true(path: Path) -> None:
    assert doctest.testmod(importlib.import_module(dotted(path))).failed == 0


# --- parsers is pure --------------------------------------------------------------------------------------------------


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@every_room_of_parsers
def test_parsers_import_nothing_of_the_world(path: Path) -> None:
    worldly = [
        name for name in imports(parsed(path)) if any(f"{name}.".startswith(f"{banned}.") for banned in WORLD)
    ]
    if named(path) == STARTS_PROGRAMS:
        worldly.remove("subprocess")
    assert not worldly


@every_room_of_parsers
def test_parsers_open_no_file_but_their_own_data(path: Path) -> None:
    opened = {
        ast.unparse(node.func)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"open", "io.open", "os.open", "Path", "pathlib.Path"}
    }
    if named(path) == STARTS_PROGRAMS:
        opened.remove("Path")
    assert not opened, "package data comes through importlib.resources"


def test_reading_a_page_wakes_neither_network_nor_database() -> None:
    """The subprocess sees what the linter cannot: `importlib.import_module`, and what other packages bring along."""
    script = (
        "import sys\n"
        "from parsers import Page, links, read, recognise, strip\n"
        "page = Page(sys.stdin.buffer.read(), 'http://example.gov.cn/zwgk/1.html')\n"
        "recognise(page), links(page), strip(page)\n"
        "assert type(read(page)).__name__ == 'Report', read(page)\n"
        "print(*sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], input=PAGE.encode(), capture_output=True, cwd=ROOT, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert not WORLD & set(ran.stdout.decode().split())


def test_parsers_can_be_taken_along_under_another_name(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "parsers", tmp_path / "borrowed", ignore=shutil.ignore_patterns("__pycache__"))
    script = "import sys, borrowed; assert 'parsers' not in sys.modules; print(borrowed.read.__module__)"
    isolated = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=tmp_path, env=isolated, check=False
    )
    assert ran.stdout.decode().strip() == "borrowed.reader", ran.stderr.decode()


def test_opencc_is_the_one_we_mean() -> None:
    """Other distributions install a module of the same name over it; only ours has the C++ library inside."""
    import opencc

    assert opencc.opencc_clib.__name__.startswith("opencc.")
    assert importlib.metadata.packages_distributions()["opencc"] == ["OpenCC"]
    assert opencc.OpenCC("t2s").convert("規範性") == "规范性"


# --- documents that stay true -----------------------------------------------------------------------------------------

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_make_targets_named_in_documents_exist_and_are_explained() -> None:
    targets = dict(re.findall(r"^([a-z-]+):[^=\n]*?(## .+)?$", MAKEFILE, re.MULTILINE))
    asked = set(re.findall(r"`make ([a-z-]+)", README + CONTRIBUTING)) | set(
        re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)
    )
    assert {"demo", "test"} <= asked
    assert asked <= set(targets), "named but not in the Makefile"
    assert [name for name, text in targets.items() if not text] == [], "no line in `make help`"


def words() -> dict[str, click.Command]:
    """Every `nianbao` word and its command."""
    from crawler.commands import main

    context = click.Context(main)
    return {
        name: command for name in main.list_commands(context) if (command := main.get_command(context, name))
    }


def test_every_command_is_in_the_readme_and_no_other() -> None:
    assert set(re.findall(r"^\| `nianbao ([a-z]+)", README, re.MULTILINE)) == set(words())
    assert not [name for name, command in words().items() if not (command.help or "").strip()]


def test_options_named_in_the_readme_exist() -> None:
    known = {option for command in words().values() for param in command.params for option in param.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known | {"--help", "--version"}


def test_every_setting_gives_its_reason() -> None:
    lines = ["", *(ROOT / "crawler" / "settings.py").read_text(encoding="utf-8").splitlines()]
    silent = [
        name.id
        for node in ast.parse("\n".join(lines[1:])).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for name in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(name, ast.Name) and name.id.isupper() and name.id not in PLAIN_SETTINGS
        if not lines[node.lineno - 1].startswith("#")
        and not any("#" in line for line in lines[node.lineno : (node.end_lineno or node.lineno) + 1])
    ]
    assert not silent


def test_seeds_of_the_readme_can_be_read(tmp_path: Path) -> None:
    from crawler.seeds import read_seeds

    examples = blocks(README, "seeds")
    assert examples
    for number, example in enumerate(examples):
        path = tmp_path / f"{number}.txt"
        path.write_text(example, encoding="utf-8")
        assert read_seeds(path)


def test_queries_of_the_readme_run(tmp_path: Path) -> None:
    from crawler.storage import Store

    queries = [q for block in blocks(README, "sql") for q in block.split(";") if q.strip()]
    assert queries
    Store(tmp_path / "reports.db").close()
    db = sqlite3.connect(tmp_path / "reports.db")
    for query in queries:
        db.execute(query).fetchall()
    db.close()


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_lock_names_every_dependency_and_no_machine() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=~!\[; ]", line)[0].lower() for line in wanted}
    assert names <= set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE)), "run `make lock`"
    assert not re.search(r"file:|https?:|^-", lock, re.MULTILINE)


def test_the_wheel_holds_all_that_the_packages_hold(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    [wheel] = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    assert packed == {named(path) for path in files if "__pycache__" not in path.parts}

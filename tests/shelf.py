"""What the tests of storage share: a file, visits to commit to it, and a day that goes on when it is told to."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crawler.seeds import Seed
from crawler.storage import Gain, News, Run, Store
from crawler.visits import Outlink, Queued, Visit
from parsers import Cell, Report, Section

PORTAL = "http://www.zc.gov.cn/"
HOST = "www.zc.gov.cn"

OFFICIAL = "http://www.zc.gov.cn/gk/1.html"
COPY = "https://www.gz.gov.cn/nb/7.html"
MIRROR = "https://zh.wikisource.example/wiki/1"
ADDRESSES = (OFFICIAL, COPY, MIRROR, "http://mirror.example/2")


class Clock:
    """A time that goes on only when it is told to."""

    def __init__(self) -> None:
        self.day = 1

    def __call__(self) -> str:
        return f"2024-03-{self.day:02}T08:00:00Z"


def report(**fields: object) -> Report:
    return Report(
        **{
            "kind": "disclosure_annual",
            "year": 2020,
            "agency": "广州市增城区人民政府",
            "agency_id": "440118-1",
            "title": "增城区2020年政府信息公开工作年度报告",
            "url": "http://www.zc.gov.cn/1.html",
            "id": "r1",
            "official": True,
            "body": "第一段\n第二段",
            "content_sha256": "aa",
            "coverage": "consolidated",
            "province": "广东省",
            "city": "广州市",
            "county": "增城区",
            "division_code": "440118",
            **fields,
        }
    )


def visit(row: Queued, outcome: str = "ok", **fields: object) -> Visit:
    return Visit(
        **{
            "request": row.id,
            "portal": row.portal,
            "asked": row.url,
            "url": row.url,
            "kind": row.kind,
            "outcome": outcome,
            "status": 200,
            **fields,
        }
    )


def page(number: int, priority: int = 900, **fields: object) -> Outlink:
    return Outlink(f"http://{HOST}/{number}.html", "report", priority, 1, **fields)


def begun(store: Store, *links: Outlink) -> Run:
    """A run whose seed page was visited and led to these links."""
    run = store.begin("crawl", store.clock(), [Seed(PORTAL)])
    (row,) = store.take(HOST, 1)
    store.commit(visit(row, links=links))
    return run


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


def told(url: str, text: str = "甲", **fields: object) -> Report:
    """What a page at this address says, if its text is this."""
    return Report(
        **{
            "kind": "disclosure_annual",
            "year": 2020,
            "agency": "广州市增城区人民政府",
            "agency_id": "440118-1",
            "province": "广东省",
            "city": "广州市",
            "county": "增城区",
            "division_code": "440118",
            "coverage": "consolidated",
            "title": f"增城区2020年年报({text})",
            "url": url,
            "id": "r1",
            "official": ".gov.cn" in url,
            "body": f"{text}\n第二段",
            "body_hans": f"{text}\n第二段",
            "content_sha256": f"hash of {text}",
            "source": f"来源 {url}",
            "sections": (Section(0, "overview", None, None, text),),
            "cells": (
                Cell("C", "applications", "new", "total", ord(text[0]), "value", text, source_url=url),
            ),
            **fields,
        }
    )


class Desk:
    """A store and a day: what is seen is committed as of that day."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.day = 1
        self.store = Store(path, clock=lambda: f"2024-03-{self.day:02}T08:00:00Z")
        self.store.begin("crawl", self.store.clock(), [Seed(PORTAL)])

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def see(self, report: Report, day: int | None = None, **fields: object) -> News:
        return self.visit(report.url, day, reading=report, **fields).news

    def visit(self, asked: str, day: int | None = None, **fields: object) -> Gain:
        self.day = self.day if day is None else day
        visit = Visit(
            **{
                "request": 0,
                "portal": PORTAL,
                "asked": asked,
                "url": asked,
                "kind": "report",
                "outcome": "ok",
                **fields,
            }
        )
        return self.store.commit(visit)

    def rows(self, table: str, *columns: str) -> list[tuple[object, ...]]:
        listed = ", ".join(f'"{column}"' for column in columns) or "*"
        found = self.store._db.execute(f"SELECT {listed} FROM {table}").fetchall()
        return sorted(found, key=repr)

    def one(self, *columns: str) -> tuple[object, ...]:
        (row,) = self.rows("reports", *columns)
        return row

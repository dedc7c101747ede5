"""The schema, as migrations: what the tables of the file are. One migration a change, never edited once released."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from . import views

# "nbao" in the header of the file: a database of something else is refused, not written into.
APPLICATION = 0x6E62616F

# The tables promised in the contract and the working tables of the crawl. Plain tables: WITHOUT ROWID and generated
# columns break upsert and transform of sqlite-utils. NUMERIC keeps 5 an integer and 4890.5 a decimal.
FOUNDING = (
    """
    CREATE TABLE agencies (
      id TEXT PRIMARY KEY, name TEXT, level TEXT, type TEXT, division_code TEXT,
      province TEXT, city TEXT, county TEXT, official_host TEXT
    )""",
    """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY, command TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT, finish_reason TEXT,
      requests INTEGER NOT NULL DEFAULT 0, not_modified INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
      reports_new INTEGER NOT NULL DEFAULT 0, reports_changed INTEGER NOT NULL DEFAULT 0,
      reports_gone INTEGER NOT NULL DEFAULT 0
    )""",
    """
    CREATE TABLE portals (
      url TEXT PRIMARY KEY, name TEXT, region TEXT, cms TEXT, outcome TEXT NOT NULL DEFAULT 'pending', detail TEXT,
      pages INTEGER NOT NULL DEFAULT 0, reports INTEGER NOT NULL DEFAULT 0, last_crawled TEXT,
      reports_before INTEGER NOT NULL DEFAULT 0, run INTEGER REFERENCES runs(id), started_at TEXT
    )""",
    """
    CREATE TABLE reports (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, agency TEXT, agency_id TEXT REFERENCES agencies(id), division_code TEXT,
      province TEXT, city TEXT, county TEXT, year INTEGER, coverage TEXT NOT NULL, title TEXT, template TEXT,
      script TEXT, medium TEXT, published_at TEXT, document_date TEXT, source TEXT, index_no TEXT, doc_no TEXT,
      url TEXT NOT NULL, official INTEGER NOT NULL, portal TEXT REFERENCES portals(url), body TEXT, body_hans TEXT,
      content_sha256 TEXT, edition INTEGER, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
      last_changed TEXT NOT NULL, gone_at TEXT, parser_version TEXT, origins TEXT, digest TEXT NOT NULL
    )""",
    "CREATE INDEX reports_agency ON reports(agency_id, year)",
    "CREATE INDEX reports_kind ON reports(kind, year)",
    "CREATE INDEX reports_portal ON reports(portal, year)",
    "CREATE INDEX reports_text ON reports(content_sha256)",
    "CREATE INDEX reports_place ON reports(division_code, year)",
    """
    CREATE TABLE editions (
      report_id TEXT NOT NULL REFERENCES reports(id), number INTEGER NOT NULL, content_sha256 TEXT NOT NULL,
      title TEXT, body TEXT, url TEXT NOT NULL, seen_at TEXT NOT NULL, official INTEGER NOT NULL, official_at TEXT,
      PRIMARY KEY (report_id, content_sha256)
    )""",
    """
    CREATE TABLE sources (
      url TEXT NOT NULL, report_id TEXT NOT NULL REFERENCES reports(id), edition INTEGER, role TEXT NOT NULL,
      official INTEGER NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
      gone_at TEXT, moved_to TEXT, portal TEXT REFERENCES portals(url), file INTEGER NOT NULL DEFAULT 0,
      since TEXT NOT NULL, content_sha256 TEXT, digest TEXT NOT NULL, address TEXT NOT NULL,
      cells INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (address, report_id)
    )""",
    "CREATE INDEX sources_report ON sources(report_id)",
    "CREATE INDEX sources_portal ON sources(portal, last_seen)",
    "CREATE INDEX sources_url ON sources(url)",
    """
    CREATE TABLE attachments (
      url TEXT NOT NULL, report_id TEXT NOT NULL REFERENCES reports(id), label TEXT, media_type TEXT, sha256 TEXT,
      role TEXT NOT NULL, status TEXT NOT NULL, ordinal INTEGER NOT NULL DEFAULT 0, address TEXT NOT NULL,
      PRIMARY KEY (report_id, url)
    )""",
    "CREATE INDEX attachments_address ON attachments(address)",
    """
    CREATE TABLE sections (
      report_id TEXT NOT NULL REFERENCES reports(id), ordinal INTEGER NOT NULL, code TEXT, number TEXT, title TEXT,
      text TEXT NOT NULL,
      PRIMARY KEY (report_id, ordinal)
    )""",
    """
    CREATE TABLE cells (
      report_id TEXT NOT NULL REFERENCES reports(id), form TEXT NOT NULL, tbl TEXT NOT NULL, "row" TEXT NOT NULL,
      col TEXT NOT NULL, value NUMERIC, state TEXT NOT NULL, raw TEXT NOT NULL, unit TEXT, value_yuan NUMERIC,
      row_label TEXT, col_label TEXT, source_url TEXT, source_table INTEGER, source_row INTEGER, source_col INTEGER,
      method TEXT NOT NULL, ordinal INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (report_id, tbl, "row", col, form)
    )""",
    'CREATE INDEX cells_code ON cells(tbl, "row", col)',
    """
    CREATE TABLE figures (
      report_id TEXT NOT NULL REFERENCES reports(id), code TEXT, label TEXT NOT NULL, value NUMERIC NOT NULL,
      unit TEXT, raw TEXT NOT NULL, qualifier TEXT NOT NULL, section INTEGER NOT NULL, start INTEGER NOT NULL,
      "end" INTEGER NOT NULL, ordinal INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (report_id, ordinal)
    )""",
    "CREATE INDEX figures_code ON figures(code)",
    """
    CREATE TABLE checks (
      report_id TEXT NOT NULL REFERENCES reports(id), rule TEXT NOT NULL, scope TEXT NOT NULL, status TEXT NOT NULL,
      severity TEXT NOT NULL, lhs NUMERIC, rhs NUMERIC, detail TEXT, ordinal INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (report_id, rule, scope)
    )""",
    "CREATE INDEX checks_failing ON checks(report_id) WHERE status = 'fail'",
    """
    CREATE TABLE pages (
      url TEXT NOT NULL, portal TEXT REFERENCES portals(url), kind TEXT NOT NULL, status INTEGER,
      outcome TEXT NOT NULL, etag TEXT, last_modified TEXT, body_sha256 TEXT, archive_file TEXT,
      archive_offset INTEGER, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, last_changed TEXT,
      fingerprint TEXT PRIMARY KEY, method TEXT NOT NULL DEFAULT 'GET', form BLOB, detail TEXT
    )""",
    "CREATE INDEX pages_url ON pages(url)",
    "CREATE INDEX pages_portal ON pages(portal, outcome)",
    """
    CREATE TABLE codebook (
      template TEXT NOT NULL, tbl TEXT NOT NULL, "row" TEXT NOT NULL, col TEXT NOT NULL, ordinal INTEGER,
      row_zh TEXT, col_zh TEXT, row_en TEXT, col_en TEXT, unit TEXT, type TEXT,
      PRIMARY KEY (template, tbl, "row", col)
    )""",
    """
    CREATE TABLE frontier (
      id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE, portal TEXT NOT NULL, host TEXT NOT NULL,
      url TEXT NOT NULL, kind TEXT NOT NULL, priority INTEGER NOT NULL, depth INTEGER NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0, method TEXT NOT NULL, form BLOB, headers TEXT, label TEXT, parent TEXT,
      state TEXT NOT NULL DEFAULT 'queued', status INTEGER, detail TEXT
    )""",
    "CREATE INDEX frontier_next ON frontier(host, priority DESC, id) WHERE state = 'queued'",
    "CREATE INDEX frontier_portal ON frontier(portal, state)",
    """
    CREATE TABLE seed_keys (
      portal TEXT PRIMARY KEY REFERENCES portals(url), hosts TEXT, min INTEGER, delay NUMERIC, browser TEXT,
      columns TEXT
    )""",
    """
    CREATE TABLE readings (
      address TEXT NOT NULL, report_id TEXT NOT NULL REFERENCES reports(id), packed BLOB NOT NULL,
      PRIMARY KEY (address, report_id)
    )""",
)

# What `merging` adds: each tells when a state was learned where the first schema kept the state alone, or (`uid`)
# which run is meant, on whatever machine.
LEARNED = (
    "ALTER TABLE sources ADD COLUMN moved_at TEXT",
    "ALTER TABLE seed_keys ADD COLUMN written_at TEXT",
    "ALTER TABLE pages ADD COLUMN file TEXT",
    "ALTER TABLE runs ADD COLUMN uid TEXT",
    """
    CREATE TABLE stays (
      address TEXT NOT NULL, report_id TEXT NOT NULL, shown TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
      PRIMARY KEY (address, report_id, shown, since)
    )""",
    "UPDATE sources SET moved_at = last_seen WHERE moved_to IS NOT NULL",
    """
    UPDATE seed_keys SET written_at = p.started_at FROM portals AS p
    WHERE p.url = portal AND coalesce(p.name, p.region, hosts, min, delay, browser, columns) IS NOT NULL""",
    """
    UPDATE pages SET file = a.status FROM attachments AS a
    WHERE a.url = pages.url AND pages.method = 'GET' AND a.status <> 'not_fetched'""",
    # equal in every copy of the file
    """
    UPDATE runs SET uid = command || ' ' || started_at || ' ' || id
      || coalesce(' ' || (SELECT min(url) FROM portals WHERE run = runs.id), '')""",
)

WORKING = frozenset({"frontier", "seed_keys", "readings", "reread", "stays"})

migrations = Migrations("nianbao")


@migrations()
def founding(db: Database) -> None:
    """The schema of the first release, whole: the columns that later rooms fill stand empty."""
    for statement in FOUNDING:
        db.execute(statement)
    views.lay(db)
    db.execute(f"PRAGMA application_id = {APPLICATION}")


@migrations()
def trails(db: Database) -> None:
    """How each page was found, so that the lists that bear reports are known again by the next visit."""
    for table in ("frontier", "pages"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN via TEXT")
        db.execute(f"ALTER TABLE {table} ADD COLUMN paged INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE pages ADD COLUMN headers TEXT")


@migrations()
def browser(db: Database) -> None:
    """Why a row is asked once more, in the browser; empty where it is asked plainly."""
    db.execute("ALTER TABLE frontier ADD COLUMN browser TEXT")


@migrations()
def rereading(db: Database) -> None:
    """What reading an archived answer again needs to know of how it was asked for, and which are done."""
    for column in ("archived_at", "label", "parent"):
        db.execute(f"ALTER TABLE pages ADD COLUMN {column} TEXT")
    db.execute("CREATE TABLE reread (fingerprint TEXT PRIMARY KEY, parser_version TEXT NOT NULL)")


@migrations()
def merging(db: Database) -> None:
    """What two files need to become one, whichever of them comes first."""
    for statement in LEARNED:
        db.execute(statement)


@migrations()
def revisiting(db: Database) -> None:
    """What a refresh goes by: the last full walk of a portal, what answers 404 since when, the parts of each text."""
    for statement in (
        "ALTER TABLE portals ADD COLUMN walked_at TEXT",
        "ALTER TABLE portals ADD COLUMN walked_by TEXT",
        "ALTER TABLE portals ADD COLUMN whole INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE sources ADD COLUMN missed_at TEXT",
        "UPDATE sources SET missed_at = gone_at",
        "ALTER TABLE editions ADD COLUMN parts TEXT",
    ):
        db.execute(statement)
    views.lay(db)


# PRAGMA user_version of a file that has them all.
VERSION = 6


def migrate(db: Database) -> None:
    """Bring an open file to VERSION; a file that is there already is not written to."""
    if version(db) == VERSION:
        return
    migrations.apply(db)
    db.execute(f"PRAGMA user_version = {VERSION}")


def version(db: Database) -> int:
    """The schema version the file says it has; 0 is a file without one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def foreign(db: Database) -> bool:
    """Is this a database of something else: it has tables, and they were not laid by us."""
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    # a process killed before its first migration leaves the table of migrations alone in the file
    tables = db.execute(
        "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> '_sqlite_migrations'"
    ).fetchone()[0]
    return application != APPLICATION and bool(tables)

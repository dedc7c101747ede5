"""Storage: the SQLite file. The only room that says SQL; everyone else talks to a `Store`."""

from .faults import DiskFullError, StoreError
from .lock import Lock
from .merging import Merged, merge
from .opening import backup
from .pages import Known
from .portals import Run
from .reader import Reader
from .reports import News
from .standing import Progress, Standing, Year
from .store import Gain, Store, utc

__all__ = [
    "DiskFullError",
    "Gain",
    "Known",
    "Lock",
    "Merged",
    "News",
    "Progress",
    "Reader",
    "Run",
    "Standing",
    "Store",
    "StoreError",
    "Year",
    "backup",
    "merge",
    "utc",
]

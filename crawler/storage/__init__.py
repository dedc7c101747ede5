"""Storage: the SQLite file. The only room that says SQL; everyone else talks to a `Store`."""

from .arrivals import Gain
from .faults import DiskFullError, StoreError
from .lock import Lock
from .merging import Merged, merge
from .opening import backup
from .pages import Known
from .portals import Run
from .quota import Quota
from .reader import Reader
from .reports import News
from .rereading import Archived, Comparison
from .revisits import Scope
from .standing import Progress, Standing, Year
from .store import Store, utc

__all__ = [
    "Archived",
    "Comparison",
    "DiskFullError",
    "Gain",
    "Known",
    "Lock",
    "Merged",
    "News",
    "Progress",
    "Quota",
    "Reader",
    "Run",
    "Scope",
    "Standing",
    "Store",
    "StoreError",
    "Year",
    "backup",
    "merge",
    "utc",
]

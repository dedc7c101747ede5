"""Manners: what we send and accept. Public addresses, robots.txt, pace, redirects; each refusal says why."""

from .addresses import Guard, public
from .pace import Pace
from .purse import Purse, purse
from .redirects import Redirects, goal, impasse
from .refusals import Forbidden, Refused, Rejected, explain, outcome
from .robots import Robots
from .tact import Tact
from .transfer import Compression
from .trust import Trust, notes
from .validators import Validators
from .wire import Wire

__all__ = [
    "Compression",
    "Forbidden",
    "Guard",
    "Pace",
    "Purse",
    "Redirects",
    "Refused",
    "Rejected",
    "Robots",
    "Tact",
    "Trust",
    "Validators",
    "Wire",
    "explain",
    "goal",
    "impasse",
    "notes",
    "outcome",
    "public",
    "purse",
]

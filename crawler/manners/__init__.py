"""Manners: what we send and accept. Public addresses, robots.txt, pace, redirects; each refusal says why."""

from .addresses import Guard, public
from .pace import Pace
from .redirects import LOOP, Redirects, goal
from .refusals import Forbidden, Refused, Rejected, explain
from .robots import Robots
from .tact import Tact
from .transfer import Compression

__all__ = [
    "LOOP",
    "Compression",
    "Forbidden",
    "Guard",
    "Pace",
    "Redirects",
    "Refused",
    "Rejected",
    "Robots",
    "Tact",
    "explain",
    "goal",
    "public",
]

"""The fleet: one crawl spread over many machines, one job a portal on Celery and Redis. Needs the extra `distributed`."""

from .broker import PASSWORD, Broker, BrokerError
from .dispatch import Enlisted, Sight, enlist, sight
from .gathering import Gathered, gather
from .jobs import DIALS
from .roster import Entry, Roster, Worker
from .shards import ShardError, Shards, local
from .slices import Ground
from .worker import Patience, serve

__all__ = [
    "DIALS",
    "PASSWORD",
    "Broker",
    "BrokerError",
    "Enlisted",
    "Entry",
    "Gathered",
    "Ground",
    "Patience",
    "Roster",
    "ShardError",
    "Shards",
    "Sight",
    "Worker",
    "enlist",
    "gather",
    "local",
    "serve",
    "sight",
]

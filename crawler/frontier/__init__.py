"""The frontier: what is asked next. Scrapy's scheduler over the `frontier` table of the database."""

from .scheduler import Frontier, Walker
from .tabs import Tabs, policy
from .turns import HEARTBEAT, Turns

__all__ = ["HEARTBEAT", "Frontier", "Tabs", "Turns", "Walker", "policy"]

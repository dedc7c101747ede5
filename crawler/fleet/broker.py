"""The broker: where Redis is, how it is spoken to, and the Celery app on it. Its password is never shown."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from celery import Celery
from kombu.exceptions import OperationalError
from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as Late
from redis.retry import Retry

QUEUE = "nianbao"
TASK = "nianbao.walk"
# The environment variable with the password: a command line can be read by every user of the machine.
PASSWORD = "NIANBAO_BROKER_PASSWORD"  # noqa: S105 - only its name

SCHEMES = ("redis", "rediss")
FILES = (
    "ssl_ca_certs",
    "ssl_certfile",
    "ssl_keyfile",
)  # what may follow `?`, by redis-py's and Celery's names

PATIENT = 30  # attempts of one word to Redis, two seconds apart: a restart of it is nothing to stop for
SOCKET_SECONDS = 10  # a Redis that does not answer in this time is as good as gone

CONF: dict[str, object] = {
    "task_default_queue": QUEUE,
    "task_acks_late": True,  # a job is the worker's only when it is done: one that dies gives it back
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,  # no worker sits on jobs that another could begin
    "task_ignore_result": True,  # results are shards
    "accept_content": ["json"],  # never pickle: whoever can write to the queue must not run code here
    "task_serializer": "json",
    "worker_enable_remote_control": False,  # nobody needs it, and it can end workers
    "worker_hijack_root_logger": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,  # as long as it takes
    "task_publish_retry_policy": {"max_retries": PATIENT, "interval_start": 0.2, "interval_max": 2},
}


class BrokerError(Exception):
    """The broker cannot be used; the message names it, without its password, and says why."""


@dataclass(frozen=True, slots=True)
class Broker:
    """One Redis database. `url` holds the password, so it is shown nowhere; `shown` is for people."""

    url: str = field(repr=False)
    shown: str
    tls: dict[str, object] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str, password: str | None = None) -> Broker:
        """The broker at `redis://[:PASSWORD@]HOST[:PORT][/NUMBER]`, or `rediss://` with files after `?`.

        `password` is used where the URL has none. Raises BrokerError.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise BrokerError(f"the broker is not a URL ({error})") from None
        if parts.scheme not in SCHEMES or not host:
            raise BrokerError("the broker is not redis://HOST:PORT/NUMBER, or rediss:// for TLS")
        shown = f"{parts.scheme}://{host}:{port or 6379}{parts.path}"
        files = dict(parse_qsl(parts.query))
        if set(files) - set(FILES) or (files and parts.scheme != "rediss"):
            raise BrokerError(f"{shown}: after ? may stand {', '.join(FILES)}, and only with rediss://")
        if parts.password is None and password:
            place = parts.netloc.rpartition("@")[2]
            parts = parts._replace(netloc=f"{parts.username or ''}:{quote(password, safe='')}@{place}")
        # Kombu, left alone, verifies nothing on rediss://
        tls = {"ssl_cert_reqs": ssl.CERT_REQUIRED, "ssl_check_hostname": True, **files}
        plain = urlunsplit(parts._replace(query="", fragment=""))
        return cls(plain, shown, tls if parts.scheme == "rediss" else None)

    def client(self, attempts: int = PATIENT) -> Redis:
        """A connection of our own beside Celery's; each word to it is tried so many times."""
        return Redis.from_url(
            self.url,
            decode_responses=True,
            socket_timeout=SOCKET_SECONDS,
            socket_connect_timeout=SOCKET_SECONDS,
            retry=Retry(ExponentialBackoff(cap=2, base=0.1), attempts),
            retry_on_error=[Unreachable, Late],
            **(self.tls or {}),
        )

    def app(self, hidden: float) -> Celery:
        """The Celery app; a job that was not ended within `hidden` seconds is given to another worker."""
        app = Celery("nianbao", broker=self.url, set_as_current=False)
        options = {
            "visibility_timeout": hidden,
            "unacked_restore_interval": 5,  # seconds between two looks for such jobs ...
            "unacked_restore_throttle": 1,  # ... each of which is a real one (by default each tenth)
            "unacked_key": "nianbao:unacked",  # of ours alone, should other Celery apps share the database
            "unacked_index_key": "nianbao:unacked_index",
            "unacked_mutex_key": "nianbao:unacked_mutex",
            "socket_timeout": SOCKET_SECONDS,
            "socket_connect_timeout": SOCKET_SECONDS,
        }
        app.conf.update(CONF, broker_transport_options=options, broker_use_ssl=self.tls)
        return app

    def reach(self) -> None:
        """Say hello. Raises BrokerError where nobody answers, or lets us in."""
        with self.told():
            self.client(attempts=1).ping()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Raise as BrokerError what Redis, or the way to it, says."""
        try:
            yield
        except (RedisError, OperationalError, OSError) as error:
            raise BrokerError(f"{self.shown}: {error}") from error

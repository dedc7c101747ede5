"""Every dial we turn, with its reason; what stands here is all that differs from Scrapy 2.19's defaults.

Ours begin with `NIANBAO_`. Any of them, and any of Scrapy's that still has an effect, can be set with `-s NAME=VALUE`.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("nianbao")
except PackageNotFoundError:  # run from a checkout that was never installed
    VERSION = "0"

# --- Scrapy: the project -------------------------------------------------------------------------------------------

BOT_NAME = "nianbao"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# --- Scrapy: who we are --------------------------------------------------------------------------------------------

# Name, version and a contact address: an operator can write to us.
USER_AGENT = f"nianbao/{VERSION} (+https://example.org/nianbao)"
ROBOTSTXT_USER_AGENT = "nianbao"  # the product token that a robots.txt group can name
ROBOTSTXT_OBEY = True  # the framework's own default is False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",  # the default is `en`: some portals then answer with their English page
}

# --- Scrapy: the frontier and what passes through it ---------------------------------------------------------------

# The stock scheduler loses its queue on kill -9, and looks at every host for every request.
SCHEDULER = "crawler.frontier.Frontier"
ITEM_PIPELINES = {"crawler.pipelines.Vet": 100, "crawler.pipelines.Keep": 200}
SPIDER_MIDDLEWARES = {  # rows come from the frontier, not from yielded requests: the first two would be inert
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # every status is ours to name
}
# One task a slot is started for every response: the default of 100 eats a third of the CPU.
CONCURRENT_ITEMS = 4
# Bytes of answers being read, from which on nothing more is fetched: the default of 5 MB is one file in the reader's line.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 128 * 1024 * 1024
# Scrapy reads the source of our callback anew for every response (a bound method is never found in its cache): 3 ms.
WARN_ON_GENERATOR_RETURN_VALUE = False

# --- Scrapy: pace --------------------------------------------------------------------------------------------------

CONCURRENT_REQUESTS = (
    64  # breadth comes from many hosts; one core is full at a few hundred pages a second anyway
)
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one request at a time to a host
DOWNLOAD_DELAY = 1  # seconds between the end of one request to a host and the start of the next
DOWNLOAD_DELAY_JITTER = 0  # share of the delay: ours goes upwards only, Scrapy's also goes below the delay
AUTOTHROTTLE_ENABLED = True  # a slow portal slows us down; DOWNLOAD_DELAY stays the floor; costs nothing
AUTOTHROTTLE_START_DELAY = 1  # the delay; 5 seconds by default, for every host anew
AUTOTHROTTLE_MAX_DELAY = 60  # as long as NIANBAO_ADDRESS_SECONDS: slower than that is no answer
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0  # a pause as long as the portal takes to answer, no less

# --- Scrapy: what we send and accept -------------------------------------------------------------------------------

DOWNLOADER_MIDDLEWARES = {  # None: replaced by the line below it, or for the reason beside it
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # drops without a word: Redirects judges instead
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.manners.Robots": 100,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # we have no password anywhere
    "crawler.manners.Trust": 555,  # nearer to the network than RetryMiddleware (550): lesser terms are no retry
    "crawler.manners.Tact": 560,  # nearest: says what is not worth a retry, and counts the failures of a host
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,  # follows soft 404 pages home
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.manners.Compression": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.manners.Redirects": 600,
    "crawler.manners.Validators": 610,  # for each request anew: those of a page are not for where it leads
    # the last before DownloaderStats (850): what is asked in the browser is counted request by request
    "crawler.browser.Browser": 840,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,  # resolves names itself, past the guard
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.manners.Wire",
    "https": "crawler.manners.Wire",
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # a portal cannot name a local file
}
TWISTED_DNS_RESOLVER = "crawler.manners.Guard"  # public addresses only, whatever the name was
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy's default accepts any certificate; Wire has terms of its own
REACTOR_THREADPOOL_MAXSIZE = (
    64  # names are looked up in threads: ten dead name servers must not hold up the others
)
# Seconds of one attempt in all, not idle seconds: a server that drips is cut off. Less than half of NIANBAO_ADDRESS_SECONDS,
# so that a second attempt is possible; that one gets all that is left, 35 seconds, for whoever is merely slow.
DOWNLOAD_TIMEOUT = 25
DOWNLOAD_MAXSIZE = (
    32 * 1024 * 1024
)  # bytes, unpacked too: by default 300 MB out of a 305 KB bomb are accepted
RETRY_TIMES = 2  # 403, 412 and 521 are not retried: they are outcomes
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the outcome is in the file and in the summary
REDIRECT_MAX_TIMES = 5  # cuts loops
COOKIES_ENABLED = True  # such gates need it; off saves 6 % only

# --- Scrapy: what must be off, and the log -------------------------------------------------------------------------

EXTENSIONS = {
    "crawler.manners.Pace": 100,
    "crawler.progress.Progress": 200,
    "scrapy.extensions.spiderstate.SpiderState": None,  # serves JOBDIR, which has no effect here
}
REMOTE_CONTROL_ENABLED = False  # on by default: runs any code sent to it
TELNETCONSOLE_ENABLED = False  # on by default
MEMUSAGE_LIMIT_MB = 2048  # a normal run takes 130-200 MB: more than this is a defect, and another run goes on
LOG_LEVEL = "INFO"  # the default, DEBUG, prints every report whole

# --- Ours ----------------------------------------------------------------------------------------------------------

# Seconds on the network that one address may cost, retries, redirects, TLS fallbacks and the browser included; waiting
# for its turn is free, and robots.txt is an address of its own.
NIANBAO_ADDRESS_SECONDS = 60
NIANBAO_ALLOW_PRIVATE = False  # private and loopback addresses, for the hosts that seeds name only
NIANBAO_ARCHIVE = "archive"  # folder of the raw answers, beside the database; empty: none are kept
NIANBAO_ARCHIVE_BYTES = (
    1_000_000_000  # a file of it: what the WARC standard advises; can still be copied whole
)
NIANBAO_BACKOFF_SECONDS = 30  # rest of a host that answers 429 or 503 and does not say for how long
NIANBAO_BAN_SECONDS = 90  # rest of a host that answered and went silent: one province bans for about a minute
NIANBAO_BATCH_SECONDS = 0.5  # what a kill -9 may cost; a commit a page would halve the speed
NIANBAO_BATCH_SIZE = 200  # visits in one transaction at most
# `auto`: only what a plain request does not bring; `never`: no browser is ever started; `always`: every page by GET.
NIANBAO_BROWSER = "auto"
NIANBAO_BROWSER_PAGES = (
    300  # of a portal, in one run: a page in the browser costs as much as 60 plain ones (0: no limit)
)
NIANBAO_BROWSER_REQUESTS = 60  # that one page may make: at one a second to a host, no more would come in time
NIANBAO_BROWSER_TABS = 2  # pages at once: each costs a core some tenths of a second and up to 230 MB
NIANBAO_CHROMIUM = (
    ""  # the program; empty: the first of its usual names on PATH, else Playwright's own download
)
NIANBAO_CRAWL_DELAY_MAX = 30  # seconds: a longer Crawl-delay counts as this, or one site would take months
NIANBAO_DEPTH_LIMIT = (
    7  # clicks from the seed (a report stands 4-6 deep); following pages of a list do not count
)
NIANBAO_FILE_SECONDS = (
    60  # to read one file: the slowest honest one took 4; a PDF can be made to take for ever
)
NIANBAO_FULL_WALK_DAYS = (
    90  # a refresh walks a portal whole that often: lists may hide what is new on later pages
)
# Share of a portal's addresses that may be lost in one visit: more look like a site rebuilt, or its maintenance page,
# and are believed only when the next visit finds the same.
NIANBAO_GONE_SHARE = 0.25
# Columns of any name that are looked at where a portal has shown hardly a report and nothing else is left to ask: its
# navigation has about as many (0: none).
NIANBAO_GUESSES = 40
NIANBAO_HOST_FAILURES = 10  # connections in a row that failed, after which the rest of a host is not asked
# Name -> address, for tests and the demo; the guard still judges the address.
NIANBAO_HOSTS: dict[str, str] = {}
# Seconds that a connection is kept for the next request to its host. Twisted's 240 would hold the connections of all hosts
# of the last four minutes open: thousands of files in a large crawl. At the usual pace a host is asked again within two.
NIANBAO_IDLE_SECONDS = 2
# Seconds for which a worker of the fleet holds a domain, renewed all the time: how long one stays closed after a worker was
# killed. More than its crawl takes to end (40).
NIANBAO_LEASE_SECONDS = 120
NIANBAO_OLD_DAYS = 90  # how often a refresh asks for old reports, and for those that are gone
NIANBAO_OLD_YEARS = (
    10  # reports older than this are hardly ever corrected, and are half of a portal's (0: none is old)
)
NIANBAO_PAGES_PER_PORTAL = (
    5000  # traps are endless; a city with 100 organs and 16 years stays below (0: no limit)
)
# Pages of a portal in a row without a report, after which the rest is not asked: best comes first, and the longest way
# to a first report in the replicas takes 60 (0: no limit).
NIANBAO_PATIENCE = 600
NIANBAO_PROGRESS = True  # lines on stderr, a live bar on a terminal
NIANBAO_PROGRESS_SECONDS = 10  # between two plain lines
NIANBAO_RETRY_AFTER_MAX = 300  # seconds; a longer Retry-After is taken as this
NIANBAO_ROBOTS_SECONDS = 86400  # a robots.txt is read again after a day (RFC 9309, 2.4), and by every run
NIANBAO_ROBOTS_SHUT_SECONDS = (
    600  # one that could not be had is asked for again after this, and nothing before it
)
# Of the fleet: how long a worker walks a portal before the shard is shipped and any worker may go on: what a killed one costs.
NIANBAO_SLICE_SECONDS = 600
NIANBAO_SLICE_OVERTIME = 120  # seconds a crawl may take to begin and to end, around its slice
NIANBAO_SLICE_REST = 30  # seconds a worker rests after a slice that failed: its disk may be full
NIANBAO_SLICE_TRIES = 5  # slices of a portal in a row that may fail
NIANBAO_SLOW_FILES = (
    3  # files of one host that took longer than NIANBAO_FILE_SECONDS, after which no more of them are read
)
# Expired and self-signed certificates and old TLS are common at portals, and what they publish is public: such a host is
# read all the same, that host only, and its outcome says so.
NIANBAO_TLS_FALLBACK = True
NIANBAO_URL_LENGTH = 2083  # longer addresses are traps or mistakes
NIANBAO_URL_REPEATS = 3  # times one folder may stand in a path: /a/b/a/b/a/b is a relative link gone astray

# --- Scrapy settings that have no effect in this project: refused by name when given with -s ----------------------

NIANBAO_VOID = {
    "DEPTH_LIMIT": "depth is kept in the frontier: use NIANBAO_DEPTH_LIMIT",
    "DEPTH_PRIORITY": "the frontier is best first",
    "DEPTH_STATS_VERBOSE": "depth is kept in the frontier",
    "DNS_RESOLVER": "TWISTED_DNS_RESOLVER took its place",
    "DNS_TIMEOUT": "looking up a name is part of DOWNLOAD_TIMEOUT",
    "DOWNLOADER_CLIENTCONTEXTFACTORY": "Wire has its own TLS terms",
    "DOWNLOADER_CLIENT_TLS_CIPHERS": "Wire has its own TLS terms: use NIANBAO_TLS_FALLBACK",
    "DOWNLOADER_CLIENT_TLS_METHOD": "Wire has its own TLS terms: use NIANBAO_TLS_FALLBACK",
    "DOWNLOAD_TLS_MAX_VERSION": "Wire has its own TLS terms: use NIANBAO_TLS_FALLBACK",
    "DOWNLOAD_TLS_MIN_VERSION": "Wire has its own TLS terms: use NIANBAO_TLS_FALLBACK",
    "DOWNLOAD_VERIFY_CERTIFICATES": "every host is verified first: use NIANBAO_TLS_FALLBACK",
    "DUPEFILTER_CLASS": "the frontier holds every request once",
    "DUPEFILTER_DEBUG": "the frontier holds every request once",
    "HTTPAUTH_DOMAIN": "no passwords are sent",
    "HTTPAUTH_PASS": "no passwords are sent",
    "HTTPAUTH_USER": "no passwords are sent",
    "HTTPERROR_ALLOWED_CODES": "every status reaches the spider",
    "HTTPERROR_ALLOW_ALL": "every status reaches the spider",
    "HTTPPROXY_AUTH_ENCODING": "no proxies are used",
    "HTTPPROXY_ENABLED": "no proxies are used: they would resolve names past the address guard",
    "JOBDIR": "the frontier is kept in the database: run again to go on",
    "METAREFRESH_ENABLED": "meta refresh is never followed",
    "METAREFRESH_IGNORE_TAGS": "meta refresh is never followed",
    "METAREFRESH_MAXDELAY": "meta refresh is never followed",
    "NIANBAO_VOID": "it is the list of such settings",
    "RANDOMIZE_DOWNLOAD_DELAY": "DOWNLOAD_DELAY_JITTER took its place",
    "REDIRECT_PRIORITY_ADJUST": "a redirect is followed at once",
    "RETRY_PRIORITY_ADJUST": "a retry comes before the rows of its host",
    "SCHEDULER": "the frontier is the scheduler",
    "SCHEDULER_DEBUG": "the frontier is the scheduler",
    "SCHEDULER_DISK_QUEUE": "the frontier is kept in the database",
    "SCHEDULER_MEMORY_QUEUE": "the frontier is kept in the database",
    "SCHEDULER_PRIORITY_QUEUE": "the frontier is kept in the database",
    "SCHEDULER_START_DISK_QUEUE": "the frontier is kept in the database",
    "SCHEDULER_START_MEMORY_QUEUE": "the frontier is kept in the database",
    "TELNETCONSOLE_HOST": "the console is off",
    "TWISTED_REACTOR_ENABLED": "without the reactor the address guard is gone",
    "URLLENGTH_LIMIT": "length is judged by the spider: use NIANBAO_URL_LENGTH",
}

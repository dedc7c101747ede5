"""The `nianbao` words: one small file a word, imported only when it is spoken."""

from __future__ import annotations

from importlib import import_module

import click

from crawler.settings import VERSION

WORDS = (
    "crawl",
    "refresh",
    "parse",
    "reparse",
    "status",
    "merge",
    "worker",
    "collect",
    "doctor",
    "record",
    "demo",
)


class Words(click.Group):
    """A click group that finds the word `crawl` in `crawl.py`, as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in WORDS:
            return None
        word: click.Command = import_module(f".{cmd_name}", __name__).command
        return word

    def invoke(self, ctx: click.Context) -> object:
        """Speaks the word; Ctrl-C outside a running crawl (which closes its file first) is an early stop too."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("stopped early", err=True)
            return ctx.exit(3)


@click.command(cls=Words, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="nianbao")
def main() -> None:
    """Annual reports of Chinese governments (年报): from the portals into one SQLite file.

    \b
    nianbao demo                           a first look, on replicas, without the internet
    nianbao crawl                          the portals of seeds.txt into reports.db
    nianbao crawl http://www.zc.gov.cn/    one portal
    nianbao refresh                        what is new, changed or gone since
    nianbao parse saved.html --json        one page, without a database
    """  # noqa: D301 - click's mark for lines that stay lines

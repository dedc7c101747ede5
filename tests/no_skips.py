"""The rule of CI: no test is skipped. A pytest plugin, loaded with `-p tests.no_skips`.

On a user's machine a test may be skipped for want of a browser, and says so. CI has everything, so a skipped test there is a
missing install step or a test that quietly stopped testing.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a run with skipped tests into a failed one; on the workers of xdist there is nobody to report to."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why the run failed; pytest's own list of the reasons stands above (`-ra`)."""
    if skipped := terminalreporter.stats.get("skipped"):
        terminalreporter.write_line(
            f"CI: {len(skipped)} skipped, none may be: install what is missing.", red=True
        )

"""`--no-avoidable-skips`: a skip that this machine could have avoided fails the run.

A skipped test holds nothing, so continuous integration allows only the reasons below,
which no set-up of ours can change on the machine that runs it.
"""

import shutil
import signal

import pytest
from hypothesis import settings

# A slow moment of the machine is no fault of a test.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

UNAVOIDABLE = (
    "the measuring data beside the repository",  # ../shared is not published
    "needs POSIX",
    "needs Linux",
)

# What seals and stamps are made with; a machine may have Python and make alone.
SEALING = ("ssh-keygen", "openssl", "curl")
NEEDED = {
    "tests/audit/": SEALING,
    "tests/cli/test_audit.py": SEALING,
    "tests/cli/test_case.py": SEALING,
    "tests/cli/test_handing_over.py": SEALING,
    "tests/cli/test_key.py": SEALING,
    "tests/outside/test_ssh_keys.py": SEALING,
    "tests/outside/test_time_stamps.py": SEALING,
    "tests/test_docs.py::test_the_commands_of_a_guide": SEALING,
    "tests/workflow/test_redact.py": SEALING,
    "tests/workflow/test_repeat_examinations.py": SEALING,
    "tests/workflow/test_worked_case.py": SEALING,
}
"""Programs that tests run, by the beginning of the tests' ids."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for start, programs in NEEDED.items():
            missing = [one for one in programs if shutil.which(one) is None]
            if item.nodeid.startswith(start) and missing:
                reason = f"not installed: {', '.join(missing)}"
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-avoidable-skips",
        action="store_true",
        help="fail the run where a test was skipped for a reason that can be mended",
    )


def pytest_configure() -> None:
    # A run started in the background by a shell ignores Ctrl-C, and so would every
    # program that a test starts and interrupts.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def avoidable(reports: list[pytest.TestReport]) -> list[str]:
    """`test: reason` of each skip whose reason is not one of UNAVOIDABLE."""
    found = []
    for report in reports:
        told = report.longrepr
        reason = str(told[2] if isinstance(told, tuple) else told)
        reason = reason.removeprefix("Skipped: ")
        if not reason.startswith(UNAVOIDABLE):
            found.append(f"{report.nodeid}: {reason}")
    return found


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not config.getoption("no_avoidable_skips"):
        return
    skipped = avoidable(reporter.stats.get("skipped", []))
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if not config.getoption("no_avoidable_skips"):
        return
    skipped = avoidable(terminalreporter.stats.get("skipped", []))
    if skipped:
        terminalreporter.section("skips that can be avoided (they fail this run)")
        for line in skipped:
            terminalreporter.write_line(line)

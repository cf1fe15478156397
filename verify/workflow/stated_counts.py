"""What reports state of a case's losses, for the audit to hold against its recount.

One is the count that this program would print today; others are files that were
handed out, `verify report --out case.json`. Nothing is counted here.
"""

import json
import shutil
from pathlib import Path

from verify.audit.facts import Stated
from verify.domain.arithmetic import Standing
from verify.domain.case_ledger import ledger
from verify.domain.equipment import Catalogue
from verify.errors import AskedWrongly, VerifyError
from verify.outside.working_folder import working_folder
from verify.store.casefile import CaseFile
from verify.store.chain_file import CHAIN_NAME

FORMAT = "verify.case-report/1"


def counted_today(chain: Path, catalogue: Catalogue) -> Stated | None:
    """The program's own count of these lines; None where it refuses to read them."""
    with working_folder() as folder:
        shutil.copyfile(chain, folder / CHAIN_NAME)
        try:
            with CaseFile.open(folder) as case:
                book = ledger(case.state, catalogue)
        except VerifyError:
            return None
    return Stated(
        "verify report",
        {one.loss: one.standing.name.lower() for one in book.losses},
        {one.name.lower(): book.total(one) for one in Standing},
    )


def counted_in(report: Path) -> Stated:
    """The counts of a report in JSON; raises AskedWrongly where it is none."""
    try:
        told = json.loads(report.read_bytes())
        losses = {str(one["id"]): str(one["standing"]) for one in told["losses"]}
        totals = {str(name): int(number) for name, number in told["totals"].items()}
        known = told["format"] == FORMAT
    except (OSError, ValueError, LookupError, TypeError, AttributeError,
            RecursionError):  # fmt: skip
        known = False
    if not known:
        raise AskedWrongly(
            f"{report.name} is no report of a case in JSON",
            next_step="Name a file made by: verify report CASE --out case.json",
        )
    return Stated(report.name, losses, totals, str(told.get("head", "")))

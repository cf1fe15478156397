"""Audit a case or a package: gather what only the surroundings show, ask all forty.

The verifier and the items are `audit/`'s; here the disk, the clock and the programs
meet them. An audit writes nothing to what it audits.
"""

import shutil
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from verify.audit.casebook import casebook
from verify.audit.chain_lines import record_root
from verify.audit.facts import AuditFacts, Stated, Surroundings, audit_facts
from verify.audit.forty import Audit, audit
from verify.audit.library_record import LibraryRecord, read_library
from verify.audit.trust import Trust, trust_from
from verify.audit.verifier import Verification, verify_record
from verify.audit.withdrawal import Withdrawal, withdrawn
from verify.errors import AskedWrongly, SurroundingsError, VerifyError
from verify.outside.working_folder import working_folder
from verify.store.case_index import INDEX_NAME, dump, is_ours
from verify.store.case_index_following import bring_index
from verify.store.casefile import CaseFile
from verify.store.catalogue import read_catalogue
from verify.store.chain_file import CHAIN_NAME
from verify.workflow.audit_package import package_facts
from verify.workflow.repeat_examinations import repeat_examinations
from verify.workflow.stated_counts import counted_in, counted_today

TORN_NAME_LENGTH = 64


@dataclass(frozen=True)
class Asked:
    """What an audit is asked: the record, what the auditor brings, the profile."""

    record: Path
    profile: str = "journalism"
    trust: Path | None = None
    expected: tuple[str, ...] = ()
    repeats: bool = True
    """Whether recorded steps are repeated, which takes the time of decoding."""
    libraries: tuple[Path, ...] = ()
    """Libraries that examinations were made against, where they are at hand."""
    reports: tuple[Path, ...] = ()
    """Reports in JSON that were handed out, to be held against the record."""
    catalogue: Path | None = None


def run_audit(asked: Asked) -> Audit:
    """The audit; raises AskedWrongly where there is no record or no trust folder."""
    return audit(facts_of(asked), asked.profile)


def run_library_audit(asked: Asked) -> LibraryRecord:
    """The audit of a reference library."""
    trust = trusted(asked.trust, asked.expected)
    try:
        return read_library(asked.record, trust)
    except ValueError as error:
        raise AskedWrongly(f"the seals of {asked.record}: {error}") from None
    except OSError as error:
        raise SurroundingsError(f"{asked.record} cannot be read: {error}") from error


def facts_of(asked: Asked) -> AuditFacts:
    """Everything the items are answered from."""
    trust = trusted(asked.trust, asked.expected)
    try:
        verified = verify_record(asked.record, trust)
    except FileNotFoundError as error:
        raise AskedWrongly(
            f"{asked.record} is no case and no package: it has no chain.jsonl",
            next_step="Name the folder of a case, or an exported package.",
        ) from error
    except OSError as error:
        raise SurroundingsError(f"{asked.record} cannot be read: {error}") from error
    around = replace(_around(asked.record, trust), stated=_stated(asked, verified))
    if asked.repeats:
        book = casebook(verified.chain, verified.blobs)
        repeated = repeat_examinations(book, asked.libraries)
        around = replace(around, repeated=repeated)
    return audit_facts(verified, trust, around)


def trusted(folder: Path | None, expected: tuple[str, ...]) -> Trust:
    """What the auditor brings; raises AskedWrongly where it is not usable."""
    try:
        return trust_from(folder, expected)
    except (ValueError, OSError) as error:
        raise AskedWrongly(
            f"--trust or --expect cannot be used: {error}",
            next_step="A trust folder holds allowed_signers, roots/*.pem, anchors; a "
            "head is 64 hexadecimal digits, as `verify case` prints it.",
        ) from error


def consequences(asked: Asked, without: str) -> Withdrawal:
    """What falls without one id or actor; raises AskedWrongly where it is unknown."""
    found = withdrawn(facts_of(asked).book, without)
    if not found.known:
        raise AskedWrongly(
            f"the record knows no {without}",
            next_step="Name an id such as E3, C1 or L2, or an enrolled pseudonym.",
        )
    return found


def _around(record: Path, trust: Trust) -> Surroundings:
    now = datetime.now(UTC).replace(microsecond=0)
    if record_root(record) != record:
        wrong, left = package_facts(record, trust)
        return Surroundings(now=now, package=wrong, package_open=left)
    return Surroundings(now=now, torn=_torn(record / "torn"), index=_index(record))


def _stated(asked: Asked, verified: Verification) -> tuple[Stated, ...]:
    """The counts of this program, and those of reports that were handed out."""
    names = read_catalogue(asked.catalogue)
    today = counted_today(verified.chain.path, names)
    return (*([today] if today else []), *map(counted_in, asked.reports))


def _index(record: Path) -> tuple[str, ...] | None:
    """How the index differs from one made anew; None without one of this version."""
    if not (record / INDEX_NAME).is_file():
        return None
    with working_folder() as folder:
        fresh, copy = folder / "fresh", folder / "copy"
        fresh.mkdir()
        copy.mkdir()
        shutil.copyfile(record / CHAIN_NAME, fresh / CHAIN_NAME)
        for file in record.glob(f"{INDEX_NAME}*"):  # reading one writes beside it
            shutil.copyfile(file, copy / file.name)
        try:
            if not is_ours(copy / INDEX_NAME):
                return None  # another version made it; opening the case makes it anew
            with CaseFile.open(fresh) as case:
                index = bring_index(None, case.path, case.mark, case.state)
            if index is not None:
                index.close()
            differ = set(dump(copy / INDEX_NAME)) ^ set(dump(fresh / INDEX_NAME))
        except (VerifyError, sqlite3.Error, OSError) as error:
            return (f"the index cannot be compared: {error}",)
    return tuple(sorted(one[:120] for one in differ))


def _torn(folder: Path) -> frozenset[str]:
    names = (path.name for path in folder.glob("*")) if folder.is_dir() else ()
    return frozenset(name for name in names if len(name) == TORN_NAME_LENGTH)

"""`verify case add`: photos in, with how they came, and what was found of them."""

from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from verify.cli.case_opening import (
    Actor,
    AsJson,
    CaseName,
    Date,
    Id,
    Quiet,
    Text,
    actor_of,
    head_line,
    line_json,
    open_case,
    said,
    write_json,
    write_lines,
)
from verify.cli.check_options import FilesFrom
from verify.cli.exit_codes import ExitCode, code_of, most_serious
from verify.errors import AskedWrongly, VerifyError

if TYPE_CHECKING:
    from verify.cli.named_photos import Source
    from verify.store.casefile import CaseFile, Writing
    from verify.workflow.case_add import Acquired, Added, NotAdded

FORMAT = "verify.case-examined/1"


def add(
    case: CaseName,
    photos: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PHOTO]...", help="Left out: examine what still waits."
        ),
    ] = None,
    *,
    files_from: FilesFrom = None,
    recursive: Annotated[
        bool, typer.Option("-r", "--recursive", help="Folders with subfolders.")
    ] = False,
    source_url: Text = "",
    custodian: Annotated[str, typer.Option(help="Who gave it, if no URL.")] = "",
    account: Text = "",
    platform: Text = "",
    posted_at: Date = "",
    collected_at: Date = "",
    collector: Annotated[str, typer.Option(help="Pseudonym of who collected.")] = "",
    method: Text = "",
    post_text: Text = "",
    note: Text = "",
    why_missing: Annotated[str, typer.Option(help="Why something is not known.")] = "",
    graphic: Annotated[
        bool, typer.Option("--graphic", help="Blur it in reports until asked.")
    ] = False,
    incident: Id = "I1",
    context: Annotated[
        list[Path],
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="The post's page, a web archive, headers.",
        ),
    ] = [],
    kind: Annotated[
        str,
        typer.Option(help="Of the context: page, archive, headers, statement, other."),
    ] = "page",
    about: Annotated[str, typer.Option(metavar="ID", help="What it is about.")] = "",
    library: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            show_default=False,
            help="The library to search, beside pictures of cases.",
        ),
    ] = None,
    later: Annotated[
        bool, typer.Option("--later", help="Examine another time: add CASE alone.")
    ] = False,
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Store photos with how they came to you, and examine them.

    \b
    Examples:
      verify case add mycase photo.jpg --source-url URL --posted-at 2024-07-29
      verify case add mycase inbox -r --custodian "a colleague" --platform telegram
      verify case add mycase --context page.html --about E1

    The files of one call are one acquisition. Bytes that the case holds keep their
    id. Pictures of this and other cases beside it are searched too. Context given with
    photos is about them; alone, the options say who gave it, how, and from where.

    \b
    Exit status: 0 added, nothing found; 1 something needs a person; 2 asked wrongly;
    3 some files not taken; 4 records do not hold; 5 locked or disk full.
    """  # noqa: D301
    from verify.cli.named_photos import Source
    from verify.workflow.case_add import Acquired
    from verify.workflow.case_record import writing_as

    fields = said({
        "method": method, "platform": platform, "posted_at": posted_at,
        "collected_at": collected_at, "collector": collector, "graphic": graphic,
    })  # fmt: skip
    texts = said({
        "source_url": source_url, "custodian": custodian, "account": account,
        "post_text": post_text, "note": note, "why_missing": why_missing,
    })  # fmt: skip
    with ExitStack() as stack:
        opened = stack.enter_context(open_case(case))
        run = _Run(opened, writing_as(actor_of(opened, actor)), as_json, quiet)
        acquired = Acquired(incident, fields, texts)
        if photos or files_from is not None:
            source = Source(photos or [], files_from, recursive)
            about = about or run.add(source, acquired, stack)
        if context:
            run.receive(context, kind, about, acquired)
        if not later and not (context and not photos and files_from is None):
            run.examine(library, stack)
        run.close()
    raise typer.Exit(most_serious(run.codes))


class _Run:
    """One call of the command: what it writes, says and ends with."""

    def __init__(
        self, case: "CaseFile", writing: "Writing", as_json: bool, quiet: bool
    ) -> None:
        self.case, self.writing = case, writing
        self.as_json, self.quiet = as_json, quiet
        self.codes: list[int] = []

    def say(self, *lines: str) -> None:
        """Lines for a person."""
        if not self.as_json:
            write_lines(lines)

    def receive(
        self, files: list[Path], kind: str, about: str, acquired: "Acquired"
    ) -> None:
        """Store context, one line a file; who gave it, and how, as of photos."""
        from verify.domain.case_values import Action, Received
        from verify.domain.chain_entries import CONTEXT
        from verify.workflow.case_record import Told, record, stored
        from verify.workflow.witness import receipt_fields

        ways, words = acquired.fields, acquired.texts
        channel = ways.get("method") or ways.get("platform", "")
        body = said({"kind": kind, "about": about, "channel": channel})
        texts = said({
            "giver": words.get("custodian", ""), "url": words.get("source_url", ""),
            "note": words.get("note", ""),
        })  # fmt: skip
        for path in files:
            file = stored(self.case, path, CONTEXT)
            named = texts | {"file_name": path.name}
            over = receipt_fields(path.name) if kind == Received.RECEIPT else {}
            told = Told(Action.RECEIVE, body | over, named, files=[file])
            entry = record(self.case, self.writing, told)
            self.say(f"{entry.body['id']}: {path.name} was stored as {kind}.")
            if self.as_json:
                write_json(line_json(self.case, entry))

    def add(self, source: "Source", acquired: "Acquired", stack: ExitStack) -> str:
        """Store the photos named, failures in their place; the id of what was added.

        That of the evidence where there is one, else of the whole acquisition.
        """
        from verify.cli.named_photos import named_photos
        from verify.cli.settings import settings_for
        from verify.exports.adding_words import not_recorded
        from verify.workflow.case_add import NotAdded, add_photos
        from verify.workflow.inputs import Input

        limit = settings_for({}).max_bytes
        named = named_photos(source, limit, stack)
        inputs = [one for one in named if isinstance(one, Input)]
        wrong = [NotAdded(*one) for one in named if not isinstance(one, Input)]
        added: dict[str, str] = {}
        done = add_photos(self.case, self.writing, inputs, acquired, max_bytes=limit)
        for one in chain(done, wrong):
            self._tell(one)
            if not isinstance(one, NotAdded):
                added[one.evidence] = str(one.entry.body["id"])
        if acquired.missing and added and not self.as_json and not self.quiet:
            self.say(not_recorded(acquired.missing))
        return next(iter(added if len(added) == 1 else added.values()), "")

    def _tell(self, one: "Added | NotAdded") -> None:
        from verify.exports.json_lines import failure_json
        from verify.workflow.answers import failure
        from verify.workflow.case_add import NotAdded

        if isinstance(one, NotAdded):
            self.codes.append(one.error.exit_code)
            if self.as_json:
                write_json(failure_json(failure(one.given, one.error)))
            self.say(f"{one.given}: not added: {one.error}")
            return
        if self.as_json:
            write_json(line_json(self.case, one.entry))
        held = "the case holds these bytes already" if one.known else "was added"
        self.say(f"{one.evidence}: {one.given} {held}.")

    def examine(self, library: Path | None, stack: ExitStack) -> None:
        """Examine what waits."""
        from verify.cli.settings import settings_for
        from verify.outside.workers import WorkerPool
        from verify.settings import searched_library
        from verify.store.library import Library
        from verify.workflow.case_examine import Examiner, examine_waiting, waiting
        from verify.workflow.check import CheckRequest

        count = len(waiting(self.case.state))
        if not count:
            return
        settings = settings_for({"library": library})
        folder = searched_library(settings, Path.cwd())
        kept = stack.enter_context(Library.open(folder)) if folder else None
        size = settings.workers(count)
        pool = stack.enter_context(WorkerPool(size, settings.worker_limits))
        request = CheckRequest(
            max_bytes=settings.max_bytes, options=settings.decode_options,
            settings=settings.recorded(),
        )  # fmt: skip
        notes: list[str] = []
        examiner = Examiner(pool, kept, request)
        for one in examine_waiting(self.case, self.writing, examiner, notes=notes):
            self._examined(one)
        for note in notes:
            self.codes.append(ExitCode.PARTLY_EXAMINED)
            self.say(note)

    def _examined(self, one: Any) -> None:
        from verify.exports.adding_words import resembles

        if isinstance(one.examined, VerifyError):
            self.codes.append(one.examined.exit_code)
            sentence = str(one.examined)
        else:
            self.codes.append(code_of(one.examined.answer.outcome))
            sentence = one.examined.answer.sentence
        body = one.entry.body
        told = [
            resembles(match, self._incidents(one.evidence, match))
            for match in body.get("resemblances", ()) if "evidence" in match
        ]  # fmt: skip
        if told:
            self.codes.append(ExitCode.NEEDS_A_PERSON)
        if self.as_json:
            write_json({
                "format": FORMAT, "case": self.case.name, "id": body["id"],
                "evidence": one.evidence, "outcome": body["outcome"],
                "sentence": sentence, "line": one.entry.seq,
                "resemblances": [dict(match) for match in body.get("resemblances", ())],
                "head": one.entry.sha256,
            })  # fmt: skip
            return
        named = f"{one.evidence} ({body['id']})"
        self.say(f"{named}: {sentence}", *([] if self.quiet else told))

    def _incidents(self, evidence: str, match: Any) -> list[str]:
        """Ids of the incidents of this case that a picture and its match serve."""
        held = self.case.state.evidence
        names = [evidence] if "case" in match else [evidence, match["evidence"]]
        return sorted({one for name in names for one in held[name].incidents})

    def close(self) -> None:
        """The new head, last."""
        if not self.as_json and not self.quiet:
            self.say(head_line(self.case))
        if not self.codes and not self.case.state.seq:
            raise AskedWrongly("nothing was named")

"""`verify reference rebuild|correct|withdraw`: putting a library right.

Every act is one more line of the record, with its reason; nothing is removed. The
commands are mounted by `cli.reference`.
"""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from verify.cli.exit_codes import ExitCode
from verify.cli.reference_lines import write_json, write_lines
from verify.cli.reference_opening import (
    AsJson,
    By,
    Counting,
    InLibrary,
    Jobs,
    Name,
    Quiet,
    Reason,
    Text,
    now,
    open_library,
    open_with_pool,
)
from verify.cli.settings import settings_for

if TYPE_CHECKING:
    from verify.store.library import Library


def rebuild(
    library: InLibrary = None,
    jobs: Jobs = 0,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Make the library's database again from its manifest and pictures.

    \b
    Examples:
      verify reference rebuild
      verify reference rebuild --library reference_images
    """  # noqa: D301
    from verify.cli.reference_lines import rebuild_json, rebuild_lines
    from verify.workflow.keep_references import rebuild_library

    with ExitStack() as opened:
        kept, pool = open_with_pool(library, jobs, opened)
        progress = opened.enter_context(Counting("pictures", quiet=quiet))
        options = settings_for({}).decode_options
        problems = rebuild_library(kept, pool, progress=progress, decode=options)
        if as_json:
            write_json(rebuild_json(kept.scope(), problems))
        else:
            write_lines(rebuild_lines(kept.scope(), problems), quiet=quiet)
    raise typer.Exit(ExitCode.PARTLY_EXAMINED if problems else ExitCode.DONE)


def correct(
    name: Name,
    *,
    reason: Reason,
    captured_at: Text = None,
    depicts: Text = None,
    place: Annotated[str | None, typer.Option(metavar="LAT,LON[,KM]")] = None,
    place_name: Text = None,
    title: Text = None,
    licence: Text = None,
    note: Text = None,
    drop_line: Annotated[
        list[int] | None,
        typer.Option(metavar="LINE", help="A publication that does not hold."),
    ] = None,
    restore: Annotated[bool, typer.Option(help="Take back a withdrawal.")] = False,
    library: InLibrary = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Correct what the library says of a picture; an empty text clears a field.

    \b
    Examples:
      verify reference correct 3f2a9c --captured-at 2021-05 --reason "wrong year"
      verify reference correct 3f2a9c --drop-line 12 --reason "another picture"
    """  # noqa: D301
    from verify.workflow.keep_references import (
        Correction,
        correct_reference,
        named_reference,
    )

    told = {
        "captured_at": captured_at, "depicts": depicts, "place": place,
        "place_name": place_name, "title": title, "licence": licence, "note": note,
    }  # fmt: skip
    says = {field: text for field, text in told.items() if text is not None}
    correction = Correction(reason, says, tuple(drop_line or ()), restore)
    with open_library(library) as kept:
        digest = named_reference(kept, name)
        correct_reference(digest, correction, kept, recorded_at=now(), by=by)
        _told(kept, digest, "corrected", as_json=as_json)


def withdraw(
    name: Name,
    reason: Reason,
    library: InLibrary = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Hide a picture from every search; the record keeps it and the reason.

    \b
    Examples:
      verify reference withdraw 3f2a9c --reason "published without consent"
      verify reference withdraw 3f2a9c --reason "a drawing, not a photo" --json
    """  # noqa: D301
    from verify.workflow.keep_references import named_reference, withdraw_reference

    with open_library(library) as kept:
        digest = named_reference(kept, name)
        withdraw_reference(digest, reason, kept, recorded_at=now(), by=by)
        _told(kept, digest, "withdrawn", as_json=as_json)


def _told(kept: "Library", digest: str, done: str, *, as_json: bool) -> None:
    scope = kept.scope()
    if as_json:
        write_json(
            {"format": f"verify.reference-{done}/1", "digest": digest,
             "library": scope.name, "library_digest": scope.digest,
             "manifest_line": scope.sequence}
        )  # fmt: skip
        return
    write_lines(
        [f"{digest[:12]} is {done} (line {scope.sequence} of the manifest).",
         f"Library digest now {scope.digest}"],
        quiet=False,
    )  # fmt: skip

"""Make a derived picture of the record again, and compare it pixel by pixel."""

from verify.audit.casebook import Casebook, Entry
from verify.audit.facts import Repeated
from verify.errors import VerifyError
from verify.imaging.decode import DECODE_PIPELINE
from verify.imaging.redaction import VERSION, covered
from verify.outside.workers import WorkerPool
from verify.workflow.redact import BETWEEN, OPERATION, Pixels, decoded, regions_of


def repeat_derived(book: Casebook, entry: Entry, pool: WorkerPool) -> Repeated:
    """A redaction made again from its source; others are left, and said."""
    body, place = entry.body, entry.place
    given = body.get("parameters", {})
    operation = str(body.get("operation"))
    if operation != OPERATION or not isinstance(given.get("regions"), str):
        return Repeated(place, left=(f"nothing here can do {operation!r} again",))
    then = (given.get("redaction"), given.get("decoder"))
    if then != (VERSION, DECODE_PIPELINE):
        return Repeated(place, left=("it was made by another version",))
    source = _pixels(book, entry.files("original", "derived", of="in"), pool)
    result = _pixels(book, entry.files("derived", of="out"), pool)
    if source is None or result is None:
        return Repeated(place, left=("its source or the copy itself is not at hand",))
    try:
        again = covered(source, regions_of(given["regions"].split(BETWEEN)))
    except VerifyError as error:
        return Repeated(place, (str(error),))
    same = again.shape == result.shape and bool((again == result).all())
    return Repeated(place, () if same else ("it comes out as another picture",))


def _pixels(book: Casebook, digests: list[str], pool: WorkerPool) -> Pixels | None:
    """The first of these pictures that is at hand, decoded; None for none."""
    for digest in digests:
        content = book.blobs.content(digest)
        if content is None:
            continue
        try:
            return decoded(content, digest, pool)
        except VerifyError:
            continue
    return None

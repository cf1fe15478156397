"""What a file says about itself, in one sentence for a person who reads only that."""

from verify.domain.conflicts import Conflict
from verify.domain.metadata import Metadata, TimeStatement
from verify.domain.times import on_date
from verify.exports.fields import FieldValue

NOTHING = "The file states no date, no place and no device; most platforms remove them."
STATEMENTS_ONLY = "These are statements of the file: anybody can write them."
_ROLES = (
    ("taken", "it was taken"),
    ("digitised", "it was made digital"),
    ("gps", "it was located by satellite"),
    ("modified", "it was last changed"),
)


def sentence(metadata: Metadata, fields: dict[str, FieldValue]) -> str:
    """When, where and with what, as the file states them; what it lacks, in words."""
    said, lacking = [], []
    time = _time(metadata)
    if time is None:
        lacking.append("no date")
    else:
        verb = next(words for role, words in _ROLES if role == time.role)
        said.append(f"{verb} {on_date(time.time)}")
    if metadata.places:
        place = metadata.places[0].place
        said.append(f"at {place.latitude:.5f}, {place.longitude:.5f}")
    else:
        lacking.append("no place")
    device = _device(fields)
    if device:
        said.append(f"with {device}")
    else:
        lacking.append("no device")
    if not said:
        return NOTHING
    if time is None:
        said[0] = f"it was made {said[0]}"
    words = f"The file says that {', '.join(said)}"
    return f"{words}; it states {' and '.join(lacking)}." if lacking else f"{words}."


def conflict_sentence(found: tuple[Conflict, ...]) -> str:
    """How many things a person should look at."""
    if not found:
        return ""
    noun = "thing needs" if len(found) == 1 else "things need"
    return f"{len(found)} {noun} a person's look."


def _time(metadata: Metadata) -> TimeStatement | None:
    for role, _ in _ROLES:
        for one in metadata.times:
            if one.role == role:
                return one
    return None


def _device(fields: dict[str, FieldValue]) -> str:
    make, model = (str(fields.get(name, "")) for name in ("make", "model"))
    if make and model.lower().startswith(make.lower()):
        return model
    return f"{make} {model}".strip()

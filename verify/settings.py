"""Every setting in one frozen record, each value with the place it came from.

The first of these that states a value wins: an option of the command, a `VERIFY_*`
variable, the nearest `verify.toml` upward from the working folder, the user's own
`verify.toml`, the default. A file that merely lies in a folder may have come with the
pictures, so it may set limits, which each answer records, but never name a library, a
list of signers or a model.
Nothing here reads the clock, and nothing is ever written.
"""

import math
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from verify.errors import AskedWrongly, SurroundingsError
from verify.outside.supervised import LEAST_MEMORY_MB, WorkerLimits
from verify.store.library_places import find_library, holds_library, user_library

FILE_NAME = "verify.toml"
MAX_FILE_BYTES = 64 << 10
MOST_WORKERS = 8  # each takes some 200 MB; more than this serves no disk
COMMAND_LINE, BUILT_IN = "command line", "default"
PIXELS_IN_A_MEGAPIXEL = 1_000_000


@dataclass(frozen=True)
class Known:
    """A setting there is: its range, default, and whether any folder may set it."""

    name: str
    meaning: str
    default: int | float | None
    """None for a path, which has no range and comes from the user alone."""
    least: float = 0
    most: float = 0

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"VERIFY_{self.name.upper()}"


KNOWN = (
    Known("deadline_s", "seconds of processor time one file may take",
          20.0, 1, 3600),
    Known("memory_mb", "megabytes of memory one worker process may use",
          2048, LEAST_MEMORY_MB, 65536),
    Known("max_megapixels", "largest picture that is decoded, in million pixels",
          100, 1, 2000),
    Known("max_file_mb", "largest file that is read, in megabytes (2^20 bytes)",
          256, 1, 2048),
    Known("jobs", "worker processes; 0 chooses by the computer", 0, 0, 64),
    Known("library", "folder of the library of earlier pictures", None),
    Known("catalogue", "file of your own that adds names of equipment", None),
    Known("trust_list", "file of certificates of signers held to be known", None),
    Known("descriptor_model", "ONNX file of a copy-detection model of your own", None),
)  # fmt: skip
_BY_NAME = {known.name: known for known in KNOWN}
_ANSWERS_DEPEND_ON = ("deadline_s", "memory_mb", "max_megapixels", "max_file_mb")


@dataclass(frozen=True)
class Settings:
    """What holds for this run; `sources` says for each name where it came from."""

    deadline_s: float
    memory_mb: int
    max_megapixels: int
    max_file_mb: int
    jobs: int
    library: Path | None
    catalogue: Path | None
    trust_list: Path | None
    descriptor_model: Path | None
    sources: Mapping[str, str]

    @property
    def max_bytes(self) -> int:
        """The size gate of intake."""
        return self.max_file_mb << 20

    @property
    def decode_options(self) -> dict[str, int]:
        """What the worker's decoding tasks are told."""
        return {"max_pixels": self.max_megapixels * PIXELS_IN_A_MEGAPIXEL}

    @property
    def worker_limits(self) -> WorkerLimits:
        """What one file may use in a worker process."""
        return WorkerLimits(deadline_s=self.deadline_s, memory_mb=self.memory_mb)

    def workers(self, files: int | None = None) -> int:
        """How many worker processes serve so many files (None: not known)."""
        chosen = self.jobs or min(os.cpu_count() or 1, MOST_WORKERS)
        return max(1, chosen if files is None else min(chosen, files))

    def recorded(self) -> tuple[tuple[str, str], ...]:
        """The settings an answer can depend on, as its record keeps them."""
        return tuple((name, f"{getattr(self, name):g}") for name in _ANSWERS_DEPEND_ON)


def load(
    flags: Mapping[str, object] | None = None,
    *,
    start: Path,
    environment: Mapping[str, str],
    user_file: Path | None = None,
) -> Settings:
    """The settings for a run in the folder `start`; flags that are None are not given.

    Raises AskedWrongly for an unknown key or a value out of range, naming the place.
    """
    own = user_file or user_settings_file()
    layers = [
        (COMMAND_LINE, flags or {}),
        *_environment(environment),
        *_nearest_file(start, own),
        *_user_file(own),
        (BUILT_IN, {known.name: known.default for known in KNOWN}),
    ]
    values: dict[str, object] = {}
    sources: dict[str, str] = {}
    for source, layer in layers:
        for name, value in layer.items():
            if name in values or (value is None and source != BUILT_IN):
                continue
            values[name] = _checked(_BY_NAME[name], value, source)
            sources[name] = source
    return Settings(**values, sources=sources)  # type: ignore[arg-type]


def user_settings_file() -> Path:
    """The user's own file; it may not exist."""
    return platformdirs.user_config_path("verify", appauthor=False) / FILE_NAME


def searched_library(settings: Settings, start: Path) -> Path | None:
    """The library to search: the one named, else the nearest, else the user's own."""
    if settings.library is not None:
        return settings.library
    candidates = (find_library(start), user_library())
    return next((one for one in candidates if one and holds_library(one)), None)


def kept_library(settings: Settings, start: Path) -> Path:
    """The library to write to or look at, which need not exist yet."""
    return settings.library or find_library(start) or user_library()


def _environment(
    environment: Mapping[str, str],
) -> Iterator[tuple[str, dict[str, object]]]:
    for known in KNOWN:
        text = environment.get(known.variable, "").strip()
        if text:
            yield known.variable, {known.name: text}


def _nearest_file(start: Path, own: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """The nearest `verify.toml` upward, which may set limits only."""
    folder = start.absolute()
    for place in (folder, *folder.parents):
        path = place / FILE_NAME
        if not path.is_file() or path == own:
            continue
        told = _read(path)
        private = [name for name in told if _BY_NAME[name].default is None]
        if private:
            raise AskedWrongly(
                f"{path} sets {', '.join(private)}, which a file found in a folder "
                "may not",
                next_step=f"Set it in {own}, as {_BY_NAME[private[0]].variable}, or "
                "as an option of the command.",
            )
        yield str(path), told
        return


def _user_file(own: Path) -> Iterator[tuple[str, dict[str, object]]]:
    if own.is_file():
        told = _read(own)
        for known in KNOWN:
            path = told.get(known.name)
            if known.default is None and isinstance(path, str) and path:
                told[known.name] = str(own.parent / Path(path).expanduser())
        yield str(own), told


def _read(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            text = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise SurroundingsError(
            f"{path} cannot be read: {error.strerror or error}",
            next_step="Change its permissions, or move it away.",
        ) from error
    if len(text) > MAX_FILE_BYTES:
        raise AskedWrongly(f"{path} is too large to be a file of settings")
    try:
        told = tomllib.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise AskedWrongly(f"{path} is not TOML: {error}") from error
    unknown = sorted(set(told) - set(_BY_NAME))
    if unknown:
        raise AskedWrongly(
            f"{path} has settings that are not known: {', '.join(unknown)}",
            next_step=f"Known are: {', '.join(_BY_NAME)}.",
        )
    return told


def _checked(known: Known, value: object, source: str) -> object:
    """The value in its own type. Raises AskedWrongly naming where it came from."""
    if known.default is None:
        if value is None or isinstance(value, Path):
            return value
        if isinstance(value, str) and value:
            return Path(value)
        raise AskedWrongly(f"{source}: {known.name} is not a path")
    whole = isinstance(known.default, int)
    number = _number(value)
    if not known.least <= number <= known.most or (whole and number != int(number)):
        kind = "a whole number" if whole else "a number"
        raise AskedWrongly(
            f"{source}: {known.name} is {kind} from {known.least:g} to {known.most:g}, "
            f"not {value!r}"
        )
    return int(number) if whole else number


def _number(value: object) -> float:
    """The value as a number; not-a-number, which is in no range, where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return math.nan
    try:
        return float(value)
    except (ValueError, OverflowError):
        return math.nan

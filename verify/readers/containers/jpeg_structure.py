"""How a JPEG was coded: frame, sampling, quantisation and Huffman tables, segments.

Read from the headers alone (ITU-T T.81, annex B). The record goes onto the survey;
the facts that people ask for are tags too.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator

from verify.domain.metadata import JpegStructure
from verify.readers.containers.jpeg_places import Segment
from verify.readers.ijg_tables import Table, exact_quality, nearest_quality
from verify.readers.survey import Survey

PROCESSES = {
    0: "baseline", 1: "extended", 2: "progressive", 3: "lossless",
    5: "differential", 6: "differential progressive", 7: "differential lossless",
    9: "extended", 10: "progressive", 11: "lossless",
    13: "differential", 14: "differential progressive", 15: "differential lossless",
}  # fmt: skip
_ARITHMETIC = range(9, 16)

_SAMPLINGS = {
    (1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0", (1, 2): "4:4:0", (4, 1): "4:1:1",
    (4, 2): "4:1:0",
}  # fmt: skip
# Counts of codes by length of the typical tables (T.81, K.3), which libraries write
# unless they are asked to make their own.
_TYPICAL = frozenset(
    bytes(counts)
    for counts in (
        (0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
        (0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0),
        (0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D),
        (0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77),
    )
)
LABELS_KEPT = 60
COMPONENTS_OF_COLOUR = 3


def keep(survey: Survey, segments: list[Segment], labels: tuple[str, ...]) -> None:
    """Add size, structure and their tags, as far as the headers are there."""
    frame = next((s for s in segments if s.name.startswith("SOF")), None)
    if frame is None:
        survey.problem("the JPEG has no frame header")
        return
    body = survey.content[frame.start : frame.end]
    if len(body) < 6:  # noqa: PLR2004
        survey.problem("the JPEG's frame header is cut")
        return
    precision, height, width, components = struct.unpack_from(">BHHB", body)
    survey.size("JPEG", width, height or _late_height(survey, segments))
    if survey.depth:
        return
    factors = [body[7 + 3 * n] for n in range(components) if 7 + 3 * n < len(body)]
    tables = _tables(survey, segments)
    number = frame.code - 0xC0
    structure = JpegStructure(
        process=PROCESSES.get(number, f"SOF{number}"),
        precision=precision,
        components=components,
        subsampling=_subsampling(factors)[0],
        tables=tuple(_digest([table]) for table in tables),
        tables_digest=_digest(tables) if tables else "",
        ijg_quality=exact_quality(tables),
        nearest_quality=nearest_quality(tables),
        segments=labels[:LABELS_KEPT],
        scans=sum(s.name == "SOS" for s in segments),
        restart_interval=_restart(survey, segments),
        arithmetic=number in _ARITHMETIC,
        optimised=not _typical(survey, segments),
    )
    survey.jpeg = structure
    _tags(survey, structure, ratio=_subsampling(factors)[1])


def table_words(structure: JpegStructure) -> str:
    """What the quantisation tables are, for people."""
    if not structure.tables:
        return "no tables"
    if structure.ijg_quality is not None:
        return f"exact IJG tables at quality {structure.ijg_quality}"
    if structure.nearest_quality is None:
        return "own tables"
    return f"own tables, nearest to those of IJG quality {structure.nearest_quality}"


def _tags(survey: Survey, structure: JpegStructure, ratio: str) -> None:
    process = structure.process + (", arithmetic" if structure.arithmetic else "")
    progressive = str(int("progressive" in structure.process))
    survey.tag("JPEG SOF", "EncodingProcess", process)
    survey.tag("JPEG SOF", "Progressive", progressive)
    if structure.components == COMPONENTS_OF_COLOUR and ratio:
        survey.tag("JPEG SOF", "YCbCrSubSampling", ratio, structure.subsampling)
    if structure.tables:
        words, digest = table_words(structure), structure.tables_digest
        survey.tag("JPEG DQT", "QuantisationTables", words, digest)


def _tables(survey: Survey, segments: list[Segment]) -> tuple[Table, ...]:
    """The tables by their number; the last of each number counts, as in a decoder."""
    found: dict[int, Table] = {}
    for segment in segments:
        if segment.name == "DQT":
            body = survey.content[segment.start : segment.end]
            found.update(_tables_in(body))
    return tuple(found[number] for number in sorted(found))


def _tables_in(body: bytes) -> Iterator[tuple[int, Table]]:
    at = 0
    while at < len(body):
        wide, number = body[at] >> 4, body[at] & 15
        size = 128 if wide else 64
        values = body[at + 1 : at + 1 + size]
        if len(values) < size:
            return
        yield number, struct.unpack(">64H", values) if wide else tuple(values)
        at += 1 + size


def _digest(tables: Iterable[Table]) -> str:
    digest = hashlib.sha256()
    for table in tables:
        digest.update(struct.pack(">64H", *table))
    return digest.hexdigest()


def _subsampling(factors: list[int]) -> tuple[str, str]:
    """The usual name, and the ratio of the largest to the smallest factor."""
    across, down = [f >> 4 for f in factors], [f & 15 for f in factors]
    if not factors or not min(across) or not min(down):
        return "", ""
    ratio = max(across) // min(across), max(down) // min(down)
    written = " ".join(f"{a}x{d}" for a, d in zip(across, down, strict=True))
    usual = len(factors) == COMPONENTS_OF_COLOUR and factors[1] == factors[2]
    name = _SAMPLINGS.get(ratio, written) if usual else written
    return name, f"{ratio[0]} {ratio[1]}"


def _restart(survey: Survey, segments: list[Segment]) -> int:
    starts = [s.start for s in segments if s.name == "DRI"]
    return int.from_bytes(survey.content[starts[0] : starts[0] + 2]) if starts else 0


def _late_height(survey: Survey, segments: list[Segment]) -> int:
    """The number of lines that a DNL segment gives after the scan (T.81, B.2.5)."""
    starts = [s.start for s in segments if s.name == "DNL"]
    return int.from_bytes(survey.content[starts[0] : starts[0] + 2]) if starts else 0


def _typical(survey: Survey, segments: list[Segment]) -> bool:
    """Whether all Huffman tables have the counts of the typical ones."""
    for segment in segments:
        body = survey.content[segment.start : segment.end]
        while segment.name == "DHT" and len(body) > 16:  # noqa: PLR2004
            counts = bytes(body[1:17])
            if counts not in _TYPICAL:
                return False
            body = body[17 + sum(counts) :]
    return True

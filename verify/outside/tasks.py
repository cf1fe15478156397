"""What a worker process can be asked to do with a file's bytes: one table of tasks.

Each task is a plain function from bytes and JSON options to a Reply; it runs inside
the worker, under its limits, and raises BadInput where the file cannot be examined.
Nothing here starts processes or opens files; the user's own copy-detection model, where
an option `descriptor` names one, is read by `descriptor_model`.
"""

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import WHOLE
from verify.errors import BadInput
from verify.fingerprints.contrast import too_poor
from verify.fingerprints.descriptor import looks
from verify.fingerprints.embedded import compare_embedded, embedded_to_json
from verify.fingerprints.extraction import Role, extract, to_wire
from verify.imaging.decode import DECODE_PIPELINE, DecodeLimits, Enough, decode
from verify.imaging.picture import Picture
from verify.imaging.scale import shrink
from verify.outside.descriptor_model import Model, loaded
from verify.outside.framing import Json, Reply
from verify.outside.metadata_task import metadata, read_all
from verify.readers.wire import metadata_to_json

Options = Mapping[str, Json]
OPENCV_NO_MEMORY = -4  # cv::Error::StsNoMem
DESCRIBED_SIDE_PX = 640
NO_MEMORY = "decoding it needs more memory than the limit for one file"


def view(content: bytes, options: Options) -> Reply:
    """The picture for a page: `pixels`, at most `long_side` pixels long; and its facts.

    Options: `long_side` (default: as it is), `max_pixels`, `max_frames`.
    """
    side = options.get("long_side")
    enough = Enough(int(side), 1) if side is not None else None
    picture = decode(content, _limits(options), enough=enough)
    width, height = picture.decoded_from or (picture.width, picture.height)
    header = {
        "format": picture.format,
        "width": width,
        "height": height,
        "frames": picture.frames,
        "notes": list(picture.notes),
        "decoder": DECODE_PIPELINE,
    }
    return Reply(header, {"pixels": _within(picture, side)})


def extraction(content: bytes, options: Options) -> Reply:
    """All that comparing needs of the picture; option `role`, and those of `view`.

    With an option `descriptor` a suspect's `vectors` come back too: each view as it
    stands and mirrored.
    """
    return _extracted(decode(content, _limits(options)), options)


def _extracted(picture: Picture, options: Options) -> Reply:
    made = extract(picture, role=Role(options["role"]))
    record, arrays = to_wire(made)
    found: dict[str, NDArray[Any]] = dict(arrays)
    model = _model(options)
    if model is not None and not made.picture.too_poor:
        small = shrink(picture.pixels, DESCRIBED_SIDE_PX)
        regions = [view.region for view in made.views] or [WHOLE]
        found["vectors"] = model.vectors(looks(small, regions))
    return Reply({**record, "decoder": DECODE_PIPELINE}, found)


def description(content: bytes, options: Options) -> Reply:
    """A reference's `vectors`, one; of a poor picture none. Needs `descriptor`."""
    model = _model(options)
    if model is None:
        raise ValueError("no model was named")
    small = shrink(decode(content, _limits(options)).pixels, DESCRIBED_SIDE_PX)
    if too_poor(small):
        return Reply({})
    return Reply({}, {"vectors": model.vectors([small])})


def model_facts(_content: bytes, options: Options) -> Reply:
    """Whether the model of the option `descriptor` works: `dimensions` it answers."""
    model = _model(options)
    if model is None:
        raise ValueError("no model was named")
    grey = np.full((64, 64, 3), 128, np.uint8)
    return Reply({"dimensions": int(model.vectors([grey]).shape[1])})


def examination(content: bytes, options: Options) -> Reply:
    """Metadata, and the extraction under `picture`, or null and why not.

    `embedded` has the thumbnails as compared with the picture. `undecodable` and
    `next_step` are the words of the failure. Metadata comes back also where decoding
    is refused or takes too much memory; where it ends or hangs the worker nothing
    does, and the caller may ask for the task `metadata` alone.
    """
    said = read_all(content, options)
    header: dict[str, Json] = {
        "metadata": metadata_to_json(said),
        "embedded": [],
        "picture": None,
        "undecodable": "",
        "next_step": "",
    }
    try:
        picture = decode(content, _limits(options))
        header["embedded"] = embedded_to_json(compare_embedded(content, said, picture))
        made = _extracted(picture, options)
    except BadInput as error:
        return Reply(
            {**header, "undecodable": str(error), "next_step": error.next_step}
        )
    except (MemoryError, cv2.error) as error:
        if not lacks_memory(error):
            raise
        smaller = "Make a smaller copy of the picture with an image editor."
        return Reply({**header, "undecodable": NO_MEMORY, "next_step": smaller})
    return Reply({**header, "picture": made.header}, made.arrays)


def lacks_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out, in Python or in OpenCV."""
    if isinstance(error, cv2.error):
        return error.code == OPENCV_NO_MEMORY
    return isinstance(error, MemoryError)


def _model(options: Options) -> Model | None:
    told = options.get("descriptor")
    return loaded(str(told["path"]), str(told["digest"])) if told else None


TASKS: dict[str, Callable[[bytes, Options], Reply]] = {
    "describe": description,
    "examine": examination,
    "extract": extraction,
    "metadata": metadata,
    "model": model_facts,
    "view": view,
}


def _limits(options: Options) -> DecodeLimits:
    standard = DecodeLimits()
    return DecodeLimits(
        max_pixels=int(options.get("max_pixels", standard.max_pixels)),
        max_frames=int(options.get("max_frames", standard.max_frames)),
    )


def _within(picture: Picture, long_side: int | None) -> NDArray[np.uint8]:
    longest = max(picture.width, picture.height)
    if long_side is None or longest <= long_side:
        return picture.pixels
    scale = long_side / longest
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    resized = cv2.resize(picture.pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(resized, np.uint8)

"""The program of worker processes that only read metadata.

It loads no decoder, so it starts in a third of the time and stays small: what one file
may use is limited to what is right for reading, not for decoding.
"""

import gc

from verify.outside.metadata_task import metadata
from verify.outside.serving import Work, serve

OBJECTS_BETWEEN_LOOKS = 20_000


def main() -> None:
    """Serve until the pipe ends."""
    # Each file leaves thousands of small objects, hardly any of them in circles; to
    # look for circles every 700 objects took a tenth of the time.
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    serve(Work({"metadata": metadata}, _lacks_memory))


def _lacks_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError)


if __name__ == "__main__":
    main()

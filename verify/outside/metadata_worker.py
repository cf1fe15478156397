"""The program of worker processes that only read metadata.

It loads no decoder, so it starts in a third of the time and stays small: what one file
may use is limited to what is right for reading, not for decoding.
"""

from verify.outside.metadata_task import metadata
from verify.outside.serving import Work, serve


def main() -> None:
    """Serve until the pipe ends."""
    serve(Work({"metadata": metadata}, _lacks_memory))


def _lacks_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError)


if __name__ == "__main__":
    main()

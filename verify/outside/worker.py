"""The program of worker processes that decode pictures."""

import cv2
import PIL.AvifImagePlugin
import pillow_heif.options

from verify.outside.serving import Work, serve
from verify.outside.tasks import TASKS, lacks_memory


def main() -> None:
    """Serve with one thread for each library: several workers run beside each other."""
    cv2.setNumThreads(1)
    PIL.AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    pillow_heif.options.DECODE_THREADS = 1
    serve(Work(TASKS, lacks_memory))


if __name__ == "__main__":
    main()

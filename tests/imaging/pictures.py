"""Pictures made for the tests of decoding."""

import io

from PIL import Image


def photo(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """A picture no two of whose corners look alike."""
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    image.paste((200, 30, 30), (0, 0, size[0] // 3, size[1] // 4))
    image.paste((30, 160, 60), (size[0] * 3 // 4, 0, size[0], size[1] // 3))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def can_write_heif() -> bool:
    try:
        saved(photo(), "HEIF")
    except (OSError, RuntimeError, ValueError, KeyError):
        return False
    return True

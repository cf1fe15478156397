"""Bring a decoded Pillow image, of whatever mode and colour profile, to 8-bit sRGB.

Every step that changes what a person would see is noted in a plain sentence. This
module turns and crops nothing, and trusts no profile's name: a profile counts as sRGB
where it moves no colour by more than a few levels.
"""

import io

import numpy as np
from PIL import Image, ImageCms

ALPHA_MODES = frozenset({"RGBA", "RGBa", "LA", "La", "PA"})
DEEP_MODES = frozenset({"I", "F", "I;16", "I;16L", "I;16B", "I;16N"})
PROFILE_MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab ": "LAB"}
SAME_WITHIN_LEVELS = 3
MAX_PROFILE_BYTES = 8 << 20
ON_WHITE = "transparent parts are shown on white"
NO_PROFILE = "its colour profile cannot be used, so colours may be off"


def to_srgb(image: Image.Image) -> tuple[Image.Image, tuple[str, ...]]:
    """The image in mode RGB, and notes on what had to be done to it."""
    profile = image.info.get("icc_profile")
    notes: list[str] = []
    if image.mode in DEEP_MODES:
        image, note = _eight_bits(image)
        notes.append(note)
    if image.mode in ALPHA_MODES or "transparency" in image.info:
        image, seen_through = _on_white(image)
        notes += [ON_WHITE] if seen_through else []
    if isinstance(profile, bytes) and profile:
        image, note = _by_profile(image, profile)
        notes += [note] if note else []
    elif image.mode == "CMYK":
        notes.append("made for print (CMYK) without a colour profile; colours are off")
    if image.mode == "LAB":
        image = _from_lab(image)
    return (image if image.mode == "RGB" else image.convert("RGB")), tuple(notes)


def _on_white(image: Image.Image) -> tuple[Image.Image, bool]:
    """The image over white, and whether anything was seen through."""
    whole = image.convert("RGBA")
    alpha = whole.getchannel("A")
    plain = whole.convert("RGB")
    if alpha.getextrema() == (255, 255):
        return plain, False
    plain.paste("white", mask=Image.eval(alpha, lambda level: 255 - level))
    return plain, True


def _eight_bits(image: Image.Image) -> tuple[Image.Image, str]:
    """A grey image of 16 bits or more, brought to 8."""
    values = np.asarray(image).astype(np.float64)
    finite = values[np.isfinite(values)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 0.0)
    if image.mode.startswith("I") and low >= 0 and high <= 0xFFFF:  # noqa: PLR2004
        scaled, note = values / 257, "16-bit grey brought to 8 bits"
    else:
        span = high - low if high > low else 1.0
        scaled = (np.nan_to_num(values, nan=low, posinf=high, neginf=low) - low) / span
        scaled, note = scaled * 255, "its range of brightness was fitted to 8 bits"
    levels = np.clip(np.rint(scaled), 0, 255).astype(np.uint8)
    return Image.fromarray(levels), note


def _by_profile(image: Image.Image, content: bytes) -> tuple[Image.Image, str]:
    """The image converted by its own profile, or as it is, with a note."""
    if len(content) > MAX_PROFILE_BYTES:
        return image, NO_PROFILE
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
        mode = PROFILE_MODES.get(profile.profile.xcolor_space)
        if mode is None or (mode == "CMYK") != (image.mode == "CMYK"):
            return image, NO_PROFILE
        image = image if image.mode == mode else image.convert(mode)
        transform = ImageCms.buildTransform(
            profile, ImageCms.createProfile("sRGB"), mode, "RGB"
        )
        if mode == "RGB" and _changes_nothing(transform):
            return image, ""
        return ImageCms.applyTransform(image, transform) or image, ""
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image, NO_PROFILE


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(27, 27, 3)
    moved = ImageCms.applyTransform(Image.fromarray(cube), transform)
    difference = np.abs(np.asarray(moved).astype(int) - cube.astype(int))
    return bool(difference.max() <= SAME_WITHIN_LEVELS)


def _from_lab(image: Image.Image) -> Image.Image:
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
    )
    return ImageCms.applyTransform(image, transform) or image

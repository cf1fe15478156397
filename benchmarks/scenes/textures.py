"""Seeded surface pictures: soil, brick, plaster, paint, planks, paving, cloth, leaves.

Each function gives (size, size, 3) float32 in 0..1 (linear light). No two seeds share a
picture, so that no texture ties two scenes together.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.float32]
Rng = np.random.Generator


def cloud(rng: Rng, size: int, fall: float) -> Picture:
    """Noise of mean 0 and deviation 1, with a spectrum falling as f^-fall."""
    y = np.fft.fftfreq(size)[:, None]
    x = np.fft.rfftfreq(size)[None]
    f = np.sqrt(x * x + y * y)
    f[0, 0] = 1
    wave = np.fft.irfft2(np.fft.rfft2(rng.normal(size=(size, size))) * f**-fall)
    return np.asarray((wave - wave.mean()) / wave.std(), np.float32)


def colour(rng: Rng, low: float = 0.08, high: float = 0.6) -> npt.NDArray[np.float32]:
    """One muted colour."""
    grey = rng.uniform(low, high)
    tint = rng.normal(0, 0.16) * np.array([1, 0.2, -0.9]) + rng.normal(0, 0.06, 3)
    return np.clip(grey * (1 + tint), 0.02, 0.9).astype(np.float32)


def mixed(a: Picture, b: Picture, share: Picture) -> Picture:
    """``a`` where share is 0, ``b`` where it is 1."""
    return np.asarray(a + (b - a) * np.clip(share, 0, 1)[..., None], np.float32)


def _weathered(rng: Rng, base: Picture, strength: float) -> Picture:
    size = base.shape[0]
    mottle = 1 + strength * (
        0.10 * cloud(rng, size, 1.6)
        + 0.07 * cloud(rng, size, 0.9)
        + 0.05 * cloud(rng, size, 0.3)
    )
    return np.asarray(np.clip(base * mottle[..., None], 0.01, 0.95), np.float32)


def soil(rng: Rng, size: int) -> Picture:
    """Earth or gravel with stones and dry stalks."""
    patch = 0.5 + 0.6 * cloud(rng, size, 1.8)
    base = mixed(
        np.ones((size, size, 3), np.float32) * colour(rng, 0.2, 0.5),
        np.ones((size, size, 3), np.float32) * colour(rng, 0.15, 0.45),
        patch,
    )
    for _ in range(int(rng.integers(1200, 3500))):
        at = rng.integers(0, size, 2)
        r = float(np.exp(rng.normal(1.2, 0.7)))
        axes = (int(r + 1), int(r * rng.uniform(0.5, 1) + 1))
        tone, turn = colour(rng, 0.1, 0.6), float(rng.uniform(0, 180))
        spot = (int(at[0]), int(at[1]))
        under = (spot[0] + 1, spot[1] + 1)
        cv2.ellipse(base, under, axes, turn, 0, 360, (tone * 0.3).tolist(), -1)
        cv2.ellipse(base, spot, axes, turn, 0, 360, tone.tolist(), -1, cv2.LINE_AA)
    for _ in range(int(rng.integers(0, 900))):
        at = rng.integers(0, size, 2)
        to = at + rng.normal(0, 9, 2).astype(int)
        tone = (colour(rng, 0.2, 0.6) * (1, 1, 0.6)).tolist()
        cv2.line(base, at.tolist(), to.tolist(), tone, 1, cv2.LINE_AA)
    return _weathered(rng, base, 1.3)


def brick(rng: Rng, size: int) -> Picture:
    """Courses of brick or block, plastered over in places."""
    base = np.ones((size, size, 3), np.float32) * colour(rng, 0.25, 0.5)
    own, high = colour(rng, 0.15, 0.4), int(rng.integers(24, 60))
    wide = int(high * rng.uniform(1.8, 3))
    for row in range(size // high + 1):
        x = -int(rng.integers(0, wide))
        while x < size:
            w = wide + int(rng.normal(0, 2))
            tone = own * rng.uniform(0.7, 1.35) * (1 + rng.normal(0, 0.06, 3))
            p, q = (x + 2, row * high + 2), (x + w - 2, (row + 1) * high - 2)
            cv2.rectangle(base, p, q, tone.tolist(), -1)
            x += w
    coat = np.ones_like(base) * colour(rng, 0.35, 0.65)
    share = 6 * (cloud(rng, size, 1.7) - rng.uniform(-0.6, 1.2))
    return _weathered(rng, mixed(base, coat, share), 1.2)


def plaster(rng: Rng, size: int) -> Picture:
    """A wall with windows, a door, cracks, stains and torn posters."""
    base = np.ones((size, size, 3), np.float32) * colour(rng, 0.3, 0.7)
    under = np.ones_like(base) * colour(rng, 0.15, 0.4)
    base = mixed(base, under, 7 * (cloud(rng, size, 1.6) - rng.uniform(0.6, 1.6)))
    for _ in range(int(rng.integers(2, 7))):
        w, h = rng.integers(size // 12, size // 5, 2)
        x, y = int(rng.integers(0, size - w)), int(rng.integers(0, size - h))
        frame, hole = colour(rng, 0.1, 0.6), colour(rng, 0.02, 0.12)
        cv2.rectangle(base, (x, y), (x + int(w), y + int(h)), frame.tolist(), -1)
        inner = (x + 7, y + 7), (x + int(w) - 7, y + int(h) - 7)
        cv2.rectangle(base, *inner, hole.tolist(), -1)
        middle = x + int(w) // 2
        cv2.line(base, (middle, y), (middle, y + int(h)), frame.tolist(), 5)
    for _ in range(int(rng.integers(4, 14))):
        step = np.cumsum(rng.normal(0, 9, (40, 2)) + rng.normal(0, 4, 2), axis=0)
        line = (step + rng.integers(0, size, 2)).astype(np.int32)
        cv2.polylines(base, [line], False, (0.06, 0.05, 0.05), 1, cv2.LINE_AA)
    scrawl(rng, base, int(rng.integers(1, 5)))
    return _weathered(rng, base, 1.2)


def scrawl(rng: Rng, base: Picture, count: int) -> None:
    """Painted marks of invented letters, drawn into ``base``."""
    size = base.shape[0]
    for _ in range(count):
        at, tone = rng.integers(0, size, 2), colour(rng, 0.03, 0.8)
        tall, thick = rng.uniform(14, 70), int(rng.integers(2, 7))
        for k in range(int(rng.integers(2, 8))):
            stroke = rng.uniform(0, tall, (int(rng.integers(3, 6)), 2))
            stroke = stroke * (0.6, 1) + at + (k * tall * 0.75, 0)
            cv2.polylines(
                base,
                [stroke.astype(np.int32)],
                False,
                tone.tolist(),
                thick,
                cv2.LINE_AA,
            )


def paint(rng: Rng, size: int) -> Picture:
    """Painted steel: patches, panel lines, rust, scratches, marks."""
    base = np.ones((size, size, 3), np.float32) * colour(rng, 0.08, 0.5)
    for _ in range(int(rng.integers(0, 3))):
        other = np.ones_like(base) * colour(rng, 0.06, 0.4)
        base = mixed(base, other, 30 * (cloud(rng, size, 1.9) - rng.uniform(0.2, 1)))
    for _ in range(int(rng.integers(3, 12))):
        at, flat = int(rng.integers(0, size)), bool(rng.integers(2))
        ends = ((0, at), (size, at)) if flat else ((at, 0), (at, size))
        cv2.line(base, *ends, (0.03, 0.03, 0.03), 2)
        for k in range(0, size, 24):
            spot = (k, at + 6) if flat else (at + 6, k)
            cv2.circle(base, spot, 2, (0.05, 0.05, 0.05), -1)
    rust = np.ones_like(base) * np.array([0.22, 0.09, 0.04], np.float32)
    base = mixed(base, rust, 9 * (cloud(rng, size, 1.2) - rng.uniform(0.9, 2)))
    for _ in range(int(rng.integers(20, 160))):
        start = rng.integers(0, size, 2)
        end = start + rng.normal(0, 30, 2).astype(int)
        tone = colour(rng, 0.2, 0.7).tolist()
        cv2.line(base, start.tolist(), end.tolist(), tone, 1, cv2.LINE_AA)
    scrawl(rng, base, int(rng.integers(1, 6)))
    return _weathered(rng, base, 0.9)


def planks(rng: Rng, size: int) -> Picture:
    """Boards with grain."""
    base = np.empty((size, size, 3), np.float32)
    grain = cv2.resize(cloud(rng, size, 1.0)[:, : size // 16], (size, size))
    own, x = colour(rng, 0.15, 0.5), 0
    while x < size:
        w = int(rng.integers(30, 110))
        tone = own * rng.uniform(0.7, 1.3) * (1 + rng.normal(0, 0.05, 3))
        shift = np.roll(grain, int(rng.integers(0, size)), 1)[x : x + w].swapaxes(0, 1)
        base[:, x : x + w] = tone * (1 + 0.2 * shift[..., None])
        base[:, x : x + 2] = 0.03
        x += w
    return _weathered(rng, base, 1.0)


def paving(rng: Rng, size: int) -> Picture:
    """Slabs, worn asphalt between them, oil and dirt."""
    base = np.ones((size, size, 3), np.float32) * colour(rng, 0.06, 0.2)
    step, own = int(rng.integers(40, 130)), colour(rng, 0.15, 0.45)
    for x in range(0, size, step):
        for y in range(0, size, step):
            tone = own * rng.uniform(0.75, 1.25) * (1 + rng.normal(0, 0.04, 3))
            lift = rng.integers(1, 5, 4)
            p = (x + int(lift[0]), y + int(lift[1]))
            q = (x + step - int(lift[2]), y + step - int(lift[3]))
            cv2.rectangle(base, p, q, tone.tolist(), -1)
    worn = np.ones_like(base) * colour(rng, 0.05, 0.3)
    share = 5 * (cloud(rng, size, 1.5) - rng.uniform(0, 1.2))
    return _weathered(rng, mixed(base, worn, share), 1.4)


def cloth(rng: Rng, size: int) -> Picture:
    """Striped or checked cloth, folded and stained."""
    x = np.arange(size)
    stripes = (
        np.sin(x / rng.uniform(4, 30))[None] + np.sin(x / rng.uniform(4, 40))[:, None]
    )
    one = np.ones((size, size, 3), np.float32)
    share = np.asarray(stripes * rng.uniform(0.4, 2), np.float32)
    base = mixed(one * colour(rng, 0.1, 0.7), one * colour(rng, 0.05, 0.6), share)
    return _weathered(rng, base, 2.0)


def leaves(rng: Rng, size: int) -> Picture:
    """Leaf colours for plants."""
    one = np.ones((size, size, 3), np.float32)
    green, dry = (
        np.array([0.07, 0.13, 0.04], np.float32),
        np.array([0.3, 0.24, 0.1], np.float32),
    )
    base = mixed(one * green, one * dry, 0.4 + 0.5 * cloud(rng, size, 1.2))
    return _weathered(rng, base, 2.0)


GROUND = (soil, paving, soil)
WALLS = (brick, plaster, plaster, planks)
THINGS = (paint, paint, planks, cloth, brick)

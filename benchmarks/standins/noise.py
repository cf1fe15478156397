"""Noise at arbitrary points: gradient noise, its sums, and cells.

Everything is a function of position and an integer seed, so that two pictures of one
place show the same stones. Periods are 4096 cells; no randomness, no files.
"""

import numpy as np

SIZE = 4096
MASK = SIZE - 1


def _tables(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    perm = rng.permutation(SIZE).astype(np.int32)
    grad = rng.normal(size=(SIZE, 3)).astype(np.float32)
    grad /= np.linalg.norm(grad, axis=1, keepdims=True)
    return perm, grad


def _fade(t: np.ndarray) -> np.ndarray:
    return t * t * t * (t * (t * 6 - 15) + 10)


def noise(points: np.ndarray, seed: int = 0) -> np.ndarray:
    """Gradient noise in about [-1, 1] at (n, 2) or (n, 3) points."""
    perm, grad = _tables(seed)
    dims = points.shape[1]
    cell = np.floor(points)
    frac = (points - cell).astype(np.float32)
    cell = cell.astype(np.int64)
    fade = _fade(frac)
    total = np.zeros(len(points), np.float32)
    for corner in range(1 << dims):
        index = np.zeros(len(points), np.int64)
        weight = np.ones(len(points), np.float32)
        for d in range(dims):
            bit = corner >> d & 1
            index = perm[(index + cell[:, d] + bit) & MASK]
            weight = weight * (fade[:, d] if bit else 1 - fade[:, d])
        g = grad[index]
        dot = sum(g[:, d] * (frac[:, d] - (corner >> d & 1)) for d in range(dims))
        total += weight * dot
    return total * 1.7


def fbm(points: np.ndarray, octaves: int = 5, seed: int = 0, gain: float = 0.5):
    """Sum of octaves of noise, in about [-1, 1]."""
    total = np.zeros(len(points), np.float32)
    amplitude, norm, scale = 1.0, 0.0, 1.0
    for octave in range(octaves):
        total += amplitude * noise(points * scale + 17.3 * octave, seed + octave)
        norm += amplitude
        amplitude *= gain
        scale *= 2.03
    return total / norm


def cells(points: np.ndarray, seed: int = 0):
    """Distances to the two nearest jittered cell points, and the cell's number, in 2D."""
    rng = np.random.default_rng(seed)
    perm = rng.permutation(SIZE).astype(np.int32)
    jitter = rng.random((SIZE, 2)).astype(np.float32)
    base = np.floor(points).astype(np.int64)
    f1 = np.full(len(points), 9.0, np.float32)
    f2 = f1.copy()
    ident = np.zeros(len(points), np.int32)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            cx, cy = base[:, 0] + dx, base[:, 1] + dy
            number = perm[(perm[cx & MASK] + cy) & MASK]
            near = jitter[number]
            d = np.hypot(cx + near[:, 0] - points[:, 0], cy + near[:, 1] - points[:, 1])
            d = d.astype(np.float32)
            closer = d < f1
            f2 = np.where(closer, f1, np.minimum(f2, d))
            ident = np.where(closer, number, ident)
            f1 = np.where(closer, d, f1)
    return f1, f2, ident


def step(low: float, high: float, value: np.ndarray) -> np.ndarray:
    """Smooth 0..1 between two edges."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, t: np.ndarray) -> np.ndarray:
    """Blend colours a and b ((3,) or (n, 3)) by t (n,)."""
    t = np.clip(np.asarray(t), 0, 1)[:, None]
    return np.asarray(a) * (1 - t) + np.asarray(b) * t

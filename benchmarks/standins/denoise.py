"""Takes the grain of few samples out of traced light, and leaves texture alone.

Light is divided by the surface's own colour, smoothed across pixels of like depth and
facing (an a-trous filter with edge-stopping weights), and multiplied back. It invents
no detail.
"""

import numpy as np

KERNEL = np.array([1, 4, 6, 4, 1]) / 16


def smooth(light, albedo, normal, depth, rounds: int = 3) -> np.ndarray:
    """(h, w, 3) light with less grain; sky (depth 0) is kept as it is."""
    light, albedo, normal, depth = (a.astype(np.float32) for a in (light, albedo, normal, depth))
    solid = depth > 0
    base = albedo + 0.03
    shine = light / base
    # a lone spark may not outshine the brightest but one of its neighbours
    for _ in range(2):
        around = np.stack([np.roll(shine, s, (0, 1)) for s in ((0, 1), (0, -1), (1, 0), (-1, 0))])
        shine = np.minimum(shine, np.sort(around, axis=0)[2] * 1.4 + 1e-4)
    for k in range(rounds):
        reach = 2**k
        total = np.zeros_like(shine)
        weight = np.zeros(depth.shape, np.float32)
        level = np.log(shine.mean(2) + 1e-3)
        for dy in range(-2, 3):
            for dx in range(-2, 3):
                move = (dy * reach, dx * reach)
                other = np.roll(shine, move, (0, 1))
                like = (np.roll(normal, move, (0, 1)) * normal).sum(2).clip(0, 1) ** 24
                gap = abs(np.roll(depth, move, (0, 1)) - depth) / (0.02 * depth + 1e-3)
                tone = abs(np.roll(level, move, (0, 1)) - level) / (0.6 / (k + 1))
                w = KERNEL[dy + 2] * KERNEL[dx + 2] * like * np.exp(-gap - tone**2)
                w = w * np.roll(solid, move, (0, 1))
                total += other * w[..., None]
                weight += w
        shine = np.where((weight > 1e-4)[..., None], total / np.maximum(weight, 1e-4)[..., None], shine)
    return np.where(solid[..., None], shine * base, light)

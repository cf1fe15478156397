"""A column of smoke laid into the linear picture after tracing, behind near things."""

import numpy as np
from scipy.ndimage import gaussian_filter

from noise import fbm, step


def column(at: float, foot: float, seed: int):
    """A change for Scene.after: smoke rising from (at, foot) in shares of the picture."""

    def change(light: np.ndarray, depth: np.ndarray, _scene) -> np.ndarray:
        h, w, _ = light.shape
        yy, xx = np.mgrid[0:h, 0:w]
        up = np.maximum(0, foot - yy / h)  # share of the height above the foot
        x = xx / w
        p = np.column_stack([x.ravel() * 9, (yy / w).ravel() * 9])
        swirl = fbm(p, 4, seed).reshape(h, w)
        swirl2 = fbm(p + 40, 4, seed + 1).reshape(h, w)
        lean = at + 0.20 * up**1.35 + 0.05 * swirl * up**0.5
        width = 0.012 + 0.14 * up**0.85 + 0.05 * swirl2 * up**0.6
        across = (x - lean) / np.maximum(width, 0.004)
        q = np.column_stack([(x * 22 + swirl * 1.4).ravel(), (yy / w * 22 + swirl2 * 1.4).ravel()])
        puff = fbm(q, 6, seed + 2).reshape(h, w)
        dense = step(0.0, 0.75, 1 - across**2 * 0.8 + 0.9 * puff) * step(0.0, 0.012, up)
        dense = dense * (1 - 0.75 * step(0.25, 0.62, up + 0.12 * swirl))
        shade = gaussian_filter(puff, w / 300) - gaussian_filter(np.roll(puff, (-w // 120, w // 90), (0, 1)), w / 300)
        tone = 0.055 + 0.10 * up + 0.12 * np.clip(shade * 2.2 + 0.15, 0, 1)
        grey = tone[..., None] * np.array([1.0, 0.95, 0.90])
        behind = (depth <= 0) | (depth > 75)
        a = (gaussian_filter(dense * 0.97, 0.7) * gaussian_filter(behind.astype(float), 0.6))[..., None]
        return light * (1 - a) + grey * a

    return change

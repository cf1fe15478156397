"""Ground, stones, dry plants and far hills.

The ground is a function of the place (x, y) only; the grid that samples it follows the
camera, so that detail is even on the picture. No vehicles, no buildings.
"""

from dataclasses import dataclass, field

import numpy as np

from mesh import Mesh, grid_faces, icosphere, merged, tube
from noise import cells, fbm, mix, noise, step

SAND = ((0.50, 0.36, 0.235), (0.40, 0.28, 0.175), (0.585, 0.45, 0.315))
GREY = ((0.42, 0.35, 0.27), (0.31, 0.255, 0.20), (0.53, 0.46, 0.37))
RED = ((0.46, 0.26, 0.145), (0.36, 0.19, 0.105), (0.56, 0.36, 0.22))


@dataclass
class Land:
    """Heights and colours of one place."""

    seed: int
    palette: tuple = SAND
    rough: float = 1.0
    stony: float = 0.5
    hills: float = 25.0
    mounds: list = field(default_factory=list)  # (x, y, radius, height)
    ruts: list = field(default_factory=list)  # polylines [(x, y), ...] of wheel pairs
    burns: list = field(default_factory=list)  # (x, y, radius)
    channel: tuple | None = None  # a wadi: (y centre, half width, depth)
    _last: tuple = (None, None)

    def height(self, p: np.ndarray, fine: bool = True) -> np.ndarray:
        """Metres above the place's zero at (n, 2) points."""
        far = np.hypot(p[:, 0], p[:, 1])
        z = 0.35 * self.rough * fbm(p / 14, 3, self.seed)
        z += 0.07 * self.rough * fbm(p / 1.7, 3, self.seed + 7)
        z += step(140, 600, far) * self.hills * np.maximum(
            0, fbm(p / 300, 6, self.seed + 11) + 0.15
        ) * 1.6
        for x, y, r, h in self.mounds:
            d = np.hypot(p[:, 0] - x, p[:, 1] - y) / r
            lumps = 1 + 0.5 * fbm(p * 1.6, 4, self.seed + 5)
            z += h * np.exp(-(d**2) * 2.2) * lumps
        if self.channel:
            y0, hw, depth = self.channel
            bend = y0 + 3 * np.sin(p[:, 0] / 17) + 1.2 * noise(p / 6, self.seed + 3)
            d = abs(p[:, 1] - bend)
            z -= depth * (1 - step(hw * 0.72, hw * 1.12, d))
        if fine:
            z += 0.022 * self.rough * fbm(p * 3.1, 4, self.seed + 21)
            z += self._pebbles(p)[0]
        for rut in self.ruts:
            depth, _ = self._rut(p, rut)
            z -= depth
        return z

    def _pebbles(self, p: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        if self._last[0] is not p:  # height and colour ask for the same points
            self._last = (p, self._lay_pebbles(p))
        return self._last[1]

    def _lay_pebbles(self, p: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        bump = np.zeros(len(p), np.float32)
        cover = bump.copy()
        tone = bump.copy()
        patch = step(-0.25, 0.35, fbm(p / 2.3, 3, self.seed + 31))
        for size, share in ((0.19, 0.3), (0.085, 0.45), (0.045, 0.5)):
            f1, _, ident = cells(p / size, self.seed + int(size * 1000))
            lot = (ident * 0.61803) % 1
            radius = 0.42 * (0.35 + 0.65 * ((ident * 0.37) % 1))
            here = (lot < share * self.stony * (0.35 + patch)) & (f1 < radius)
            dome = np.where(here, np.sqrt(np.maximum(0, 1 - (f1 / radius) ** 2)), 0)
            bump = np.maximum(bump, dome * radius * size * 0.6)
            cover = np.maximum(cover, step(0.1, 0.5, dome))
            tone = np.where(here, (ident * 0.731) % 1, tone)
        return bump, cover, tone

    def _rut(self, p: np.ndarray, line) -> tuple[np.ndarray, np.ndarray]:
        pts = np.asarray(line, float)
        best = np.full(len(p), 1e9)
        along = np.zeros(len(p))
        run = 0.0
        for a, b in zip(pts[:-1], pts[1:]):
            ab = b - a
            length = np.hypot(*ab)
            t = np.clip(((p - a) @ ab) / length**2, 0, 1)
            d = np.hypot(*(p - (a + t[:, None] * ab)).T)
            along = np.where(d < best, run + t * length, along)
            best = np.minimum(best, d)
            run += length
        best = best + 0.12 * noise(p / 2.5, self.seed + 41)
        wheel = abs(abs(best) - 0.95)
        inside = 1 - step(0.14, 0.24, wheel)
        tread = 0.5 + 0.5 * np.sin(along * 2 * np.pi / 0.16 + wheel * 18)
        ridge = np.exp(-(((wheel - 0.28) / 0.09) ** 2))
        faint = 0.55 + 0.45 * noise(p / 1.9, self.seed + 43)
        return (inside * (0.035 + 0.014 * tread) - 0.02 * ridge) * faint, inside * faint

    def colour(self, p: np.ndarray) -> np.ndarray:
        """Linear RGB at (n, 2) points."""
        base, dark, light = self.palette
        c = mix(base, light, step(-0.3, 0.5, fbm(p / 5, 5, self.seed + 51)))
        c = mix(c, dark, 0.75 * step(0.0, 0.55, fbm(p / 1.1 + 9, 5, self.seed + 53)))
        c *= (1 + 0.22 * fbm(p * 7, 4, self.seed + 55))[:, None]
        c *= (1 + 0.24 * fbm(p * 34, 2, self.seed + 56))[:, None]
        _, cover, tone = self._pebbles(p)
        stone = mix((0.16, 0.125, 0.10), (0.44, 0.38, 0.31), tone)
        c = c * (1 - 0.75 * cover[:, None]) + stone * 0.75 * cover[:, None]
        for rut in self.ruts:
            _, inside = self._rut(p, rut)
            c = mix(c, np.asarray(light) * 1.02, 0.5 * inside)
        for x, y, r in self.burns:
            d = np.hypot(p[:, 0] - x, p[:, 1] - y) / r
            d = d + 0.45 * fbm(p / 1.3, 5, self.seed + 61)
            c = mix(c, (0.022, 0.02, 0.019), 0.93 * (1 - step(0.45, 1.05, d)))
            ash = step(0.15, 0.4, fbm(p * 1.4, 4, self.seed + 63))
            c = mix(c, (0.34, 0.32, 0.30), 0.6 * ash * (1 - step(0.3, 0.8, d)))
        if self.channel:
            y0, hw, _ = self.channel
            bend = y0 + 3 * np.sin(p[:, 0] / 17)
            bed = 1 - step(hw * 0.6, hw * 0.95, abs(p[:, 1] - bend))
            c = mix(c, np.asarray(light) * (1.05, 1.07, 1.1), 0.65 * bed)
        return np.clip(c, 0.01, 0.9)

    def at(self, x: float, y: float) -> float:
        """Height of one point, without the finest grain."""
        return float(self.height(np.array([[x, y]]), fine=False)[0])

    def mesh(self, eye, heading: float, fov: float, detail: float) -> list[Mesh]:
        """A fan of ground under the camera's view, and coarse ground all round."""
        rows, cols = int(1150 * detail), int(1400 * detail)
        half = np.radians(fov / 2 + 9)
        r = np.geomspace(0.9, 2500, rows)
        # most rows where the picture spends its pixels: 3 m to 60 m
        u = np.linspace(0, 1, rows)
        r = np.interp(u, [0, 0.06, 0.8, 0.93, 1], np.log([0.9, 2.2, 45, 250, 2500]))
        r = np.exp(r)
        a = np.radians(heading) + np.linspace(half, -half, cols)
        fan = self._polar(eye, r, a)
        ring = self._polar(eye, np.geomspace(0.5, 900, 120), np.linspace(0, -6.3, 160))
        ring.v[:, 2] -= 0.35 + 0.02 * np.hypot(ring.v[:, 0] - eye[0], ring.v[:, 1] - eye[1])
        return [fan, ring]

    def _polar(self, eye, r: np.ndarray, a: np.ndarray) -> Mesh:
        x = eye[0] + r[:, None] * np.cos(a)[None]
        y = eye[1] + r[:, None] * np.sin(a)[None]
        p = np.column_stack([x.ravel(), y.ravel()])
        v = np.column_stack([p, self.height(p)])
        # beyond what the grid can hold, only broad tones
        base, _, light = self.palette
        broad = mix(np.multiply(base, 0.86), light, step(-0.3, 0.6, fbm(p / 60, 4, self.seed + 57)))
        far = step(45, 160, np.repeat(r, len(a)))
        c = mix(self.colour(p), broad * 0.85, far)
        return Mesh(v, grid_faces(len(r), len(a))[:, ::-1], c, "matte")


def rock(seed: int, level: int = 3) -> Mesh:
    """An angular stone of about unit radius."""
    v, f = icosphere(level)
    rng = np.random.default_rng(seed)
    for _ in range(9):  # plane cuts make facets
        n = rng.normal(size=3)
        n /= np.linalg.norm(n)
        over = np.maximum(0, v @ n - rng.uniform(0.55, 0.8))
        v = v - over[:, None] * n * 0.9
    v = v * (1 + 0.13 * fbm(v * 1.7, 4, seed)[:, None])
    return Mesh(v * rng.uniform([0.8, 0.7, 0.45], [1.25, 1.0, 0.8]), f)


def stones(land: Land, count: int, box, size, seed: int, tint=None) -> Mesh:
    """Stones strewn over box (x0, x1, y0, y1); size (least, largest) radius."""
    rng = np.random.default_rng(seed)
    kinds = [[rock(seed * 100 + k, lv) for k in range(10)] for lv in (1, 2, 3)]
    p = rng.uniform([box[0], box[2]], [box[1], box[3]], (count * 3, 2))
    keep = fbm(p / 4, 3, seed) + rng.normal(0, 0.25, len(p)) > 0.02
    p = p[keep][:count]
    z = land.height(p, fine=False)
    r = size[0] * (size[1] / size[0]) ** (rng.random(len(p)) ** 3.2)
    parts = []
    base = np.asarray(tint if tint is not None else (0.34, 0.265, 0.20))
    for (x, y), h, s in zip(p, z, r):
        level = 0 if s < 0.06 else 1 if s < 0.16 else 2
        m = kinds[level][rng.integers(10)]
        m = m.turned(rng.uniform(0, 360), rng.uniform(-25, 25), rng.uniform(-25, 25))
        c = base * rng.uniform(0.55, 1.3) * rng.uniform(0.93, 1.07, 3)
        v = m.v * s
        grain = 1 + 0.2 * noise(v * 14 + x, seed)
        top = step(-0.2, 0.7, v[:, 2] / s)
        colours = mix(np.asarray(land.palette[0]) * 0.9, c, top) * grain[:, None]
        parts.append(Mesh(v + (x, y, h + s * 0.12), m.f, colours, "matte"))
    return merged(parts)[0]


def tussock(rng: np.random.Generator, size: float = 0.4, dry: float = 1.0) -> Mesh:
    """A clump of dry grass."""
    parts_v, parts_f = [], []
    n = 70
    lean = rng.normal(0, 0.5, (n, 2))
    root = rng.normal(0, 0.09 * size, (n, 2))
    for i in range(n):
        t = np.linspace(0, 1, 5)
        length = size * rng.uniform(0.5, 1.1)
        path = np.column_stack(
            [
                root[i, 0] + lean[i, 0] * t**1.7 * length,
                root[i, 1] + lean[i, 1] * t**1.7 * length,
                length * (t - 0.25 * t**2.5 * np.hypot(*lean[i])),
            ]
        )
        side = np.array([-lean[i, 1], lean[i, 0], 0])
        side = side / max(np.linalg.norm(side), 0.01) * 0.006 * (1.1 - t)[:, None]
        v = np.stack([path - side, path + side], 1).reshape(-1, 3)
        parts_f.append(grid_faces(5, 2) + 10 * i)
        parts_v.append(v)
    v = np.concatenate(parts_v)
    tone = np.repeat(rng.uniform(0.6, 1.2, n), 10)[:, None]
    c = mix((0.30, 0.26, 0.12), (0.52, 0.43, 0.24), np.full(len(v), dry)) * tone
    return Mesh(v, np.concatenate(parts_f), c, "leaf")


def bush(rng: np.random.Generator, size: float = 0.8, leaves: int = 900) -> list[Mesh]:
    """A thorny shrub or a small flat-topped tree (size over 2)."""
    parts, tips = [], []

    def grow(start, way, length, radius, depth):
        steps = 5
        path = [start]
        w = way
        for _ in range(steps):
            w = w + rng.normal(0, 0.22, 3)
            w[2] += 0.05
            w = w / np.linalg.norm(w)
            path.append(path[-1] + w * length / steps)
        parts.append(tube(path, np.linspace(radius, radius * 0.6, steps + 1), 5))
        if depth == 0:
            tips.extend(path[2:])
            return
        for _ in range(rng.integers(2, 4) + (depth > 2)):
            spread = w + rng.normal(0, 0.65, 3) * (1, 1, 0.55)
            spread[2] = max(spread[2], -0.05)
            grow(
                path[rng.integers(2, steps + 1)],
                spread / np.linalg.norm(spread),
                length * rng.uniform(0.55, 0.85),
                radius * 0.55,
                depth - 1,
            )

    stems = 1 if size > 2 else 5
    for _ in range(stems):
        way = np.array([*rng.normal(0, 0.1 if size > 2 else 0.6, 2), 1.0])
        grow(np.zeros(3), way / np.linalg.norm(way), size * 0.42, size * 0.028, 3)
    wood = merged(parts)[0].colour((0.20, 0.155, 0.115))
    wood.material = "matte"
    tips = np.array(tips)
    pick = tips[rng.integers(len(tips), size=leaves)]
    at = pick + rng.normal(0, 0.06 * size**0.5, (leaves, 3))
    a = rng.normal(size=(leaves, 3)) * 0.022 * size**0.5
    b = rng.normal(size=(leaves, 3)) * 0.012 * size**0.5
    v = np.stack([at, at + a, at + b], 1).reshape(-1, 3)
    tone = np.repeat(rng.uniform(0.5, 1.3, leaves), 3)[:, None]
    c = np.array([[0.20, 0.20, 0.085]]) * tone
    return [wood, Mesh(v, np.arange(len(v)).reshape(-1, 3), c, "leaf")]


def plants(land: Land, spots, seed: int) -> list[Mesh]:
    """Plants at spots (x, y, kind, size), kind one of grass, bush."""
    rng = np.random.default_rng(seed)
    out: list[Mesh] = []
    for x, y, kind, size in spots:
        made = [tussock(rng, size)] if kind == "grass" else bush(
            rng, size, int(900 * max(1, size) ** 1.6)
        )
        z = land.at(x, y)
        turn = rng.uniform(0, 360)
        out += [m.turned(turn).moved(x, y, z - 0.02) for m in made]
    return out


def strewn(count: int, box, seed: int, kind: str = "grass", size=(0.2, 0.5)) -> list:
    """Spots for plants, in clusters."""
    rng = np.random.default_rng(seed)
    p = rng.uniform([box[0], box[2]], [box[1], box[3]], (count * 4, 2))
    p = p[fbm(p / 7, 3, seed) > 0.05][:count]
    return [(x, y, kind, rng.uniform(*size)) for x, y in p]

"""Wheeled vehicles: a mine-resistant 4x4, trucks (whole or burnt out), pick-ups.

x is forward, z is up from the ground, the origin is under the middle. Generic shapes of
their classes; no maker's model is measured.
"""

import numpy as np

from helicopter import wheel
from mesh import Mesh, box, loft, merged, prism, tube
from noise import fbm, mix, noise, step

DUST = (0.46, 0.355, 0.245)


def paint(base, seed: int, *, dust=0.4, burnt=0.0, two=None):
    """Painted steel with dust from below, scratches, and fire where burnt (0..1)."""

    def recipe(v: np.ndarray) -> np.ndarray:
        c = np.tile(np.asarray(base, float), (len(v), 1))
        if two is not None:
            c = mix(c, two, step(-0.02, 0.06, fbm(v / 1.4, 3, seed + 9)))
        c *= (1 + 0.18 * fbm(v * 3, 5, seed))[:, None]
        streak = fbm(v * (4, 4, 0.6), 4, seed + 1)
        c = mix(c, c * 0.5, 0.75 * step(0.05, 0.5, streak))
        grime = step(0.05, 0.5, fbm(v / 0.7, 5, seed + 11))
        c = mix(c, (0.10, 0.08, 0.06), 0.4 * grime)
        low = 1 - step(0.3, 1.7, v[:, 2] + 0.35 * fbm(v * 1.5, 4, seed + 2))
        up = step(-0.25, 0.5, fbm(v * 1.9, 5, seed + 3))
        c = mix(c, DUST, np.clip(dust * (0.25 + 0.9 * low + 0.5 * up), 0, 0.9))
        chip = step(0.28, 0.38, fbm(v * 7, 4, seed + 4))
        c = mix(c, (0.13, 0.085, 0.055), 0.65 * chip)
        mud = step(0.0, 0.35, fbm(v * 2.6, 5, seed + 12)) * (1 - step(0.5, 1.5, v[:, 2]))
        c = mix(c, (0.27, 0.19, 0.12), 0.7 * mud * min(1, dust * 2))
        if burnt:
            g = fbm(v * 1.7, 5, seed + 5)
            rust = mix((0.20, 0.085, 0.04), (0.36, 0.19, 0.10), step(-0.3, 0.4, fbm(v * 4, 5, seed + 6)))
            ash = mix((0.03, 0.027, 0.025), (0.40, 0.37, 0.34), step(0.0, 0.5, fbm(v * 2.3, 5, seed + 7)))
            fire = mix(rust, ash, step(-0.1, 0.25, g))
            fire = mix(fire, (0.02, 0.018, 0.017), step(0.12, 0.5, fbm(v * 1.1 + 3, 4, seed + 8)))
            c = mix(c, fire, step(0.05, 0.3, burnt * 1.25 - 0.25 + 0.6 * noise(v / 1.3, seed + 10)))
        return c

    return recipe


def finished(parts: list[Mesh], recipe, *, dents=0.0, seed=0, h=0.06) -> list[Mesh]:
    """Paint what has no colour yet, dent everything, one mesh a material."""
    out = []
    for m in parts:
        if m.c is None:
            m = m.refined(h).paint(recipe)
        if dents:
            push = fbm(m.v / 0.5, 3, seed + 70)[:, None] * (1, 1, 0.7) * dents
            m = Mesh(m.v + push, m.f, m.c, m.material)
        out.append(m)
    return merged(out)


def pane(size, centre, tilt=0.0, lean=0.0) -> list[Mesh]:
    """Dark armoured glass in a raised frame; the thin side of size faces out."""
    thin = int(np.argmin(size))
    frame = np.array(size, float) + 0.11
    frame[thin] = size[thin] * 0.7
    glass = box(size, (0, 0, 0), 0.012, 0.08).colour((0.014, 0.02, 0.02)).of("glass")
    rim = box(frame, (0, 0, 0), 0.012, 0.06)
    return [m.turned(0, tilt, lean).moved(*centre) for m in (glass, rim)]


def fender(x, z, inner, outer, y, half) -> Mesh:
    """An arched mudguard over a wheel whose middle is at x, z."""
    rings = []
    for t in np.linspace(0.06, np.pi - 0.06, 40):
        flare = 0.06 * abs(np.cos(t)) ** 3
        corner = [(inner, -half), (inner, half), (outer - 0.02, half), (outer, half - 0.03), (outer, -half + 0.03), (outer - 0.02, -half)]
        rings.append([(x + (r + flare) * np.cos(t), y + dy, z + r * np.sin(t)) for r, dy in corner])
    return loft(np.array(rings))


def wheels_at(xs, track, radius, width, *, tyre=True, seed=0, gone=(), flat=0.0) -> list[Mesh]:
    """Wheels on axles at xs; gone lists (axle, side) left off."""
    parts = []
    for a, x in enumerate(xs):
        parts.append(tube([[x, -track, radius * 0.98], [x, track, radius * 0.98]], 0.09, 12).colour((0.07, 0.06, 0.05)))
        for side in (1, -1):
            if (a, side) in gone:
                continue
            for m in wheel(radius, width, tyre=tyre, seed=seed + a * 2 + side, flat=flat):
                m = m if side > 0 else m.mirrored()
                parts.append(m.moved(x, side * track, radius * (1 if tyre else 0.7)))
    return parts


def mrap(seed=1, *, base=(0.36, 0.285, 0.185), dust=0.45, door_open=False, flat=0.0, burnt=0.0) -> list[Mesh]:
    """A mine-resistant 4x4: V hull, high cab, armoured glass, spare wheel at the side."""
    parts: list[Mesh] = []

    def lean(x, z):
        return 1.0 - 0.13 * max(0.0, z - 1.75) / 1.0

    cab = [(-2.75, 1.12), (0.95, 1.12), (1.12, 1.75), (0.72, 2.66), (-2.62, 2.72), (-2.86, 1.75)]
    parts.append(prism(cab, 1.16, lean=lean, h=0.07))
    hood = [(0.8, 0.95), (2.55, 0.98), (2.62, 1.42), (2.35, 1.62), (1.05, 1.82)]
    parts.append(prism(hood, 0.86, lean=lambda x, z: 1 - 0.1 * (z > 1.5), h=0.07))
    # V hull: narrow keel under the cab
    keel = prism([(-2.6, 0.62), (1.0, 0.62), (1.0, 1.16), (-2.75, 1.16)], 1.1, lean=lambda x, z: 0.3 if z < 1 else 1.0)
    parts.append(keel)
    for y in (1, -1):
        a = np.linspace(0.12, np.pi - 0.12, 16)  # wheel arches
        for x in (1.75, -1.75):
            parts.append(fender(x, 0.62, 0.74, 0.80, y * 0.98, 0.23))
        parts.append(box((1.5, 0.3, 0.05), (-0.05, y * 1.2, 0.78), 0.015))
        for x in (-0.4, 0.4):
            parts.append(tube([[x, y * 1.0, 1.1], [x, y * 1.24, 0.8]], 0.025, 8))
        tilt = -9 * y
        for x, w in ((0.35, 0.72), (-0.75, 0.62), (-1.85, 0.62)):
            parts += pane((w, 0.06, 0.44), (x, y * 1.115, 2.16), lean=tilt)
        for x in (0.36, -0.2):
            parts.append(box((0.03, 0.025, 1.35), (x + 0.5, y * 1.15, 1.85), 0.01).turned(0, 0, 0))
        parts.append(box((0.14, 0.05, 0.04), (-0.02, y * 1.19, 1.72), 0.015).colour((0.04, 0.04, 0.04)))
        for z in (1.4, 2.45):
            parts.append(box((0.12, 0.07, 0.07), (0.85, y * (1.17 - 0.1 * (z > 2)), z), 0.02))
        for x in (-0.75, -1.85):  # firing ports
            parts.append(tube([[x, y * 1.15, 1.78], [x, y * 1.2, 1.78]], 0.075, 16).colour((0.1, 0.09, 0.07)))
        parts.append(tube([[1.0, y * 1.05, 2.1], [1.25, y * 1.38, 2.1]], 0.02, 8))
        parts.append(box((0.07, 0.2, 0.36), (1.27, y * 1.42, 2.1), 0.03))
        parts.append(box((0.09, 0.24, 0.17), (2.6, y * 0.62, 1.2), 0.03).colour((0.45, 0.45, 0.43)).of("glass"))
        parts.append(box((0.12, 0.34, 0.27), (2.57, y * 0.62, 1.2), 0.04))
        parts.append(tube([[-2.6, y * 0.98, 2.75], [0.4, y * 0.98, 2.75]], 0.022, 8))
    for y in (0.5, -0.5):
        parts += pane((0.06, 0.86, 0.56), (0.965, y, 2.17), tilt=-23.0)
    for k in range(9):
        parts.append(box((0.05, 0.055, 0.4), (2.6, -0.4 + 0.1 * k, 1.22), 0.015).colour((0.035, 0.033, 0.03)))
    parts.append(box((0.24, 2.05, 0.26), (2.78, 0, 0.82), 0.05))
    parts.append(box((0.2, 0.7, 0.2), (2.95, 0, 0.86), 0.05).colour((0.06, 0.055, 0.05)))
    for y in (0.75, -0.75):
        parts.append(box((0.2, 0.08, 0.16), (2.98, y, 0.75), 0.03).colour((0.3, 0.1, 0.06)))
    ring = np.linspace(0, 2 * np.pi, 30)
    parts.append(tube(np.column_stack([-0.4 + 0.48 * np.cos(ring), 0.48 * np.sin(ring), np.full(30, 2.76)]), 0.05, 8))
    parts.append(box((0.75, 0.7, 0.08), (-1.05, 0, 2.95), 0.03).turned(0, 0, 0))
    for y in (0.55, -0.55):
        parts.append(box((0.95, 0.04, 0.42), (-0.4, y, 2.95), 0.015).turned(0, 0, 0))
    parts.append(box((0.04, 0.9, 0.42), (0.08, 0, 2.95), 0.015))
    parts.append(tube([[-2.5, 0.9, 2.7], [-2.6, 0.95, 3.9], [-2.9, 1.0, 4.9]], [0.016, 0.012, 0.006], 6).colour((0.03, 0.03, 0.03)))
    for m in wheel(0.58, 0.34, seed=seed + 20):
        parts.append(m.turned(0, 0, 0).moved(-1.1, 1.36, 1.72))
    parts.append(box((0.06, 1.3, 1.35), (-2.84, 0, 1.75), 0.03))
    parts += pane((0.05, 0.42, 0.34), (-2.87, 0.3, 2.2))
    if door_open:
        door = [box((0.9, 0.09, 1.4), (-0.45, 0, 0), 0.03)]
        door += pane((0.55, 0.06, 0.4), (-0.45, -0.03, 0.33))
        parts += [m.turned(-62).moved(0.85, -1.2, 1.84) for m in door]
        parts.append(box((0.86, 0.02, 1.35), (0.36, -1.145, 1.84), 0.008).turned(0, 0, 0).colour((0.01, 0.01, 0.01)).of("matte"))
    parts += wheels_at((1.75, -1.75), 0.98, 0.6, 0.36, seed=seed, flat=flat)
    return finished(parts, paint(base, seed, dust=dust, burnt=burnt), seed=seed, h=0.04)


def truck(seed=1, *, base=(0.13, 0.14, 0.085), burnt=1.0, dust=0.3, cover=False, gone=(), dents=0.05) -> list[Mesh]:
    """A six-wheel bonneted lorry with a flat bed; burnt loses tyres, glass and planks."""
    parts: list[Mesh] = []
    tyre = burnt < 0.5
    z0 = 0.0 if tyre else -0.17
    for y in (0.42, -0.42):
        parts.append(box((7.0, 0.09, 0.26), (-0.3, y, 1.0), 0.02, 0.1))
    for x in (-3.6, -2.2, -0.8, 0.6):
        parts.append(box((0.12, 0.8, 0.16), (x, 0, 1.0), 0.02))
    hood = [(1.75, 1.12), (3.55, 1.1), (3.62, 1.62), (3.4, 1.86), (1.75, 2.0)]
    parts.append(prism(hood, 0.66, h=0.07, lean=lambda x, z: 1 - 0.12 * (z > 1.7)))
    for y in (1, -1):
        a = np.linspace(0.0, np.pi, 14)
        parts.append(fender(2.75, 0.75, 0.72, 0.79, y * 0.93, 0.27))
        parts.append(tube([[3.62, y * 0.86, 1.32], [3.74, y * 0.86, 1.32]], 0.13, 20).colour((0.05, 0.04, 0.035)))
    for k in range(8):
        parts.append(box((0.04, 0.05, 0.55), (3.63, -0.38 + 0.11 * k, 1.42), 0.012).colour((0.05, 0.04, 0.035)))
    parts.append(box((0.18, 2.3, 0.22), (3.85, 0, 0.95), 0.04))
    # cab as posts and panels, so that burnt windows are holes
    for y in (1, -1):
        parts.append(box((1.45, 0.06, 0.85), (0.98, y * 1.1, 1.62), 0.025))
        for x, tilt in ((1.68, -12), (0.95, 0), (0.27, 0)):
            parts.append(box((0.09, 0.07, 0.82), (0, 0, 0), 0.02).turned(0, tilt).moved(x - (0.07 if tilt else 0), y * 1.08, 2.38))
        if tyre:
            parts.append(box((1.2, 0.02, 0.62), (0.95, y * 1.07, 2.36), 0.008).colour((0.02, 0.025, 0.026)).of("glass"))
    parts.append(box((1.5, 2.22, 0.1), (0.92, 0, 2.8), 0.05))
    parts.append(box((0.07, 2.18, 1.6), (0.27, 0, 1.98), 0.02))
    parts.append(box((0.07, 2.2, 0.85), (1.7, 0, 1.62), 0.02))
    parts.append(box((1.3, 2.0, 0.12), (0.9, 0, 1.2), 0.02))
    parts.append(tube([[1.62, 0, 2.0], [1.6, 0, 2.75]], 0.035, 8))
    if tyre:
        parts.append(box((0.03, 1.95, 0.62), (0, 0, 0), 0.01).turned(0, -12).moved(1.62, 0, 2.36).colour((0.02, 0.025, 0.026)).of("glass"))
    # bed
    parts.append(box((3.9, 2.4, 0.1), (-2.0, 0, 1.32), 0.02, 0.08))
    for y in (1, -1):
        for z in ((1.5, 1.75) if tyre else (1.5,)):
            parts.append(box((3.9, 0.05, 0.2), (-2.0, y * 1.18, z), 0.015))
        for x in np.linspace(-3.9, -0.1, 5):
            parts.append(box((0.07, 0.06, 0.75), (x, y * 1.2, 1.65), 0.015))
    for x in (-3.93, -0.08):
        parts.append(box((0.05, 2.36, 0.45), (x, 0, 1.6), 0.015))
    for x in np.linspace(-3.8, -0.3, 4):
        a = np.linspace(0, np.pi, 24)
        sag = 1.0 if tyre else 0.75 + 0.2 * np.sin(7 * x)
        hoop = np.column_stack([x + 0.05 * np.sin(3 * a), 1.18 * np.cos(a), 2.0 + 1.0 * sag * np.sin(a) ** 0.6])
        parts.append(tube(hoop, 0.028, 8))
    if cover:
        a = np.linspace(0, np.pi, 60)
        xs = np.linspace(-3.95, -0.15, 120)
        from mesh import grid_faces

        g = np.array([[x, 1.21 * np.cos(t), 1.75 + 1.32 * np.sin(t) ** 0.45] for x in xs for t in a])
        g[:, 2] -= 0.06 * np.sin((g[:, 0] + 0.3) * 2.6) ** 2 * step(0.3, 1, np.sin(np.tile(a, 120)))
        g += 0.03 * fbm(g * 2.2, 4, seed)[:, None]
        m = Mesh(g, grid_faces(120, 60))
        m.c = mix((0.16, 0.165, 0.10), DUST, 0.35 + 0.5 * fbm(g * 1.5, 4, seed + 2))
        parts.append(m.of("matte"))
    parts.append(tube([[-0.3, 0.95, 0.9], [0.6, 0.95, 0.9]], 0.28, 24))
    parts += [m.moved(0, 0, z0 * 0) for m in wheels_at((2.75, -1.75, -3.1), 0.95, 0.6 if tyre else 0.56, 0.36, tyre=tyre, seed=seed, gone=gone)]
    made = finished(parts, paint(base, seed, dust=dust, burnt=burnt), dents=dents, seed=seed)
    return [m.moved(0, 0, z0) for m in made]


def pickup(seed=1, *, base=(0.52, 0.47, 0.38), burnt=0.0, dust=0.45, gun=False, load=True) -> list[Mesh]:
    """A double-cab pick-up, with bed rails, load, and a mount for a gun if asked."""
    parts: list[Mesh] = []
    tyre = burnt < 0.5
    low = [(-2.56, 0.66), (-2.5, 0.56), (-2.0, 0.5), (1.9, 0.47), (2.42, 0.52), (2.56, 0.68), (2.58, 0.88),
           (2.52, 1.02), (2.36, 1.1), (2.0, 1.15), (1.5, 1.19), (0.98, 1.24), (-0.85, 1.24), (-0.9, 1.17), (-2.54, 1.17), (-2.6, 1.1)]

    def plan(x, z):
        return (1 - 0.12 * max(0.0, x - 1.7) ** 2) * (0.93 if z < 0.6 else 0.965 if z > 1.14 else 1.0)

    parts.append(prism(low, 0.9, h=0.06, lean=plan))
    roof = [(0.98, 1.22), (0.66, 1.48), (0.36, 1.69), (0.14, 1.77), (-0.3, 1.79), (-0.7, 1.755), (-0.82, 1.6), (-0.92, 1.22)]

    def lean(x, z):
        return 0.97 - 0.16 * max(0.0, z - 1.25) / 0.5

    parts.append(prism(roof, 0.87, lean=lean, h=0.05))
    dark = (0.016, 0.02, 0.022)
    glass = "glass" if tyre else "matte"
    if not tyre:
        dark = (0.008, 0.008, 0.008)
    for y in (1, -1):
        g = [(0.72, 1.25), (0.22, 1.66), (-0.12, 1.67), (-0.12, 1.25)]
        parts.append(prism(g, 0.872, lean=lean).colour(dark).of(glass))
        g = [(-0.2, 1.25), (-0.2, 1.67), (-0.62, 1.67), (-0.74, 1.25)][::-1]
        parts.append(prism(g, 0.872, lean=lean).colour(dark).of(glass))
        for x in (-1.55, 1.55):
            a = np.linspace(0, np.pi, 18)
            parts.append(fender(x, 0.42, 0.42, 0.47, y * 0.86, 0.07))
            dk = tube([[x, y * 0.7, 0.46], [x, y * 0.904, 0.46]], 0.4, 40)
            parts.append(dk.colour((0.012, 0.012, 0.012)).of("matte"))
        parts.append(tube([[-2.5, y * 0.82, 1.35], [-1.0, y * 0.82, 1.35]], 0.03, 8))
        for x in (-2.45, -1.75, -1.05):
            parts.append(tube([[x, y * 0.82, 1.15], [x, y * 0.82, 1.35]], 0.025, 8))
        parts.append(box((0.1, 0.36, 0.17), (2.5, y * 0.62, 0.92), 0.04).colour((0.5, 0.5, 0.48) if tyre else dark).of(glass))
        parts.append(box((0.12, 0.22, 0.16), (0.72, y * 1.0, 1.25), 0.04))
        parts.append(box((0.16, 0.03, 0.035), (-0.05, y * 0.885, 1.05), 0.01).colour((0.06, 0.06, 0.06)))
        for x in (0.82, -0.16, -0.86):
            parts.append(box((0.012, 0.01, 0.62), (x, y * 0.882, 0.86), 0.004).colour((0.05, 0.045, 0.04)).of("matte"))
    tilt = np.degrees(np.arctan2(0.47, 0.62))
    parts.append(box((0.7, 1.42, 0.02), (0, 0, 0), 0.008).turned(0, -tilt).moved(0.685, 0, 1.482).colour(dark).of(glass))
    parts.append(box((0.06, 1.1, 0.26), (2.53, 0, 0.92), 0.02).colour((0.03, 0.03, 0.03)))
    parts.append(box((0.16, 1.75, 0.2), (2.6, 0, 0.62), 0.06))
    parts.append(box((1.55, 1.55, 0.06), (-1.72, 0, 1.165), 0.02).colour((0.05, 0.045, 0.04)))
    rng = np.random.default_rng(seed)
    if load:
        for _ in range(11):
            s = rng.uniform((0.3, 0.2, 0.18), (0.6, 0.4, 0.34))
            m = box(s, (0, 0, 0), 0.09, 0.05).turned(rng.uniform(0, 180), rng.uniform(-15, 15))
            tone = np.array([(0.22, 0.2, 0.12), (0.3, 0.24, 0.16), (0.12, 0.16, 0.2), (0.35, 0.3, 0.2)][rng.integers(4)])
            m.c = tone * (1 + 0.3 * fbm(m.v * 5, 3, seed))[:, None]
            parts.append(m.moved(rng.uniform(-2.2, -1.2), rng.uniform(-0.5, 0.5), rng.uniform(1.3, 1.6)).of("matte"))
    if gun:
        parts.append(tube([[-1.5, 0, 1.15], [-1.5, 0, 2.0]], [0.09, 0.06], 12))
        parts.append(box((0.7, 0.16, 0.2), (-1.5, 0, 2.1), 0.03).colour((0.05, 0.05, 0.05)).of("metal"))
        parts.append(tube([[-1.2, 0, 2.12], [0.15, 0, 2.2]], [0.035, 0.022], 12).colour((0.04, 0.04, 0.04)).of("metal"))
        parts.append(box((0.04, 0.7, 0.5), (-1.2, 0, 2.1), 0.02))
    parts += wheels_at((1.55, -1.55), 0.865, 0.39, 0.25, tyre=tyre, seed=seed)
    made = finished(parts, paint(base, seed, dust=dust, burnt=burnt), dents=0.04 * burnt, seed=seed)
    return [m.moved(0, 0, -0.1 * (not tyre)) for m in made]

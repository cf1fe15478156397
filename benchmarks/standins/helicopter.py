"""An attack helicopter of the tandem-cockpit, stub-wing kind, whole or wrecked.

x is forward, the main rotor's mast stands at x = 0, the wheels at z = 0. Sizes are
round numbers for a large machine of this class, not a survey of any one aircraft.
"""

import numpy as np

from mesh import Mesh, body, box, ellipsoid, loft, merged, prism, revolve, tube
from noise import fbm, mix, noise, step

GREEN = ((0.105, 0.115, 0.065), (0.27, 0.225, 0.135), (0.26, 0.33, 0.36))
SANDY = ((0.34, 0.27, 0.17), (0.16, 0.145, 0.085), (0.33, 0.38, 0.40))


def skin(scheme, seed: int, soot=None, dust: float = 0.35):
    """A recipe for Mesh.paint: two-tone camouflage, pale belly, lines, dirt, soot."""

    def recipe(v: np.ndarray) -> np.ndarray:
        one, two, belly = (np.asarray(c) for c in scheme)
        patch = step(-0.03, 0.05, fbm(v / 2.2, 3, seed))
        c = mix(one, two, patch)
        c = mix(c, belly, 1 - step(1.0, 1.12, v[:, 2] + 0.12 * noise(v / 1.1, seed + 1)))
        lines = np.minimum(
            abs((v[:, 0] + 50) % 0.93 - 0.46), abs((v[:, 2] + 0.33 * abs(v[:, 1])) % 0.71 - 0.35)
        )
        c = c * (0.62 + 0.38 * step(0.004, 0.018, lines))[:, None]
        rivet = np.sin(v[:, 0] * 2 * np.pi / 0.09) * np.sin(v[:, 2] * 2 * np.pi / 0.71)
        c = c * (1 - 0.1 * step(0.8, 1.0, rivet))[:, None]
        c = c * (1 + 0.28 * fbm(v * 2.6, 5, seed + 2))[:, None]
        streak = fbm(v * (1.1, 2, 7.5), 3, seed + 3)
        c = mix(c, c * 0.45, step(0.1, 0.6, streak) * 0.6)
        chip = step(0.3, 0.42, fbm(v * 5.5, 4, seed + 4))
        c = mix(c, (0.36, 0.35, 0.33), chip * 0.55)
        # exhaust stains run aft from the engines
        ex = np.exp(-(((v[:, 0] + 2.2) / 1.5) ** 2)) * step(2.0, 2.6, v[:, 2])
        c = mix(c, (0.03, 0.028, 0.026), 0.75 * ex)
        d = step(-0.2, 0.5, fbm(v * 1.3, 5, seed + 5)) * dust
        low = 1 - step(0.2, 1.5, v[:, 2])
        c = mix(c, (0.44, 0.34, 0.235), np.clip(d + 0.45 * low * dust * 1.6, 0, 0.85))
        if soot is not None:
            x, z, r = soot
            dist = np.hypot(v[:, 0] - x, (v[:, 2] - z) * 0.8) / r
            dist = dist + 0.5 * fbm(v / 1.1, 5, seed + 6)
            burnt = mix((0.025, 0.023, 0.022), (0.30, 0.27, 0.245), step(0.1, 0.45, fbm(v * 2.2, 5, seed + 7)))
            burnt = mix(burnt, (0.23, 0.115, 0.055), 0.7 * step(0.05, 0.4, fbm(v * 1.6 + 5, 4, seed + 8)))
            c = mix(c, burnt, 1 - step(0.75, 1.1, dist))
            c = mix(c, c * 0.3, (1 - step(1.0, 1.7, dist)) * 0.8)
        return c

    return recipe


def wheel(radius: float, width: float, *, tyre: bool = True, seed=0, flat=0.0) -> list[Mesh]:
    """A wheel about y at the origin, with lugs; burnt to the rim without tyre."""
    r, w = radius, width / 2
    parts = []
    if tyre:
        a = np.linspace(0, 2 * np.pi, 40)
        p = 3.2
        prof = np.column_stack(
            [r * 0.80 + r * 0.20 * np.sign(np.cos(a)) * abs(np.cos(a)) ** (2 / p),
             w * np.sign(np.sin(a)) * abs(np.sin(a)) ** (2 / p)]
        )
        m = revolve(prof[::-1], 220)
        ang = np.arctan2(m.v[:, 2], m.v[:, 0])
        rad = np.hypot(m.v[:, 0], m.v[:, 2])
        outer = step(0.9, 0.985, rad / r)
        tread = step(-0.1, 0.35, np.sin(ang * 34 + np.sign(m.v[:, 1]) * abs(m.v[:, 1]) / w * 2.5))
        k = 1 - 0.045 * outer * (1 - tread)
        m.v[:, [0, 2]] *= k[:, None]
        low = np.maximum(0, -m.v[:, 2] - r * (0.93 - flat))
        m.v[:, 2] += low * 0.9
        m.v[:, 1] *= 1 + 1.2 * low / r
        dirt = step(-0.3, 0.5, fbm(m.v * 4, 4, seed))
        m.c = mix((0.028, 0.027, 0.026), (0.34, 0.265, 0.185), 0.25 + 0.5 * dirt * (1 - 0.5 * outer) + 0.2 * (1 - tread))
        parts.append(m.of("rubber"))
    rim = [(r * 0.62, -w * 0.7), (r * 0.60, -w * 0.25), (r * 0.55, w * 0.2), (r * 0.5, w * 0.45),
           (r * 0.24, w * 0.40), (r * 0.22, w * 0.72), (r * 0.10, w * 0.8), (0.005, w * 0.8)]
    rim = [(r * 0.62, -w * 0.7), *rim]
    for sign in (1, -1):
        m = revolve(rim, 60).refined(0.07)
        if sign < 0:
            m = m.mirrored()
        rust = fbm(m.v * 5, 4, seed + 1)
        tone = (0.17, 0.16, 0.12) if tyre else (0.22, 0.125, 0.075)
        m.c = np.asarray(tone) * (1 + 0.5 * rust)[:, None]
        parts.append(m.of("rough"))
    lip = revolve([(r * 0.66, -w * 0.75), (r * 0.68, -w * 0.7), (r * 0.6, -w * 0.5), (r * 0.6, w * 0.5), (r * 0.68, w * 0.7), (r * 0.66, w * 0.75)], 60)
    parts.append(lip.colour((0.15, 0.12, 0.09) if tyre else (0.24, 0.13, 0.075)).of("rough"))
    for k in range(8):
        t = k * np.pi / 4
        parts.append(
            ellipsoid((0.02, 0.02, 0.02), (r * 0.36 * np.cos(t), w * 0.42, r * 0.36 * np.sin(t)), 8)
            .colour((0.1, 0.09, 0.08)).of("metal")
        )
    return parts


def blade(length: float, chord: float, droop: float, *, snap: float = 0.0, seed=0) -> Mesh:
    """A rotor blade along +x from its cuff; snap is the share left whole."""
    t = np.linspace(0, 1, 90)
    if snap:
        t = t * snap
    a = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    thick = 0.12 * np.sin(a) * (0.5 + 0.5 * np.cos(a / 2) ** 2)
    prof = np.column_stack([0.5 * np.cos(a), thick])
    rings = []
    for u in t:
        c = chord * (0.35 + 0.65 * float(step(0.05, 0.14, np.array([u]))[0]))
        x = 0.45 + u * length
        z = -droop * u**2.1
        if snap and u > snap * 0.8:
            z -= 2.2 * (u - snap * 0.8) * length * 0.35
        twist = np.radians(6 - 9 * u)
        y = prof[:, 0] * np.cos(twist) - prof[:, 1] * np.sin(twist)
        w = prof[:, 0] * np.sin(twist) + prof[:, 1] * np.cos(twist)
        rings.append(np.column_stack([np.full(24, x), y * c, z + w * c]))
    m = loft(np.array(rings))
    g = fbm(m.v * (0.5, 3, 3), 4, seed)
    m.c = mix((0.075, 0.075, 0.07), (0.30, 0.25, 0.19), 0.3 + 0.6 * g)
    tip = m.v[:, 0] > 0.45 + 0.965 * length
    m.c[tip] = (0.42, 0.33, 0.06)
    return m.of("rough")


def canopy(centre, radii) -> list[Mesh]:
    """A bubble of armoured glass with frames."""
    glass = ellipsoid(radii, centre, 60).colour((0.012, 0.017, 0.018)).of("glass")
    parts = [glass]
    c, r = np.asarray(centre), np.asarray(radii) * 1.012
    t = np.linspace(-0.25, np.pi + 0.25, 40)
    for x in (-0.62, -0.1, 0.42, 0.8):
        k = np.sqrt(1 - x * x)
        ring = c + np.column_stack([np.full(40, x * r[0]), r[1] * k * np.cos(t), r[2] * k * np.sin(t)])
        parts.append(tube(ring, 0.028, 8))
    for ang in (0.25, 1.05, np.pi - 1.05, np.pi - 0.25):
        u = np.linspace(-1.25, 1.25, 40)
        arc = c + np.column_stack([r[0] * np.sin(u), r[1] * np.cos(u) * np.cos(ang), r[2] * np.cos(u) * np.sin(ang)])
        parts.append(tube(arc, 0.024, 8))
    return parts


def stub_wing(seed: int) -> list[Mesh]:
    """The left wing with two rocket pods and rails."""
    a = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    rings = []
    for u in np.linspace(0, 1, 50):
        chord = 1.55 - 0.45 * u
        x = np.cos(a) * chord / 2 - 0.25 - 0.12 * u
        z = 2.05 - 0.62 * u + 0.13 * (1.25 - 0.4 * u) * np.sin(a) - 0.1 * np.cos(a)
        rings.append(np.column_stack([x, np.full(40, 0.75 + 2.45 * u), z]))
    parts = [loft(np.array(rings))]
    for y in (1.65, 2.45):
        z = 2.05 - 0.62 * (y - 0.75) / 2.45
        parts.append(box((0.9, 0.09, 0.28), (-0.2, y, z - 0.25), 0.02, 0.03))
        prof = [(0.005, 1.0), (0.12, 1.0), (0.2, 0.92), (0.245, 0.75), (0.25, 0.5), (0.25, -0.55), (0.2, -0.8), (0.15, -0.82), (0.005, -0.8)]
        pod = revolve(prof, 48).refined(0.06)
        pod.v = np.column_stack([pod.v[:, 1], pod.v[:, 0], pod.v[:, 2]]) + (-0.1, y, z - 0.62)
        pod.f = pod.f[:, ::-1]
        parts.append(pod)
        for ring, n in ((0.07, 6), (0.15, 12)):
            for k in range(n):
                t = 2 * np.pi * k / n
                hole = tube([[0.86, y + ring * np.cos(t), z - 0.62 + ring * np.sin(t)],
                             [0.915 - ring * 0.1, y + ring * np.cos(t), z - 0.62 + ring * np.sin(t)]], 0.026, 8)
                parts.append(hole.colour((0.008, 0.008, 0.008)).of("matte"))
    parts.append(box((1.15, 0.05, 0.5), (-0.4, 3.2, 1.3), 0.02, 0.04))
    for z in (1.1, 1.4):
        parts.append(tube([[-1.1, 3.3, z], [0.7, 3.3, z]], 0.05, 10))
    return parts


def hull() -> list[Mesh]:
    """Fuselage to the tail boom's root, engines, mast; left unpainted."""
    parts = [
        body([(6.85, 1.33, 0.06, 0.06, 2), (6.7, 1.34, 0.34, 0.3, 2), (6.2, 1.4, 0.56, 0.52, 2.1),
              (5.4, 1.5, 0.68, 0.68, 2.3), (4.3, 1.6, 0.76, 0.82, 2.5), (3.0, 1.68, 0.84, 0.95, 2.8),
              (1.5, 1.72, 0.88, 1.02, 3), (-1.6, 1.74, 0.88, 1.03, 3), (-2.6, 1.88, 0.78, 0.88, 2.7),
              (-3.6, 2.08, 0.58, 0.64, 2.3), (-4.4, 2.22, 0.47, 0.5, 2.1)], 120, 16),
        body([(4.9, 2.0, 0.3, 0.15, 2), (4.2, 2.1, 0.5, 0.35, 2.2), (3.0, 2.35, 0.6, 0.5, 2.5), (1.9, 2.65, 0.72, 0.45, 2.6),
              (0.5, 2.78, 0.8, 0.5, 2.8), (-1.4, 2.72, 0.76, 0.48, 2.6), (-2.8, 2.5, 0.55, 0.4, 2.3), (-4.2, 2.35, 0.35, 0.3, 2)], 90, 16),
        body([(0.9, 3.1, 0.25, 0.22, 2.3), (0.3, 3.2, 0.42, 0.34, 2.6), (-0.8, 3.15, 0.4, 0.33, 2.5), (-2.2, 2.95, 0.15, 0.1, 2)], 60, 14),
    ]
    for y in (0.43, -0.43):
        parts.append(body([(2.5, 2.98, 0.32, 0.3, 2), (1.6, 3.02, 0.37, 0.35, 2.1), (0.0, 3.02, 0.37, 0.36, 2.2), (-1.0, 2.95, 0.33, 0.32, 2)], 60, 14).moved(0, y))
        cone = ellipsoid((0.42, 0.27, 0.26), (2.62, y, 2.98), 40)
        parts.append(cone)
        side = 1 if y > 0 else -1
        pipe = tube([[-0.75, y + side * 0.2, 2.92], [-1.0, y + side * 0.42, 2.94], [-1.15, y + side * 0.56, 2.95]], [0.25, 0.25, 0.27], 24)
        parts.append(pipe.colour((0.05, 0.042, 0.036)).of("metal"))
    parts.append(tube([[0, 0, 3.3], [0, 0, 3.6], [0, 0, 3.98]], [0.2, 0.16, 0.13], 24).colour((0.12, 0.11, 0.09)).of("metal"))
    parts.append(ellipsoid((0.42, 0.42, 0.14), (0, 0, 3.98), 30).colour((0.11, 0.105, 0.09)).of("rough"))
    for y in (1, -1):
        for x in (1.9, 1.15, 0.4, -1.25):
            parts.append(box((0.4, 0.05, 0.36), (x, y * 0.865, 1.98), 0.024, 0.04).colour((0.012, 0.016, 0.017)).of("glass"))
            parts.append(box((0.5, 0.035, 0.46), (x, y * 0.86, 1.98), 0.017, 0.03))
        parts.append(box((1.5, 0.03, 0.03), (1.1, y * 0.9, 2.32), 0.01, 0.03))
    # chin turret and barrel, nose sensor, pitot boom
    parts.append(ellipsoid((0.28, 0.28, 0.22), (5.75, 0, 0.82), 24))
    parts.append(tube([[5.9, 0, 0.78], [6.75, 0, 0.72]], 0.035, 12).colour((0.05, 0.05, 0.05)).of("metal"))
    parts.append(body([(6.0, 1.0, 0.1, 0.15, 3), (5.4, 0.95, 0.16, 0.2, 3), (4.6, 0.95, 0.12, 0.18, 3)], 30, 8).moved(0, -0.5))
    parts.append(tube([[5.6, -0.4, 1.9], [7.1, -0.62, 1.95]], 0.022, 8))
    return parts


def tail(seed: int) -> list[Mesh]:
    """Boom, fin, tailplane and tail rotor, in the machine's frame."""
    parts = [body([(-4.0, 2.16, 0.5, 0.54, 2.1), (-5.5, 2.3, 0.42, 0.45, 2), (-8.5, 2.5, 0.27, 0.3, 2), (-9.6, 2.6, 0.17, 0.3, 2), (-10.2, 2.7, 0.05, 0.2, 2)], 80, 24)]
    a = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    rings = []
    for u in np.linspace(0, 1, 50):
        chord = 1.6 - 0.85 * u
        rings.append(np.column_stack([np.cos(a) * chord / 2 - 8.95 - 1.45 * u, 0.11 * (1.2 - 0.6 * u) * np.sin(a), np.full(40, 2.55 + 2.25 * u)]))
    parts.append(loft(np.array(rings)))
    rings = []
    for u in np.linspace(-1, 1, 70):
        chord = 0.95 - 0.35 * abs(u)
        rings.append(np.column_stack([np.cos(a) * chord / 2 - 8.6 - 0.15 * abs(u), np.full(40, 1.6 * u), 2.55 + 0.055 * np.sin(a)]))
    parts.append(loft(np.array(rings)))
    hub = np.array([-10.35, -0.3, 4.55])
    parts.append(tube([hub + (0, 0.25, 0), hub - (0, 0.12, 0)], 0.13, 16).of("metal"))
    for k in range(3):
        m = blade(1.75, 0.27, 0.0, seed=seed + k).mapped(np.eye(3) * (1, 1, 0.6))
        m = m.mapped([[1, 0, 0], [0, 0, 1], [0, -1, 0]])
        t = np.radians(25 + 120 * k)
        m = m.mapped([[np.cos(t), 0, -np.sin(t)], [0, 1, 0], [np.sin(t), 0, np.cos(t)]])
        parts.append(m.mapped(np.eye(3), hub - (0, 0.1, 0)))
    parts.append(tube([[-8.3, 0, 2.25], [-9.1, 0, 1.75]], 0.035, 8))
    return parts


def gear(flat: float = 0.0) -> list[Mesh]:
    """Nose pair and two main wheels with legs."""
    parts: list[Mesh] = []
    for y in (0.17, -0.17):
        parts += [m.moved(4.4, y, 0.3) for m in wheel(0.3, 0.18, seed=3)]
    parts.append(tube([[4.4, 0, 0.3], [4.55, 0, 0.95]], 0.06, 12))
    for y in (1, -1):
        parts += [m.moved(-0.9, y * 1.35, 0.45) for m in wheel(0.46, 0.3, seed=5, flat=flat)]
        parts.append(tube([[-0.9, y * 1.15, 0.45], [-0.75, y * 0.75, 1.05]], 0.075, 12))
        parts.append(tube([[-0.9, y * 1.15, 0.45], [-1.6, y * 0.7, 1.2]], 0.05, 12))
    return parts


def helicopter(
    scheme=GREEN, seed: int = 1, *, azimuth=20.0, droop=0.95, blades=(0, 0, 0, 0, 0),
    soot=None, tail_off=None, dust=0.35, dents=0.0, wheels=True,
) -> list[Mesh]:
    """The whole machine; blades holds the share left of each (0 whole, -1 gone).

    tail_off (dx, dy, dz, yaw, pitch, roll) lays the tail apart from the body.
    """
    bare = hull()
    for side in (0, 1):
        wing = stub_wing(seed)
        bare += wing if side == 0 else [m.mirrored() for m in wing]
    for c, r in (((5.05, 0, 1.98), (1.0, 0.5, 0.55)), ((3.35, 0, 2.5), (1.05, 0.54, 0.6))):
        bare += canopy(c, r)
    if wheels:
        bare += gear()
    back = tail(seed)
    recipe = skin(scheme, seed, soot, dust)
    out: list[Mesh] = []
    for group, lay in ((bare, None), (back, tail_off)):
        for m in group:
            if m.c is None:
                m = m.refined(0.07).paint(recipe)
            elif soot is not None and m.material in ("glass", "rough"):
                near = np.hypot(m.v[:, 0] - soot[0], m.v[:, 2] - soot[1]) < soot[2] * 0.95
                m.c = np.where(near[:, None], 0.02, m.c)
                if m.material == "glass" and near.mean() > 0.3:
                    m.material = "matte"
            if tail_off:
                torn = abs(m.v[:, 0] + 4.2) < 0.6
                rag = 0.55 * fbm(m.v * 2.4, 4, seed + 80)
                v = m.v + np.where(torn, rag, 0)[:, None] * (1, 0.5, 0.5)
                c = np.where(torn[:, None], m.c * np.clip(1.2 - 1.1 * step(0.7, 0.1, abs(m.v[:, 0] + 4.2)), 0.08, 1)[:, None], m.c)
                m = Mesh(v, m.f, c, m.material)
            if dents:
                v = m.v
                push = fbm(v / 0.55, 3, seed + 70)[:, None] * (0.2, 1, 1) * dents
                m = Mesh(v + push, m.f, m.c, m.material)
            if lay:
                m = m.moved(6, 0, -2.2).turned(*lay[3:]).moved(-6 + lay[0], lay[1], 2.2 + lay[2])
            out.append(m)
    for k, left in enumerate(blades):
        if left < 0:
            continue
        m = blade(8.2, 0.58, droop * (1 + 0.08 * np.sin(3 * k)), snap=left, seed=seed + 30 + k)
        if soot is not None:
            m.c = m.c * 0.6
        out.append(m.turned(azimuth + 72 * k).moved(0, 0, 4.0))
    return merged(out)

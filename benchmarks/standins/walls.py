"""Mud-brick walls, houses and rubble, as displaced strips.

A wall is one skin: up its front, over its worn top, down its back. Doors and windows
are pressed into it. No roofs that could be seen from above.
"""

import numpy as np

from land import Land, rock
from mesh import Mesh, box, grid_faces, merged, tube
from noise import cells, fbm, mix, noise, step

MUD = (0.44, 0.315, 0.205)


def wall(
    land: Land, a, b, height: float, seed: int, *, thick=0.45, bare=0.5, ends=(0, 0),
    holes=(), h=0.022, worn=0.22, tone=1.0, gaps=(),
) -> Mesh:
    """A wall from a to b; holes (start, end, bottom, top, depth); ends (fall at a, b).

    bare is the share without plaster, gaps are broken places (at, half width, left).
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    length = np.hypot(*(b - a))
    along = (b - a) / length
    out = np.array([along[1], -along[0]])
    s = np.linspace(0, length, int(length / h) + 2)
    ground = land.height(a + s[:, None] * along, fine=False)
    line = np.column_stack([s, np.full(len(s), seed * 3.1)])
    top = height - worn * np.maximum(0, fbm(line / 1.3, 5, seed) + 0.25) * 1.5
    top -= 0.05 * fbm(line * 4, 3, seed + 1)
    for at, half, left in gaps:
        d = abs(s - at) / half + 0.25 * noise(line * 1.7, seed + 2)
        top = np.minimum(top, left + (height - left) * step(0.45, 1.1, d) + 0.04)
    if ends[0]:
        top *= step(-0.1, ends[0], s + 0.3 * noise(line * 2.2, seed + 3))
    if ends[1]:
        top *= step(-0.1, ends[1], length - s + 0.3 * noise(line * 2.2, seed + 4))
    top = np.maximum(top, 0.06)
    up = np.linspace(0, 1, int(height / h) + 2)
    over = np.linspace(0, np.pi, 16)[1:-1]
    # profile: (offset across, share of height, extra rise)
    off = np.concatenate([np.full(len(up), 0.5), 0.5 * np.cos(over), np.full(len(up), -0.5)])
    share = np.concatenate([up, np.ones(len(over)), up[::-1]])
    rise = np.concatenate([0 * up, np.sin(over), 0 * up]) * 0.13
    cols = len(off)
    S = np.repeat(s[:, None], cols, 1)
    Z = share[None] * top[:, None] + rise[None] * np.minimum(1, top[:, None])
    side = np.sign(off)[None] + 0 * S
    q = np.column_stack([S.ravel(), Z.ravel() + seed * 7.7, side.ravel() * 3.3])
    z = Z.ravel()
    bulge, colour = _surface(q, z, np.repeat(top, cols), seed, bare)
    width = thick * (1.12 - 0.2 * Z / height)
    dist = (off[None] * width).ravel()
    face = abs(off[None] + 0 * S).ravel() > 0.49
    push = bulge * np.where(face, side.ravel(), 0)
    for x0, x1, z0, z1, depth in holes:
        wob = 0.025 * noise(q * 3, seed + 9)
        inside = (
            (S.ravel() > x0 + wob) & (S.ravel() < x1 + wob) & (z > z0 + wob)
            & (z < z1 + wob) & face
        )
        push = np.where(inside, -depth * side.ravel(), push)
        plank = 0.7 + 0.3 * np.sin(S.ravel() * 42)
        wood = np.column_stack([0.16 * plank, 0.12 * plank, 0.085 * plank])
        colour = np.where(inside[:, None], wood, colour)
    dist = dist + push
    xy = a + S.ravel()[:, None] * along + dist[:, None] * out
    v = np.column_stack([xy, np.repeat(ground, cols) + z - 0.08])
    lumps = 0.012 * fbm(v * 5, 3, seed + 12)
    v[:, 2] += np.where(face, 0, lumps)
    faces = grid_faces(len(s), cols)
    n = len(v)  # close both ends
    for row, order in ((0, 1), (len(s) - 1, -1)):
        ring = np.arange(cols) + row * cols
        v = np.concatenate([v, v[ring].mean(0, keepdims=True)])
        colour = np.concatenate([colour, colour[ring].mean(0, keepdims=True)])
        fan = np.stack([np.full(cols - 1, n), ring[:-1], ring[1:]], 1)
        faces = np.concatenate([faces, fan[:, ::order]])
        n += 1
    return Mesh(v, faces, np.clip(colour * tone, 0.01, 0.9), "matte")


def _surface(q, z, top, seed, bare):
    """How far the skin bulges, and its colour: plaster, and bricks where it is gone."""
    p = q[:, :2] + 0.02 * np.column_stack([noise(q * 4, seed), noise(q * 4 + 9, seed)])
    course = np.floor(p[:, 1] / 0.135)
    shift = (course * 0.618) % 1 * 0.4 + 0.09 * np.sin(course * 5.3)
    brick = np.floor((p[:, 0] + shift) / 0.37)
    fx = (p[:, 0] + shift) / 0.37 - brick
    fz = p[:, 1] / 0.135 - course
    joint = np.minimum(np.minimum(fx, 1 - fx) * 0.37, np.minimum(fz, 1 - fz) * 0.135)
    lot = np.sin(brick * 12.9898 + course * 78.233 + seed) * 43758.5453
    lot = lot - np.floor(lot)
    block = step(0.0, 0.028, joint) * (0.016 + 0.03 * lot) + 0.012 * fbm(q * 9, 3, seed)
    grain = fbm(q * 6, 5, seed + 31)
    plaster = 0.055 + 0.018 * fbm(q * 1.8, 4, seed + 33) + 0.005 * grain
    cover = step(0.0, 0.07, fbm(q / 1.1, 5, seed + 35) * 0.9 + (0.5 - bare) * 0.9)
    cover *= step(0.12, 0.4, z / np.maximum(top, 0.1) + 0.2 * noise(q * 1.3, seed + 37))
    bulge = block * (1 - cover) + plaster * cover
    crack, other, _ = cells(p / 0.55 + 0.25 * fbm(q * 2, 3, seed + 38)[:, None], seed + 39)
    line = (1 - step(0.008, 0.03, other - crack)) * cover
    bulge -= 0.015 * line
    undercut = (1 - step(0.05, 0.38, z)) * (0.5 + 0.5 * noise(q / 0.8, seed + 41))
    bulge -= 0.07 * undercut
    mud = np.asarray(MUD)
    brick_c = mix(mud * (0.82, 0.8, 0.78), mud * (1.12, 1.08, 1.03), lot)
    brick_c = mix(mud * 0.55, brick_c, 0.35 + 0.65 * step(0, 0.022, joint))
    plaster_c = mix(mud, mud * (1.22, 1.2, 1.18), step(-0.4, 0.5, fbm(q / 1.7, 4, seed + 43)))
    c = brick_c * (1 - cover[:, None]) + plaster_c * cover[:, None]
    c *= (1 + 0.18 * grain + 0.10 * fbm(q * 21, 2, seed + 44))[:, None]
    drip = noise(np.column_stack([q[:, 0] * 5, q[:, 1] * 0.45, q[:, 2]]), seed + 45)
    stain = step(0.15, 0.6, drip) * step(0.35, 1.0, z / np.maximum(top, 0.2))
    c = mix(c, c * 0.72, stain)
    c = mix(c, c * (0.74, 0.72, 0.7), (1 - step(0.0, 0.55, z + 0.2 * grain)) * 0.8)
    return bulge, c * (1 - 0.45 * line[:, None])


def house(land: Land, x, y, w, d, height, seed, *, yaw=0.0, bare=0.35, h=0.03) -> list:
    """Four walls with a door, windows, spouts and beam ends; front faces -y."""
    c, s = np.cos(np.radians(yaw)), np.sin(np.radians(yaw))
    corner = [
        (x + c * u - s * t, y + s * u + c * t)
        for u, t in ((-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2))
    ]
    rng = np.random.default_rng(seed)
    door = w * rng.uniform(0.25, 0.6)
    holes = [(door, door + 0.95, 0.05, 1.95, 0.22)]
    if w > 4:
        at = (door + w * 0.45) % (w - 1.4) + 0.4
        if abs(at - door) > 1.2:
            holes.append((at, at + 0.6, 1.15, 1.8, 0.2))
    parts = []
    for k in range(4):
        p, q = np.array(corner[k]), np.array(corner[(k + 1) % 4])
        over = (q - p) / np.hypot(*(q - p)) * (0.2 if k % 2 else 0.24)
        parts.append(
            wall(land, p - over, q + over, height, seed + k, bare=bare,
                 holes=holes if k in (0, 2) else (), h=h, worn=0.12)
        )
    front = np.array([s, -c])
    base = land.at(x, y)
    for k in range(int(w / 0.8)):
        u = -w / 2 + 0.6 + 0.8 * k
        p = np.array([x + c * u, y + s * u]) + front * (d / 2 + 0.15)
        q = p + front * 0.28
        zz = base + height - 0.5
        parts.append(
            tube([[*p, zz], [*q, zz - 0.02]], 0.05).colour((0.18, 0.13, 0.09)).of("matte")
        )
    lid = box((w - 0.3, d - 0.3, 0.2), (0, 0, 0), 0.02, 0.3).turned(yaw)
    parts.append(lid.moved(x, y, base + height - 0.55).colour(MUD).of("matte"))
    return parts


def rubble(land: Land, x, y, radius, count, seed, size=(0.05, 0.22)) -> list[Mesh]:
    """A heap of broken mud bricks and clods."""
    rng = np.random.default_rng(seed)
    clods = [rock(seed * 50 + k, 2) for k in range(8)]
    parts = []
    for _ in range(count):
        r = radius * rng.random() ** 0.8
        t = rng.uniform(0, 2 * np.pi)
        px, py = x + r * np.cos(t), y + r * np.sin(t)
        s = size[0] * (size[1] / size[0]) ** (rng.random() ** 1.8)
        if rng.random() < 0.45:
            m = box((0.34, 0.2, 0.12), bevel=0.03, h=0.09)
            m = m.bent(lambda v: v * (1 + 0.12 * noise(v * 9 + px, seed)[:, None]))
            m = m.mapped(np.eye(3) * rng.uniform(0.6, 1.1))
            s = 0.1
        else:
            m = clods[rng.integers(8)].mapped(np.eye(3) * s)
        m = m.turned(rng.uniform(0, 360), rng.uniform(-50, 50), rng.uniform(-50, 50))
        tint = np.asarray(MUD) * rng.uniform(0.75, 1.25)
        m.c = tint * (1 + 0.25 * noise(m.v * 11 + px, seed))[:, None]
        heap = 0.0 if rng.random() < 0.5 else 0.12 * (1 - r / radius)
        parts.append(m.moved(px, py, land.at(px, py) + s * 0.25 + heap).of("matte"))
    return merged(parts)

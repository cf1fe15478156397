"""Shapes with texture coordinates, as plain arrays: boxes, drums, stones, plants, land.

A shape is (vertices (n, 3) in metres, uv (n, 2), faces (m, 3)). Ground is z = 0.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Rng = np.random.Generator


class Shape(NamedTuple):
    """Triangles with texture coordinates."""

    points: Array
    uv: Array
    faces: npt.NDArray[np.int64]


def joined(shapes: list[Shape]) -> Shape:
    """Several shapes as one."""
    starts = np.cumsum([0, *(len(s.points) for s in shapes[:-1])])
    return Shape(
        np.concatenate([s.points for s in shapes]),
        np.concatenate([s.uv for s in shapes]),
        np.concatenate([s.faces + n for s, n in zip(shapes, starts, strict=True)]),
    )


def placed(shape: Shape, at: Array, turn: Array) -> Shape:
    """Turned by (yaw, pitch, roll) in radians, then moved."""
    (a, b, c), one = turn, np.eye(3)
    yaw, pitch, roll = one.copy(), one.copy(), one.copy()
    yaw[:2, :2] = [[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]
    pitch[0, 0] = pitch[2, 2] = np.cos(b)
    pitch[0, 2], pitch[2, 0] = np.sin(b), -np.sin(b)
    roll[1:, 1:] = [[np.cos(c), -np.sin(c)], [np.sin(c), np.cos(c)]]
    return shape._replace(points=shape.points @ (yaw @ pitch @ roll).T + at)


def sheet(rows: int, cols: int) -> npt.NDArray[np.int64]:
    """Faces of a grid of points, row by row."""
    k = np.arange(rows * cols).reshape(rows, cols)
    a, b, c, d = k[:-1, :-1], k[:-1, 1:], k[1:, 1:], k[1:, :-1]
    return np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    )


def box(rng: Rng, size: Array, *, scale: float = 2.0, bent: float = 0.0) -> Shape:
    """A box standing on z = 0; each face shows another part of the texture.

    ``scale`` metres of it are one texture; ``bent`` metres of unevenness.
    """
    sides = []
    for axis in range(3):
        u, v = [i for i in range(3) if i != axis]
        for end in (-0.5, 0.5):
            n = 9 if bent else 2
            g = np.stack(
                np.meshgrid(*[np.linspace(-0.5, 0.5, n)] * 2, indexing="ij"), -1
            )
            flat = g.reshape(-1, 2)
            p = np.zeros((len(flat), 3))
            p[:, axis], p[:, u], p[:, v] = end, flat[:, 0], flat[:, 1]
            uv = flat * size[[u, v]] / scale + rng.uniform(0, 1, 2)
            sides.append(Shape(p * size, uv, sheet(n, n)))
    whole = joined(sides)
    if bent:  # smooth in space, so that edges stay closed
        wave = rng.normal(0, 1.8, (3, 3)) / size.max()
        push = np.sin(whole.points @ wave.T * np.pi + rng.uniform(0, 6, 3))
        whole = whole._replace(points=whole.points + bent * push)
    return whole._replace(points=whole.points + (0, 0, size[2] / 2))


def drum(rng: Rng, radius: float, length: float, *, scale: float = 2.0) -> Shape:
    """A cylinder lying along y, its axis at the origin."""
    n = 24
    angle = np.linspace(0, 2 * np.pi, n + 1)
    ring = np.stack([np.cos(angle), 0 * angle, np.sin(angle)], -1) * radius
    half = np.array([0, length / 2, 0])
    start = rng.uniform(0, 1, 2)
    along = np.stack([angle * radius, 0 * angle], -1) / scale + start
    wall = Shape(
        np.concatenate([ring - half, ring + half]),
        np.concatenate([along, along + (0, length / scale)]),
        sheet(2, n + 1),
    )
    fan = np.stack([np.zeros(n, int), np.arange(1, n + 1), np.arange(2, n + 2)], -1)
    caps = [
        Shape(
            np.concatenate([[0 * half], ring]) + half * s,
            np.concatenate([[[0, 0]], ring[:, [0, 2]]]) / scale + start,
            fan,
        )
        for s in (-1, 1)
    ]
    return joined([wall, *caps])


def stone(rng: Rng, radius: float, *, scale: float = 1.5) -> Shape:
    """An uneven lump, half sunk."""
    n = 10
    polar, around = np.meshgrid(
        np.linspace(0, np.pi, n), np.linspace(0, 2 * np.pi, 2 * n), indexing="ij"
    )
    p = np.stack(
        [
            np.sin(polar) * np.cos(around),
            np.sin(polar) * np.sin(around),
            np.cos(polar),
        ],
        -1,
    ).reshape(-1, 3)
    lumps = sum(
        0.28 / k * np.sin(p @ rng.normal(0, 2.0 * k, 3) + rng.uniform(0, 6))
        for k in (1, 2, 3)
    )
    p = p * (radius * (1 + np.asarray(lumps)))[:, None] * (1, rng.uniform(0.6, 1), 0.7)
    uv = np.stack([around, polar], -1).reshape(-1, 2) * radius / scale
    return Shape(p, uv + rng.uniform(0, 1, 2), sheet(n, 2 * n))


def plant(rng: Rng, radius: float) -> Shape:
    """A bush of separate leaves, standing on z = 0."""
    count = int(250 + 500 * radius)
    mid = rng.normal(0, 0.42, (count, 3)) * radius + (0, 0, 0.8 * radius)
    mid[:, 2] = abs(mid[:, 2])
    a, b = rng.normal(0, 0.05, (2, count, 3)) * (0.6 + radius / 2)
    points = np.stack([mid - a, mid + b, mid + a], 1).reshape(-1, 3)
    uv = np.repeat(rng.uniform(0, 1, (count, 2)), 3, 0)
    return Shape(points, uv, np.arange(3 * count).reshape(-1, 3))


def vehicle(rng: Rng) -> list[tuple[str, Shape]]:
    """A lorry, van or carrier of boxes and wheels: (material, shape) pairs."""
    long, wide = rng.uniform(3.6, 7), rng.uniform(1.7, 2.5)
    floor, tall = rng.uniform(0.4, 0.8), rng.uniform(0.8, 1.9)
    cab = rng.uniform(0.25, 0.45) * long
    up = np.array([0, 0, floor])
    bent = float(rng.choice([0.0, 0.03, 0.1]))
    hull = box(rng, np.array([long - cab, wide, tall]), bent=bent)
    front = box(
        rng, np.array([cab, wide * 0.95, tall * rng.uniform(0.6, 1.3)]), bent=bent
    )
    none = np.zeros(3)
    parts = [
        ("thing0", placed(hull, up - (cab / 2, 0, 0), none)),
        ("thing1", placed(front, up + ((long - cab) / 2, 0, 0), none)),
    ]
    wheel = rng.uniform(0.35, 0.55)
    for x in np.linspace(-0.36, 0.38, int(rng.integers(2, 4))) * long:
        for y in (-wide / 2, wide / 2):
            round_ = drum(rng, wheel, 0.3)
            parts.append(("dark", placed(round_, np.array([x, y, wheel]), none)))
    for _ in range(int(rng.integers(2, 8))):
        small = box(rng, rng.uniform(0.1, 0.7, 3))
        spot = rng.uniform(
            (-long / 2, -wide / 2, floor), (long / 2, wide / 2, floor + tall)
        )
        where = f"thing{rng.integers(4)}"
        parts.append((where, placed(small, spot, rng.uniform(-0.3, 0.3, 3))))
    return parts


def land(rng: Rng, reach: float, rough: float) -> tuple[Shape, tuple[Array, Array]]:
    """Ground around the origin, finer near it; and the waves that shape it."""
    t = np.linspace(-1, 1, 161)
    line = np.sign(t) * abs(t) ** 3 * reach
    x, y = np.meshgrid(line, line, indexing="ij")
    waves = (rng.normal(0, 0.35, (7, 2)), rng.uniform(0, 6, 7))
    flat = np.stack([x, y], -1).reshape(-1, 2)
    z = height(flat, waves, rough)
    points = np.column_stack([flat, z])
    return Shape(points, flat / 8.0, sheet(161, 161)), waves


def height(at: Array, waves: tuple[Array, Array], rough: float) -> Array:
    """The ground's height at (n, 2) points."""
    turn, start = waves
    far = np.hypot(at[..., 0], at[..., 1])
    hills = np.sin(at @ turn.T + start).sum(-1)
    return np.asarray(rough * hills * (0.05 + 0.012 * np.clip(far - 14, 0, 60)))

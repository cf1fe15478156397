"""What stands where in one seeded scene, and which four views are taken of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from things import (
    Array,
    Rng,
    Shape,
    box,
    drum,
    height,
    land,
    placed,
    plant,
    stone,
    vehicle,
)

Parts = list[tuple[str, Shape]]


@dataclass(frozen=True)
class Thing:
    """Something that can be moved: its parts about the origin, and where it stands."""

    parts: Parts
    at: Array  # x, y in metres
    turn: Array  # yaw, pitch, roll in radians


@dataclass(frozen=True)
class Light:
    """Sun direction (towards it), turbidity, and whether clouds hide it."""

    sun: Array
    turbidity: float
    overcast: bool


@dataclass(frozen=True)
class View:
    """One camera, light and state of the things."""

    relation: str  # to view 0: base, near_still, baseline, other_light
    eye: Array
    target: Array
    fov: float
    light: Light
    things: list[Thing]
    moved: float  # metres that the camera moved from view 0


@dataclass
class Place:
    """A scene: fixed parts, the ground's waves, and its views."""

    fixed: Parts
    waves: tuple[Array, Array]
    rough: float
    views: list[View] = field(default_factory=list)


def some_light(rng: Rng) -> Light:
    """Any daylight."""
    high, round_ = rng.uniform(0.2, 1.2), rng.uniform(0, 2 * np.pi)
    flat = np.cos(high)
    sun = np.array([flat * np.cos(round_), flat * np.sin(round_), np.sin(high)])
    return Light(sun, rng.uniform(2, 7), bool(rng.random() < 0.25))


def _things(rng: Rng) -> list[Thing]:
    def where(spread: float) -> Array:
        return np.asarray(rng.normal((0, 0.5), spread, 2))

    def yaw(tilt: float = 0.0) -> Array:
        return np.array([rng.uniform(0, 6.3), *rng.normal(0, tilt + 1e-6, 2)])

    things = [
        Thing(vehicle(rng), where(2.2), yaw(0.05)) for _ in range(rng.integers(1, 4))
    ]
    for _ in range(rng.integers(6, 22)):
        size = rng.uniform(0.15, 1.3, 3)
        bent = float(rng.choice([0, 0, 0.04]))
        crate = box(rng, size, scale=rng.uniform(0.6, 2.5), bent=bent)
        name = f"thing{rng.integers(4)}"
        things.append(Thing([(name, crate)], where(4), yaw(0.1)))
    for _ in range(rng.integers(0, 9)):
        r = rng.uniform(0.15, 0.45)
        body = drum(rng, r, rng.uniform(0.5, 3), scale=rng.uniform(0.8, 2))
        lying = placed(body, np.array([0, 0, r]), np.zeros(3))
        things.append(Thing([(f"thing{rng.integers(4)}", lying)], where(4), yaw()))
    return things


def _fixed(rng: Rng) -> Parts:
    parts: Parts = []
    for k in range(rng.integers(2, 6)):
        size = np.array([rng.uniform(3, 11), rng.uniform(0.3, 6), rng.uniform(1.5, 6)])
        wall = box(rng, size, scale=rng.uniform(3, 6))
        at = np.array([rng.uniform(-13, 13), rng.uniform(6, 15), -0.3])
        turn = np.array([rng.normal(0, 0.5), 0, 0])
        parts.append((f"wall{k % 2}", placed(wall, at, turn)))
    return parts


def _scatter(rng: Rng, waves: tuple[Array, Array], rough: float) -> Parts:
    parts: Parts = []
    for _ in range(rng.integers(60, 260)):
        spot = rng.normal((0, 1), (6, 6))
        z = float(height(spot, waves, rough))
        lump = stone(rng, float(np.exp(rng.normal(-2.2, 0.7))))
        turn = np.array([rng.uniform(0, 6), 0, 0])
        name = str(rng.choice(["stone", "wall0"]))
        parts.append((name, placed(lump, np.array([*spot, z]), turn)))
    for _ in range(rng.integers(4, 26)):
        spot = rng.normal((0, 6), (8, 6))
        z = float(height(spot, waves, rough))
        bush = plant(rng, float(rng.uniform(0.15, 1.3)))
        parts.append(("leaves", placed(bush, np.array([*spot, z]), np.zeros(3))))
    return parts


def _in_sight(view: View, thing: Thing) -> bool:
    ahead, to = (view.target - view.eye)[:2], thing.at - view.eye[:2]
    off = np.arccos(ahead @ to / (np.linalg.norm(ahead) * np.linalg.norm(to) + 1e-9))
    return bool(np.degrees(off) < 0.4 * view.fov)


def _shifted(rng: Rng, base: View) -> list[Thing]:
    """The same things, one to three of those in sight moved or turned."""
    out = list(base.things)
    seen = [k for k, thing in enumerate(out) if _in_sight(base, thing)]
    seen.sort(key=lambda k: float(np.linalg.norm(out[k].at - base.eye[:2])))
    near = seen[: max(5, len(seen) // 2)]
    for k in rng.permutation(near)[: rng.integers(1, 4)]:
        way = rng.uniform(0, 6.3)
        step = rng.uniform(0.2, 1.2) * np.array([np.cos(way), np.sin(way)])
        turn = out[k].turn + (rng.normal(0, 0.3), 0, 0)
        out[k] = Thing(out[k].parts, out[k].at + step, turn)
    return out


def _near_still(rng: Rng, base: View) -> View:
    """As the next frames of a video: the camera nearly still, something moved."""
    move = float(np.exp(rng.uniform(np.log(0.005), np.log(0.12))))
    way = rng.normal(size=3)
    eye = base.eye + way / np.linalg.norm(way) * move
    target = base.target + rng.normal(0, 0.03, 3)
    moved = _shifted(rng, base)
    return View("near_still", eye, target, base.fov, base.light, moved, move)


def _other_place(rng: Rng, base: View, relation: str, low: float, high: float) -> View:
    side = np.array([1.0, rng.normal(0, 0.3), rng.normal(0, 0.12)])
    move = rng.uniform(low, high) * rng.choice([-1, 1])
    eye = base.eye + side / np.linalg.norm(side) * move
    eye[2] = max(eye[2], 0.5)
    target = base.target + rng.normal(0, 0.25, 3)
    fov = float(np.clip(base.fov * rng.uniform(0.75, 1.2), 32, 75))
    light = some_light(rng) if relation == "other_light" else base.light
    things = base.things if rng.random() < 0.6 else _shifted(rng, base)
    return View(relation, eye, target, fov, light, things, abs(float(move)))


def place(seed: int) -> Place:
    """One scene with its four views.

    Views 1 and 3 are asked and 0 and 2 stand in the library in ``make_bench.py``
    (it asks every second one of a group); 1 is nearly 0, 3 has another light.
    """
    rng = np.random.default_rng([seed, 20])
    rough = float(rng.uniform(0.3, 1.6))
    ground, waves = land(rng, 700, rough)
    fixed = [("ground", ground), *_fixed(rng), *_scatter(rng, waves, rough)]
    round_, away = rng.normal(-np.pi / 2, 0.35), rng.uniform(5.5, 11)
    eye = np.array([away * np.cos(round_), away * np.sin(round_), rng.uniform(1, 3.2)])
    target = np.array([*rng.normal((0, 0.8), 0.7, 2), rng.uniform(0.5, 1.4)])
    fov = float(rng.uniform(42, 68))
    base = View("base", eye, target, fov, some_light(rng), _things(rng), 0.0)
    views = [
        base,
        _near_still(rng, base),
        _other_place(rng, base, "baseline", 0.25, 1.6),
        _other_place(rng, base, "other_light", 0.05, 2.0),
    ]
    return Place(fixed, waves, rough, views)

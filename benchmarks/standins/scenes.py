"""The invented places and things of the stand-in pictures. Nothing here happened.

Each function gives a Scene; SCENES names them. Two functions of one place share its
seed and objects and differ only in the camera.
"""

import numpy as np

from camera import Scene
from helicopter import GREEN, SANDY, helicopter
from land import GREY, RED, SAND, Land, plants, stones, strewn
from mesh import Mesh, box, tube
from noise import fbm, mix
from smoke import column
from vehicles import mrap, pickup, truck
from walls import house, rubble, wall

KIDAL = (18.44, 1.41, 0)
TINZA = (19.94, 2.97, 0)


def put(meshes, land: Land, x, y, yaw=0.0, pitch=0.0, roll=0.0, up=0.0) -> list[Mesh]:
    """Things stood on the ground at x, y."""
    z = land.at(x, y) + up
    return [m.turned(yaw, pitch, roll).moved(x, y, z) for m in meshes]


def scrap(land: Land, x, y, radius, count, seed) -> list[Mesh]:
    """Bent sheets, rods and boxes lying about."""
    rng = np.random.default_rng(seed)
    parts = []
    for _ in range(count):
        px, py = x + rng.normal(0, radius / 2), y + rng.normal(0, radius / 2)
        kind = rng.integers(5)
        if kind < 3:
            m = box((*rng.uniform(0.15, 0.7, 2), 0.012), (0, 0, 0), 0.004, 0.06)
            m = m.bent(lambda v: v + np.array([0, 0, 0.25]) * fbm(v * 2.5 + px, 2, seed)[:, None])
        elif kind == 3:
            t = np.linspace(0, rng.uniform(0.4, 1.6), 14)
            path = np.column_stack([t, 0.12 * np.sin(t * 3 + px), 0.08 * np.sin(t * 2)])
            m = tube(path, rng.uniform(0.008, 0.03), 7)
        else:
            m = box(rng.uniform((0.08, 0.05, 0.02), (0.3, 0.16, 0.07)), (0, 0, 0), 0.02, 0.04)
        tone = [(0.03, 0.028, 0.026), (0.24, 0.12, 0.06), (0.3, 0.28, 0.25), (0.12, 0.12, 0.08)]
        m.c = np.array(tone[rng.integers(4)]) * (1 + 0.4 * fbm(m.v * 6 + px, 3, seed))[:, None]
        m = m.turned(rng.uniform(0, 360), rng.uniform(-20, 20), rng.uniform(-20, 20))
        parts.append(m.moved(px, py, land.at(px, py) + 0.05).of("matte"))
    return parts


def _yard() -> tuple[Land, list[Mesh]]:
    land = Land(31, SAND, 0.55, 0.35, 14, mounds=[(-5.0, 6.6, 1.7, 0.5), (12, 8.2, 1.8, 0.45), (-5.6, -8, 1.4, 0.25)],
                ruts=[[(-14, -9), (-5, -4.5), (6, -5), (18, -9)]])
    parts = put(helicopter(GREEN, 11, azimuth=52, droop=1.7, blades=(0, 0.72, 0, 0, 0.45), dust=0.6, dents=0.012), land, 1.0, 1.2, 152, -1.6, 2.5, -0.22)
    parts.append(wall(land, (-10.4, 6.5), (19, 8.8), 3.0, 41, gaps=[(6.0, 1.7, 0.9), (22.4, 1.5, 0.5)], bare=0.62))
    parts.append(wall(land, (-13.5, -12.0), (-6.2, -8.6), 1.9, 45, ends=(0, 3.4), bare=0.6, h=0.016))
    parts += rubble(land, -5.6, -8.0, 1.5, 90, 58)
    parts.append(wall(land, (-10.9, -8), (-10.4, 6.6), 2.7, 42, ends=(3, 0), bare=0.5))
    parts.append(wall(land, (18.6, 8.8), (15.2, -6), 2.8, 43, ends=(0, 3), bare=0.55))
    parts += house(land, -9, 16, 8, 5, 3.1, 44)
    parts += house(land, 7, 19, 6, 5, 2.9, 48, yaw=8)
    parts += rubble(land, -5.2, 6.0, 2.0, 170, 51) + rubble(land, 11.9, 7.6, 2.1, 120, 52)
    parts += rubble(land, -3, 4.5, 6, 60, 53, (0.04, 0.1))
    parts.append(stones(land, 420, (-15, 15, -13, 9), (0.015, 0.12), 54))
    parts += scrap(land, 3.2, -3.5, 6, 34, 55)
    parts += plants(land, strewn(60, (-14, 14, -14, 7), 56) + [(-9.2, 3.2, "bush", 1.1), (12.5, 13.5, "bush", 3.6), (-1.5, 24, "bush", 4.2)], 57)
    return land, parts


def yard_helicopter() -> Scene:
    """A damaged helicopter set down between mud-brick walls."""
    land, parts = _yard()
    return Scene(land, parts, (-1.6, -16.4, 1.8), (2.5, 0.6, 2.1), (2024, 7, 26, 16.4), KIDAL, fov=64,
                 turn_sky=165, turbidity=6, haze=380, roll=-0.9, seed=31)


def wadi_mrap() -> Scene:
    """A 4x4 mine-resistant vehicle left by a wadi."""
    land = Land(61, SAND, 1.0, 0.75, 45, channel=(-7.6, 5.2, 0.85),
                ruts=[[(3, -16), (2.0, -6), (0.8, 1.0)], [(-18, -2), (-8, 0.5), (0.5, 1.8), (12, 2.5)]])
    parts = put(mrap(13, base=(0.40, 0.325, 0.21), dust=0.5, door_open=True, flat=0.1), land, 0.5, 1.0, -146, -1, -3.2, -0.04)
    parts.append(stones(land, 700, (-16, 16, -10, 24), (0.02, 0.5), 62))
    parts += scrap(land, 2.5, -1.2, 2.5, 12, 63)
    parts += plants(land, strewn(160, (-18, 18, -8, 30), 64) + strewn(9, (-22, 22, 14, 40), 65, "bush", (0.7, 1.7)) + [(-9.5, 14.5, "bush", 3.8), (13, 19, "bush", 4.4), (6.8, 6.2, "bush", 1.2)], 66)
    return Scene(land, parts, (-3.6, -8.4, 1.72), (0.5, 1.6, 1.15), (2024, 7, 27, 8.3), TINZA, fov=56,
                 turn_sky=45, turbidity=5, haze=1100, roll=1.1, seed=61)


def _wreck() -> tuple[Land, list[Mesh]]:
    land = Land(71, RED, 0.8, 0.25, 18, burns=[(0.0, -1.5, 6.2), (-8, -2.5, 2.4)], mounds=[(6.5, 3, 2.5, 0.35)])
    lay = (0.2, -2.2, -1.75, -22, 7, 62)
    parts = put(helicopter(SANDY, 21, azimuth=61, droop=2.2, blades=(0, -1, 0.5, 0.33, -1), soot=(-0.6, 2.3, 3.1), tail_off=lay, dust=0.25, dents=0.07, wheels=False), land, 0, 0, 14, -4, -13, -0.95)
    parts += scrap(land, -1, -1.5, 8, 70, 72) + scrap(land, 3, 1.5, 5, 30, 78)
    parts += [m.turned(12).moved(-4.6, -4.6, land.at(-4.6, -4.6) + 0.1) for m in _blade_on_ground()]
    parts.append(stones(land, 160, (-18, 18, -16, 24), (0.015, 0.2), 73, (0.3, 0.2, 0.14)))
    grass = strewn(800, (-24, 24, -14, 40), 74, "grass", (0.25, 0.7))
    grass = [g for g in grass if np.hypot(g[0] - 0.5, g[1]) > 5.2]
    trees = strewn(12, (-60, 60, 22, 90), 75, "bush", (2.6, 5.5)) + strewn(9, (-40, 40, 12, 40), 76, "bush", (0.8, 1.9))
    parts += plants(land, grass + trees, 77)
    return land, parts


def _blade_on_ground() -> list[Mesh]:
    from helicopter import blade

    return [blade(8.0, 0.58, -0.35, snap=0.8, seed=5)]


def wreck_north() -> Scene:
    """A burnt helicopter wreck on red ground with dry grass."""
    land, parts = _wreck()
    return Scene(land, parts, (3.6, -15.6, 1.8), (-0.5, -0.2, 1.35), (2021, 11, 14, 9.6), (12.9, -2.1, 0), fov=58,
                 turn_sky=80, turbidity=4, haze=1500, haze_colour=(0.70, 0.68, 0.64), seed=71)


def wreck_tail() -> Scene:
    """The same wreck, from behind the broken tail."""
    land, parts = _wreck()
    return Scene(land, parts, (-15.5, 8.5, 1.8), (-1.5, -0.6, 1.0), (2021, 11, 14, 15.2), (12.9, -2.1, 0), fov=54,
                 turn_sky=10, turbidity=4, haze=1500, haze_colour=(0.70, 0.68, 0.64), roll=-1.2, seed=72)


def _track() -> tuple[Land, list[Mesh]]:
    land = Land(81, SAND, 0.7, 0.55, 30, burns=[(0, -0.5, 5.0), (7, 14, 4.2), (-3.5, 24, 3.0)],
                ruts=[[(-6, -16), (-4, -4), (-3.2, 8), (1, 26), (6, 60)], [(-3, -16), (-1.8, -6), (3.2, 6), (4, 26), (9, 60)]])
    parts = put(truck(15, dents=0.06, gone=((1, 1),)), land, 0.2, 0.4, -72, 0.5, 2.5)
    parts += put(truck(17, dents=0.08, gone=((0, -1), (2, 1))), land, 7, 14, -108, -1.5, -5, -0.1)
    parts += put(truck(19, burnt=0.85, dents=0.05), land, -3.5, 24, -82)
    parts += scrap(land, 0, 0, 6, 60, 82) + scrap(land, 7, 13, 6, 40, 83)
    parts.append(stones(land, 480, (-18, 20, -12, 30), (0.015, 0.22), 84))
    parts += plants(land, strewn(26, (-24, 24, -8, 50), 85) + strewn(7, (-40, 40, 20, 70), 86, "bush", (0.8, 2.0)), 87)
    return land, parts


def trucks_front() -> Scene:
    """Burnt lorries on a desert track."""
    land, parts = _track()
    return Scene(land, parts, (-4.6, -9.2, 1.7), (1.0, 1.2, 1.2), (2020, 3, 3, 15.6), (16.9, 0.4, 0), fov=58,
                 turn_sky=170, turbidity=6, haze=800, seed=81)


def trucks_side() -> Scene:
    """The same lorries, seen from the other side of the track."""
    land, parts = _track()
    return Scene(land, parts, (14.2, -1.4, 1.8), (2.0, 5.9, 1.1), (2020, 3, 3, 9.4), (16.9, 0.4, 0), fov=66,
                 turn_sky=300, turbidity=6, haze=800, roll=-0.7, seed=82)


def mrap_hillside() -> Scene:
    """A 4x4 mine-resistant vehicle on stony ground below hills."""
    land = Land(91, GREY, 1.3, 0.9, 95, mounds=[(-7, 9, 4, 1.1), (9, 14, 6, 1.8)], ruts=[[(-12, -4), (0, -0.6), (14, 1)]])
    parts = put(mrap(23, base=(0.115, 0.125, 0.075), dust=0.35, flat=0.05), land, 0, 0.4, 24, 1.5, 2.5, -0.05)
    parts.append(stones(land, 900, (-18, 20, -8, 26), (0.02, 0.8), 92, (0.30, 0.27, 0.235)))
    parts += plants(land, strewn(60, (-20, 22, -6, 34), 93, "grass", (0.15, 0.45)) + strewn(14, (-26, 26, 8, 40), 94, "bush", (0.5, 1.2)), 95)
    return Scene(land, parts, (6.8, -7.4, 1.6), (0.1, 0.6, 1.3), (2019, 5, 21, 10.2), (33.4, 69.9, 4.5), fov=56,
                 turn_sky=60, turbidity=3, haze=3500, haze_colour=(0.62, 0.66, 0.72), seed=91)


def convoy() -> Scene:
    """Pick-ups on a track, dust behind them."""
    land = Land(101, SAND, 0.9, 0.4, 40, ruts=[[(-3, -14), (0, 0), (4, 18), (3, 44), (10, 90)]])
    parts: list[Mesh] = []
    tones = [(0.50, 0.46, 0.38), (0.42, 0.36, 0.25), (0.55, 0.53, 0.48), (0.3, 0.27, 0.18), (0.48, 0.45, 0.38)]
    for k, (x, y, yaw) in enumerate([(-0.4, 0, -98), (3.4, 9.5, -106), (4.2, 19, -94), (3.2, 30, -88), (5.5, 46, -100)]):
        parts += put(pickup(31 + k, base=tones[k], gun=k in (0, 2), dust=0.5), land, x, y, yaw)
    parts.append(stones(land, 260, (-16, 18, -9, 30), (0.015, 0.18), 102))
    parts += plants(land, strewn(50, (-24, 26, -6, 50), 103) + strewn(10, (-50, 50, 18, 90), 104, "bush", (1.0, 2.4)), 105)
    return Scene(land, parts, (-6.4, -7.6, 1.6), (1.0, 3.6, 1.25), (2022, 1, 30, 16.2), (19.2, -1.1, 0), fov=54,
                 turn_sky=185, turbidity=7, haze=170, seed=101, haze_colour=(0.75, 0.63, 0.48))


def street() -> Scene:
    """A street between mud-brick houses."""
    land = Land(111, SAND, 0.5, 0.3, 8, ruts=[[(0.3, -12), (0.1, 10), (-0.6, 40)]])
    parts: list[Mesh] = []
    for k, (y, w, h) in enumerate([(-3.4, 8.4, 3.2), (5.4, 7.6, 3.7), (14.2, 8.2, 3.0), (23, 7, 3.5)]):
        parts += house(land, -5.2, y, w, 5, h, 112 + k * 7, yaw=90, bare=0.3)
    for k, (y, w, h) in enumerate([(-1.2, 7.8, 2.9), (8.2, 9.0, 3.3), (18.4, 8.4, 3.8), (28, 8, 3.0)]):
        parts += house(land, 5.5, y, w, 5.2, h, 152 + k * 7, yaw=-90, bare=0.45)
    parts += house(land, 0.5, 42, 11, 5, 3.4, 190)
    parts += rubble(land, 2.3, 4.0, 0.8, 70, 191) + rubble(land, -2.3, 1.6, 0.6, 40, 192) + rubble(land, 0, 4, 2.6, 40, 195, (0.02, 0.06))
    parts.append(stones(land, 240, (-3, 3.2, -6, 26), (0.012, 0.09), 193))
    for y, z in ((2.6, 3.4), (13, 3.5)):
        t = np.linspace(0, 1, 30)
        path = np.column_stack([-3.5 + 7.2 * t, y + 0.5 * t, z - 0.5 * np.sin(np.pi * t)])
        parts.append(tube(path, 0.012, 5).colour((0.02, 0.02, 0.02)).of("matte"))
    parts += put(pickup(41, base=(0.32, 0.36, 0.38), dust=0.55), land, 1.2, 9.0, -97)
    parts += plants(land, [(-2.5, 4.6, "grass", 0.35), (2.5, -0.9, "grass", 0.3), (-2.4, -1.5, "grass", 0.4), (2.2, 27, "bush", 3.6)], 194)
    return Scene(land, parts, (-0.7, -6.6, 1.65), (0.25, 6, 2.35), (2018, 2, 11, 13.6), (16.77, -3.0, 0), fov=50,
                 size=(900, 1200), turn_sky=215, turbidity=5, haze=420, seed=111)


def wadi() -> Scene:
    """A dry wadi with boulders and thorn trees."""
    land = Land(121, GREY, 1.4, 1.0, 120, channel=(9, 7, 1.9), mounds=[(-12, 4, 5, 1.6)])
    parts = [stones(land, 1300, (-24, 24, -6, 40), (0.03, 1.3), 122, (0.33, 0.27, 0.215))]
    parts += plants(land, strewn(50, (-22, 22, -4, 40), 123) + strewn(16, (-30, 30, 6, 50), 124, "bush", (0.7, 1.8)) + [(-6.5, 15, "bush", 4.6), (9, 24, "bush", 5.0), (16, 14, "bush", 3.6)], 125)
    return Scene(land, parts, (-1, -6.5, 1.7), (0.6, 8, 1.3), (2017, 12, 8, 9.1), (23.3, 5.5, 1), fov=58,
                 turn_sky=70, turbidity=3, haze=2600, haze_colour=(0.66, 0.67, 0.70), seed=121)


def smoke_column() -> Scene:
    """A column of black smoke beyond houses."""
    land = Land(131, SAND, 0.8, 0.4, 30)
    parts: list[Mesh] = []
    for k, (x, y, w, h) in enumerate([(-16, 34, 9, 3.2), (-4, 40, 8, 3.4), (9, 37, 10, 3.0), (22, 44, 8, 3.6), (-28, 48, 9, 3.0), (3, 55, 9, 3.4)]):
        parts += house(land, x, y, w, 6, h, 132 + 5 * k, yaw=(k * 37) % 30 - 15, h=0.06)
    parts.append(wall(land, (-30, 26), (-2, 29), 1.9, 171, h=0.05, ends=(0, 2)))
    parts.append(stones(land, 420, (-16, 16, -6, 26), (0.02, 0.3), 172))
    parts += plants(land, strewn(70, (-26, 26, -4, 40), 173) + [(14, 26, "bush", 4.4), (-9, 24, "bush", 3.4)], 174)
    return Scene(land, parts, (0, -6, 1.7), (1, 30, 5.6), (2023, 10, 6, 11.3), (17.2, -1.6, 0), fov=56,
                 turn_sky=150, turbidity=5, haze=700, seed=131, after=[column(0.63, 0.665, 9)])


def airfield() -> Scene:
    """A helicopter parked on a dusty airfield."""
    land = Land(141, GREY, 0.12, 0.12, 10)
    parts = put(helicopter(SANDY, 51, azimuth=8, droop=0.85, dust=0.15), land, 0, 0, -38)
    parts += put(helicopter(GREEN, 53, azimuth=40, droop=0.85, dust=0.2), land, -27, 17, -38)
    parts += put(truck(55, burnt=0.0, cover=True, dents=0.0), land, -9, 24, 160)
    for k in range(7):
        for j in range(2):
            m = tube([[0, 0, 0], [0, 0, 0.88]], 0.29, 30)
            m.c = mix((0.10, 0.13, 0.16), (0.30, 0.22, 0.15), 0.4 + 0.6 * fbm(m.v * 4 + k, 3, k))
            parts += put([m.of("rough")], land, 1.8 + 0.65 * k, 6.5 + 0.68 * j)
    parts += house(land, -2, 62, 26, 8, 4.2, 142, h=0.08, bare=0.0)
    parts += plants(land, strewn(60, (-30, 30, -8, 50), 143, "grass", (0.1, 0.28)), 144)
    return Scene(land, parts, (10.5, -11.5, 1.75), (-0.6, 0.8, 2.1), (2022, 9, 17, 8.6), (13.5, 2.1, 1), fov=66,
                 turn_sky=20, turbidity=4, haze=1200, haze_colour=(0.72, 0.70, 0.67), seed=141)


def lone_truck() -> Scene:
    """A covered lorry left in a dry river bed."""
    land = Land(151, RED, 1.0, 0.6, 60, channel=(4, 8, 1.2))
    parts = put(truck(57, base=(0.30, 0.25, 0.16), burnt=0.0, cover=True, dents=0.02), land, 0, 3, 200, 2, 4, -0.12)
    parts.append(stones(land, 700, (-18, 18, -8, 26), (0.02, 0.7), 152, (0.34, 0.22, 0.16)))
    parts += plants(land, strewn(60, (-22, 22, -6, 30), 153) + strewn(14, (-30, 30, 10, 50), 154, "bush", (0.8, 2.4)) + [(8, 12, "bush", 4.5)], 155)
    return Scene(land, parts, (-5.2, -7.4, 1.6), (-0.3, 2.8, 1.4), (2016, 8, 27, 16.6), (9.1, 40.2, 3), fov=54,
                 turn_sky=150, turbidity=4, haze=1800, haze_colour=(0.68, 0.68, 0.70), seed=151)


def burnt_pickup() -> Scene:
    """A burnt pick-up before a broken wall."""
    land = Land(161, SAND, 0.7, 0.5, 20, burns=[(0, 1, 2.8)], mounds=[(4, 6, 2, 0.6)])
    parts = put(pickup(61, burnt=1.0, load=False, base=(0.3, 0.28, 0.24)), land, 0, 1, 160, 0, 1.5)
    parts.append(wall(land, (-12, 7), (13, 6), 2.4, 162, gaps=[(15.8, 2.0, 0.2)], ends=(0, 3), bare=0.7))
    parts += rubble(land, 4, 5.6, 2.4, 170, 163) + scrap(land, 0, 0, 4, 40, 164)
    parts.append(stones(land, 340, (-12, 12, -7, 9), (0.015, 0.16), 165))
    parts += plants(land, strewn(14, (-12, 12, -6, 6), 166) + [(-7, 13, "bush", 4.0)], 167)
    return Scene(land, parts, (2.6, -6.4, 1.62), (0.2, 1.6, 0.9), (2015, 6, 9, 17.0), (34.9, 40.1, 3), fov=56,
                 turn_sky=140, turbidity=6, haze=900, seed=161)


def mrap_depot() -> Scene:
    """Two 4x4 mine-resistant vehicles beside a long wall."""
    land = Land(171, GREY, 0.3, 0.35, 10)
    parts = put(mrap(63, base=(0.42, 0.36, 0.26), dust=0.2), land, -1.6, 1, -60)
    parts += put(mrap(65, base=(0.42, 0.36, 0.26), dust=0.25), land, 4.8, 3.4, -60)
    parts.append(wall(land, (-20, 9), (24, 8), 2.9, 172, bare=0.1, h=0.03))
    parts.append(stones(land, 160, (-12, 14, -8, 9), (0.012, 0.08), 173))
    parts += plants(land, strewn(20, (-14, 14, -7, 8), 174) + [(-9, 16, "bush", 5.0), (10, 15, "bush", 4.6)], 175)
    return Scene(land, parts, (-2.6, -8.6, 1.65), (1.2, 1.8, 1.35), (2023, 3, 12, 10.8), (14.7, -17.4, 0), fov=58,
                 turn_sky=90, turbidity=4, haze=2000, haze_colour=(0.7, 0.7, 0.7), seed=171)


def lone_pickups() -> Scene:
    """A laden pick-up among low dunes."""
    land = Land(201, SAND, 1.7, 0.06, 35, ruts=[[(-9, -3), (0, 0), (11, 4.5), (40, 9)]], mounds=[(-8, 9, 5, 1.6), (9, 13, 6, 2.2)])
    parts = put(pickup(67, base=(0.34, 0.36, 0.37), dust=0.4), land, 0, 0.2, 22)
    parts += plants(land, strewn(46, (-18, 18, -5, 30), 202, "grass", (0.25, 0.6)) + strewn(4, (-26, 26, 12, 40), 203, "bush", (0.8, 1.6)), 204)
    return Scene(land, parts, (3.9, -6.2, 1.5), (0.1, 0.4, 0.9), (2021, 4, 2, 16.8), (21.0, 0.5, 0), fov=56,
                 turn_sky=190, turbidity=5, haze=900, seed=201)


def canal_patrol() -> Scene:
    """A lorry and a pick-up halted on a red track among bushes."""
    land = Land(211, RED, 0.9, 0.2, 45, ruts=[[(-12, 2), (0, 0.5), (12, 2), (30, 8)]])
    parts = put(truck(71, base=(0.20, 0.22, 0.15), burnt=0.0, cover=True, dents=0.0), land, -1.4, 3.2, 152)
    parts += put(pickup(72, base=(0.26, 0.27, 0.20), dust=0.2), land, 4.6, 1.0, 158)
    parts.append(stones(land, 120, (-14, 16, -6, 20), (0.015, 0.12), 212, (0.34, 0.20, 0.14)))
    parts += plants(land, strewn(120, (-20, 20, -5, 30), 213, "grass", (0.2, 0.6)) + [(-8, 12, "bush", 4.6), (6, 15, "bush", 5.2), (13, 11, "bush", 3.8), (-15, 18, "bush", 4.2)], 214)
    return Scene(land, parts, (3.4, -7.2, 1.65), (1.0, 2.0, 1.35), (2013, 1, 20, 10.2), (14.25, -5.99, 0), fov=62,
                 turn_sky=60, turbidity=5, haze=1200, haze_colour=(0.70, 0.68, 0.66), seed=211)


def plain_sky() -> Scene:
    """Nothing but sky."""
    land = Land(181, SAND, 0.2, 0.2, 0)
    return Scene(land, [], (0, 0, 1.7), (3, 20, 30), (2024, 7, 26, 15.0), TINZA, fov=50, size=(1200, 900),
                 turn_sky=180, turbidity=6, seed=181)


SCENES = {
    f.__name__: f
    for f in (
        yard_helicopter, wadi_mrap, wreck_north, wreck_tail, trucks_front, trucks_side,
        mrap_hillside, convoy, street, wadi, smoke_column, airfield, lone_truck,
        burnt_pickup, mrap_depot, lone_pickups, canal_patrol, plain_sky,
    )
}

"""Triangle meshes with a colour at each vertex, and the shapes all models are made of.

Lengths are metres, z is up. Sharp edges come from vertices that are not shared.
Deliberately no textures: detail is in dense vertices.
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np


@dataclass
class Mesh:
    """Vertices (n, 3), faces (m, 3), linear colours (n, 3) and a material's name."""

    v: np.ndarray
    f: np.ndarray
    c: np.ndarray | None = None
    material: str = "rough"
    tags: dict = field(default_factory=dict)

    def colour(self, rgb) -> "Mesh":
        self.c = np.broadcast_to(np.asarray(rgb, float), self.v.shape).copy()
        return self

    def of(self, material: str) -> "Mesh":
        self.material = material
        return self

    def moved(self, x=0.0, y=0.0, z=0.0) -> "Mesh":
        return self.mapped(np.eye(3), (x, y, z))

    def mapped(self, matrix, shift=(0, 0, 0)) -> "Mesh":
        m = np.asarray(matrix, float)
        faces = self.f if np.linalg.det(m) > 0 else self.f[:, ::-1]
        c = None if self.c is None else self.c.copy()
        return Mesh(self.v @ m.T + np.asarray(shift), faces, c, self.material)

    def turned(self, yaw=0.0, pitch=0.0, roll=0.0) -> "Mesh":
        return self.mapped(rotation(yaw, pitch, roll))

    def mirrored(self) -> "Mesh":
        return self.mapped(np.diag([1, -1, 1]))

    def refined(self, longest: float) -> "Mesh":
        """Split every triangle into four until nine edges of ten are no longer."""
        m = self
        for _ in range(7):
            e = m.v[m.f] - m.v[np.roll(m.f, 1, axis=1)]
            long = np.quantile(np.sqrt((e**2).sum(2)), 0.9)
            if long <= longest or len(m.f) > 60_000:
                break
            m = split(m)
        return m

    def bent(self, warp) -> "Mesh":
        return Mesh(warp(self.v.copy()), self.f, self.c, self.material)

    def paint(self, recipe) -> "Mesh":
        """Colour by a function of the (n, 3) positions."""
        self.c = np.clip(recipe(self.v), 0.004, 0.95)
        return self

    def write(self, path: Path) -> None:
        """A binary PLY file with a colour at each vertex."""
        c = self.c if self.c is not None else np.full(self.v.shape, 0.4)
        head = "ply\nformat binary_little_endian 1.0\n"
        head += f"element vertex {len(self.v)}\n"
        head += "".join(f"property float {n}\n" for n in "xyzrgb")
        head += f"element face {len(self.f)}\n"
        head += "property list uchar int vertex_indices\nend_header\n"
        faces = np.empty(len(self.f), dtype=[("n", "u1"), ("i", "<i4", 3)])
        faces["n"] = 3
        faces["i"] = self.f
        body = np.hstack([self.v, c]).astype("<f4").tobytes() + faces.tobytes()
        path.write_bytes(head.encode() + body)


def rotation(yaw=0.0, pitch=0.0, roll=0.0) -> np.ndarray:
    """Degrees about z, then y (nose up positive), then x."""
    a, b, g = np.radians([yaw, -pitch, roll])
    rz = [[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]]
    ry = [[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]]
    rx = [[1, 0, 0], [0, np.cos(g), -np.sin(g)], [0, np.sin(g), np.cos(g)]]
    return np.array(rz) @ np.array(ry) @ np.array(rx)


def merged(parts: list[Mesh]) -> list[Mesh]:
    """One mesh a material."""
    out = []
    for material in sorted({p.material for p in parts}):
        group = [p for p in parts if p.material == material]
        shift = np.cumsum([0] + [len(p.v) for p in group[:-1]])
        out.append(
            Mesh(
                np.concatenate([p.v for p in group]),
                np.concatenate([p.f + s for p, s in zip(group, shift)]),
                np.concatenate(
                    [p.c if p.c is not None else np.full(p.v.shape, 0.4) for p in group]
                ),
                material,
            )
        )
    return out


def grid_faces(rows: int, cols: int, closed: bool = False) -> np.ndarray:
    """Triangles of a rows x cols grid of vertices; closed joins last column to first."""
    i = np.arange(rows * cols).reshape(rows, cols)
    j = np.roll(i, -1, axis=1) if closed else i[:, 1:]
    i = i if closed else i[:, :-1]
    a, b, c, d = i[:-1].ravel(), j[:-1].ravel(), j[1:].ravel(), i[1:].ravel()
    return np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])


def loft(rings: np.ndarray, caps: bool = True) -> Mesh:
    """A skin over closed rings (s, k, 3)."""
    s, k, _ = rings.shape
    v, f = rings.reshape(-1, 3), grid_faces(s, k, closed=True)
    if caps:
        for r, order in ((0, 1), (s - 1, -1)):
            ring = rings[r]
            start = len(v)
            v = np.concatenate([v, ring, ring.mean(0, keepdims=True)])
            a = np.arange(k) + start
            tri = np.stack([np.full(k, start + k), np.roll(a, -1), a], 1)
            f = np.concatenate([f, tri[:, ::order]])
    return Mesh(v, f)


def superellipse(hw: float, hh: float, power: float, k: int = 48) -> np.ndarray:
    """(k, 2) points of |y/hw|^p + |z/hh|^p = 1."""
    t = np.linspace(0, 2 * np.pi, k, endpoint=False)
    c, s = np.cos(t), np.sin(t)
    e = 2 / power
    return np.stack([hw * np.sign(c) * abs(c) ** e, hh * np.sign(s) * abs(s) ** e], 1)


def body(stations: list, k: int = 64, dense: int = 8) -> Mesh:
    """A hull along x from stations (x, z centre, half width, half height, power)."""
    from scipy.interpolate import PchipInterpolator

    s = np.array(sorted(stations), float)
    xs = np.linspace(s[0, 0], s[-1, 0], len(s) * dense)
    p = PchipInterpolator(s[:, 0], s[:, 1:])(xs)
    rings = np.zeros((len(xs), k, 3))
    for n, (x, (zc, hw, hh, power)) in enumerate(zip(xs, p)):
        yz = superellipse(hw, hh, power, k)
        rings[n] = np.column_stack([np.full(k, x), yz[:, 0], yz[:, 1] + zc])
    return loft(rings)


def box(size, centre=(0, 0, 0), bevel: float = 0.02, h: float = 0.06) -> Mesh:
    """A box with rounded edges and a grid of about h."""
    half = np.asarray(size, float) / 2
    r = min(bevel, half.min() * 0.95)
    parts_v, parts_f, start = [], [], 0
    axes = []
    for s in half:
        inner = max(s - r, 1e-4)
        n = max(2, int(2 * inner / h) + 1)
        edge = s - r * np.array([0.62, 0.25, 0.0])
        axes.append(np.concatenate([-edge[::-1], np.linspace(-inner, inner, n), edge]))
    for axis in range(3):
        u, w = (axis + 1) % 3, (axis + 2) % 3
        gu, gw = np.meshgrid(axes[u], axes[w], indexing="ij")
        for sign in (-1, 1):
            v = np.zeros((gu.size, 3))
            v[:, axis], v[:, u], v[:, w] = sign * half[axis], gu.ravel(), gw.ravel()
            f = grid_faces(len(axes[u]), len(axes[w]))
            parts_f.append((f if sign > 0 else f[:, ::-1]) + start)
            parts_v.append(v)
            start += len(v)
    v = np.concatenate(parts_v)
    inner = np.clip(v, -(half - r), half - r)
    n = v - inner
    n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-9)
    v = inner + r * n
    # vertices of neighbouring faces meet at the rounded edge: weld them
    key = np.round(v, 5)
    _, first, inverse = np.unique(key, axis=0, return_index=True, return_inverse=True)
    f = inverse.ravel()[np.concatenate(parts_f)]
    ok = (f[:, 0] != f[:, 1]) & (f[:, 1] != f[:, 2]) & (f[:, 0] != f[:, 2])
    return Mesh(v[first] + np.asarray(centre), f[ok])


def prism(profile, half_width, inset: float = 0.0, lean=None, h: float = 0.08) -> Mesh:
    """A side profile [(x, z)...] (counter-clockwise) carried across y.

    lean(x, z) gives the share of half_width at a point, for sides that lean in.
    Panels share no vertices, so their edges stay sharp.
    """
    p = np.asarray(profile, float)
    k = len(p)
    share = np.array([1.0 if lean is None else lean(x, z) for x, z in p])
    left = np.column_stack([p[:, 0], half_width * share, p[:, 1]])
    right = left * [1, -1, 1]
    v, f = [], []
    for i in range(k):
        j = (i + 1) % k
        s = len(v)
        v += [left[i], left[j], right[j], right[i]]
        f += [[s, s + 1, s + 2], [s, s + 2, s + 3]]
    for ring, order in ((left, -1), (right, 1)):
        s = len(v)
        v += [*ring, ring.mean(0)]
        for i in range(k):
            f.append([s + k, s + i, s + (i + 1) % k][::order])
    return Mesh(np.array(v), np.array(f)).refined(h)


def tube(path, radius, k: int = 10, caps: bool = True) -> Mesh:
    """A pipe along (n, 3) points; radius one number or one a point."""
    path = np.asarray(path, float)
    radius = np.broadcast_to(np.asarray(radius, float), len(path))
    along = np.gradient(path, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    ref = np.array([0, 0, 1.0]) if abs(along[:, 2]).mean() < 0.8 else np.array([1.0, 0, 0])
    a = np.cross(along, ref)
    a /= np.maximum(np.linalg.norm(a, axis=1, keepdims=True), 1e-9)
    b = np.cross(along, a)
    t = np.linspace(0, 2 * np.pi, k, endpoint=False)
    ring = np.cos(t)[None, :, None] * a[:, None] + np.sin(t)[None, :, None] * b[:, None]
    return loft(path[:, None] + radius[:, None, None] * ring, caps)


def revolve(profile, k: int = 40) -> Mesh:
    """Turn [(radius, y)...] about the y axis."""
    p = np.asarray(profile, float)
    t = np.linspace(0, 2 * np.pi, k, endpoint=False)
    rings = np.stack(
        [
            p[:, :1] * np.cos(t)[None],
            np.repeat(p[:, 1:], k, axis=1),
            p[:, :1] * np.sin(t)[None],
        ],
        axis=2,
    )
    return loft(rings, caps=False)


def ellipsoid(radii, centre=(0, 0, 0), k: int = 36) -> Mesh:
    """A closed ellipsoid."""
    a = np.linspace(-np.pi / 2 + 0.02, np.pi / 2 - 0.02, k)
    m = revolve(np.column_stack([np.cos(a), np.sin(a)]), k)
    m.v = m.v[:, [0, 2, 1]] * np.asarray(radii) + np.asarray(centre)
    m.f = m.f[:, ::-1]
    return m


def icosphere(level: int) -> tuple[np.ndarray, np.ndarray]:
    """Vertices and faces of a unit sphere."""
    g = (1 + 5**0.5) / 2
    v = [(-1, g, 0), (1, g, 0), (-1, -g, 0), (1, -g, 0), (0, -1, g), (0, 1, g)]
    v += [(0, -1, -g), (0, 1, -g), (g, 0, -1), (g, 0, 1), (-g, 0, -1), (-g, 0, 1)]
    f = "0 11 5 0 5 1 0 1 7 0 7 10 0 10 11 1 5 9 5 11 4 11 10 2 10 7 6 7 1 8 "
    f += "3 9 4 3 4 2 3 2 6 3 6 8 3 8 9 4 9 5 2 4 11 6 2 10 8 6 7 9 8 1"
    m = Mesh(np.array(v, float), np.array(f.split(), int).reshape(-1, 3))
    for _ in range(level):
        e = np.linalg.norm(m.v, axis=1, keepdims=True)
        m = split(Mesh(m.v / e, m.f))
    return m.v / np.linalg.norm(m.v, axis=1, keepdims=True), m.f


def split(m: Mesh) -> Mesh:
    """Each triangle as four."""
    edges = np.sort(
        np.concatenate([m.f[:, [0, 1]], m.f[:, [1, 2]], m.f[:, [2, 0]]]), axis=1
    )
    unique, inverse = np.unique(edges, axis=0, return_inverse=True)
    mid = inverse.reshape(3, -1).T + len(m.v)
    a, b, d = m.f.T
    ab, bd, da = mid.T
    tris = ((a, ab, da), (ab, b, bd), (da, bd, d), (ab, bd, da))
    c = None if m.c is None else np.concatenate([m.c, m.c[unique].mean(1)])
    return Mesh(
        np.concatenate([m.v, m.v[unique].mean(1)]),
        np.concatenate([np.stack(t, 1) for t in tris]),
        c,
        m.material,
    )

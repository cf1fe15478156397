"""Many invented scenes, four photographs each: pairs of one scene that are no copies.

    python make.py OUT [--scenes 70] [--first 1] [--samples 9] [--size 576x432]

Writes OUT/*.jpg and OUT/manifest.csv (file, source, licence, group, category, and how
each view differs from the first), which `make_bench.py` takes as it takes photographs.
Path traced with Mitsuba (`pip install mitsuba`; see README.md), everything from seeds.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import time
from pathlib import Path
from typing import Any

import cv2
import mitsuba as mi
import numpy as np
import numpy.typing as npt
import textures
from PIL import Image
from places import Light, Place, View, place
from things import Array, Shape, height, joined, placed

VARIANT = "llvm_ad_rgb" if os.environ.get("DRJIT_LIBLLVM_PATH") else "scalar_rgb"
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE}"/></rdf:RDF></x:xmpmeta>"""
COLUMNS = ("file", "source", "licence", "group", "category", "relation", "moved_m")


def materials(seed: int) -> dict[str, Any]:
    """One scene's own surfaces, by name."""
    rng = np.random.default_rng([seed, 10])

    def surface(recipe: Any, size: int = 768) -> Any:
        picture = np.ascontiguousarray(recipe(rng, size))
        bitmap = {"type": "bitmap", "bitmap": mi.Bitmap(picture), "raw": True}
        inner = {"type": "diffuse", "reflectance": bitmap}
        return mi.load_dict({"type": "twosided", "inner": inner})

    def pick(kinds: Any) -> Any:
        return kinds[int(rng.integers(len(kinds)))]

    out = {"ground": surface(pick(textures.GROUND), 1536)}
    out |= {f"wall{k}": surface(pick(textures.WALLS)) for k in range(2)}
    out |= {f"thing{k}": surface(pick(textures.THINGS)) for k in range(4)}
    out |= {
        "stone": surface(textures.soil, 512),
        "leaves": surface(textures.leaves, 512),
    }
    grey = np.full((8, 8, 3), 0.03, np.float32)
    return out | {"dark": surface(lambda _rng, _size: grey)}


def mesh(name: str, shape: Shape, surface: Any) -> Any:
    """The shape as Mitsuba takes it."""
    props = mi.Properties()
    props["bsdf"] = surface
    made = mi.Mesh(
        name,
        vertex_count=len(shape.points),
        face_count=len(shape.faces),
        has_vertex_texcoords=True,
        props=props,
    )
    params = mi.traverse(made)
    params["vertex_positions"] = shape.points.astype(np.float32).ravel()
    params["vertex_texcoords"] = shape.uv.astype(np.float32).ravel()
    params["faces"] = shape.faces.astype(np.uint32).ravel()
    params.update()
    return made


def shapes(where: Place, view: View) -> dict[str, Shape]:
    """Everything that stands in this view, one shape a material."""
    by: dict[str, list[Shape]] = {}
    for name, shape in where.fixed:
        by.setdefault(name, []).append(shape)
    for thing in view.things:
        up = float(height(thing.at, where.waves, where.rough)) - 0.02
        spot = np.array([*thing.at, up])
        for name, shape in thing.parts:
            by.setdefault(name, []).append(placed(shape, spot, thing.turn))
    return {name: joined(parts) for name, parts in sorted(by.items())}


def emitter(light: Light) -> dict[str, Any]:
    """Sun and sky, or an even sky of clouds."""
    if light.overcast:
        return {
            "type": "constant",
            "radiance": {"type": "rgb", "value": [0.9, 0.95, 1]},
        }
    return {
        "type": "sunsky",
        "sun_direction": light.sun.tolist(),
        "turbidity": light.turbidity,
        "sun_aperture": 1.2,
    }


def trace(where: Place, view: View, surfaces: dict[str, Any], given: Any) -> Array:
    """(h, w, 3) linear light."""
    width, high = given.size
    up = float(height(view.eye[:2], where.waves, where.rough))
    eye = view.eye + (0, 0, up)
    turn = mi.ScalarTransform4f().look_at(
        origin=eye.tolist(), target=view.target.tolist(), up=[0, 0, 1]
    )
    film = {"type": "hdrfilm", "width": width, "height": high, "pixel_format": "rgb"}
    world: dict[str, Any] = {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": 3},
        "sensor": {
            "type": "perspective",
            "fov": view.fov,
            "to_world": turn,
            "film": film,
        },
        "light": emitter(view.light),
    }
    for name, shape in shapes(where, view).items():
        world[f"m_{name}"] = mesh(name, shape, surfaces[name])
    picture = mi.render(mi.load_dict(world), spp=given.samples, seed=given.grain)
    return np.nan_to_num(np.array(picture, np.float64), posinf=0.0)


def develop(light: Array, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """As a phone records it: exposure, white balance, tone, vignette, grain."""
    h, w, _ = light.shape
    light = np.minimum(light, np.quantile(light, 0.995) * 2)
    key = np.exp(np.mean(np.log(light.mean(axis=2) + 1e-4)))
    light = light * (0.2 * rng.uniform(0.75, 1.35) / key) * rng.normal(1, 0.04, 3)
    y, x = np.mgrid[0:h, 0:w]
    r2 = ((x - w / 2) ** 2 + (y - h / 2) ** 2) / w**2
    light = light * (1 - rng.uniform(0.1, 0.6) * r2)[..., None]
    tone = 1 - np.exp(-1.5 * np.maximum(light, 0))
    curved = 1.055 * tone ** (1 / 2.4) - 0.055
    rgb = np.where(tone < 0.0031308, 12.92 * tone, curved)
    soft = cv2.GaussianBlur(rgb, (0, 0), 1.0)
    rgb = rgb + rng.uniform(-0.4, 0.5) * (rgb - soft)
    grain = cv2.GaussianBlur(rng.normal(size=(h, w, 3)), (0, 0), 0.6)
    rgb = rgb + rng.uniform(0.004, 0.02) * grain
    return np.asarray(np.clip(rgb, 0, 1) * 255 + 0.5, np.uint8)


def encoded(pixels: npt.NDArray[np.uint8], quality: int) -> bytes:
    """A JPEG that says that it was made by an algorithm."""
    out = io.BytesIO()
    xmp = XMP.encode()
    note = b"rendered test scene, no photograph"
    Image.fromarray(pixels).save(out, "JPEG", quality=quality, xmp=xmp, comment=note)
    return out.getvalue()


def main() -> None:
    """Make the pictures and their manifest."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", type=Path)
    ask.add_argument("--scenes", type=int, default=70)
    ask.add_argument("--first", type=int, default=1)
    ask.add_argument("--samples", type=int, default=9)
    size = lambda s: tuple(int(n) for n in s.split("x"))  # noqa: E731
    ask.add_argument("--size", type=size, default=(576, 432))
    given = ask.parse_args()
    mi.set_variant(VARIANT)
    given.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for seed in range(given.first, given.first + given.scenes):
        began, where, surfaces = time.perf_counter(), place(seed), materials(seed)
        for k, view in enumerate(where.views):
            given.grain = seed * 10 + k
            rng = np.random.default_rng([seed, k, 30])
            name = f"scene_{seed:04d}_{k}.jpg"
            pixels = develop(trace(where, view, surfaces, given), rng)
            (given.out / name).write_bytes(encoded(pixels, int(rng.integers(72, 95))))
            more = (f"scene:{seed:04d}", "", view.relation, f"{view.moved:.3f}")
            rows.append((name, "rendered, benchmarks/scenes", "Apache-2.0", *more))
        print(f"scene {seed}: {time.perf_counter() - began:.1f} s", flush=True)
        with (given.out / "manifest.csv").open("w", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()

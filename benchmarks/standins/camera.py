"""Path tracing of a scene with Mitsuba, and how a phone would have recorded it.

`trace` gives linear light and depth; `develop` gives 8-bit sRGB with haze, tone curve,
vignette, grain and sharpening. It writes no files but temporary meshes.
"""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter

from denoise import smooth
from land import Land
from mesh import Mesh, merged

MATERIALS = {
    "matte": {"type": "diffuse"},
    "leaf": {"type": "diffuse"},
    "rough": {"type": "principled", "roughness": 0.55, "specular": 0.35},
    "metal": {"type": "principled", "roughness": 0.42, "metallic": 0.75},
    "rubber": {"type": "principled", "roughness": 0.8, "specular": 0.25},
    "glass": {"type": "principled", "roughness": 0.07, "specular": 0.75},
}


@dataclass
class Scene:
    """What stands where, who looks from where, and when."""

    land: Land
    parts: list[Mesh]
    eye: tuple  # x, y, height above ground
    target: tuple  # x, y, z above ground
    when: tuple  # year, month, day, hour (local, decimal)
    place: tuple  # latitude, longitude, hours ahead of UTC
    fov: float = 52.0
    size: tuple = (1200, 800)
    roll: float = 0.6
    turbidity: float = 5.0
    exposure: float = 1.0
    haze: float = 900.0  # metres to 63 % haze
    haze_colour: tuple = (0.72, 0.62, 0.50)
    seed: int = 1
    turn_sky: float = 0.0
    after: list = field(default_factory=list)  # functions on (linear, depth, scene)


def trace(scene: Scene, scale: float, samples: int, variant: str):
    """(h, w, 3) linear light, (h, w) depth in metres (0 is sky)."""
    import mitsuba as mi

    if mi.variant() != variant:
        mi.set_variant(variant)
    T = mi.ScalarTransform4f
    width, height = (int(round(n * scale)) for n in scene.size)
    ex, ey, eh = scene.eye
    tx, ty, th = scene.target
    eye = [ex, ey, scene.land.at(ex, ey) + eh]
    target = [tx, ty, scene.land.at(tx, ty) + th]
    heading = np.degrees(np.arctan2(ty - ey, tx - ex))
    up = [0.0, 0.0, 1.0]
    roll = np.radians(scene.roll)
    side = np.array([-np.sin(np.radians(heading)), np.cos(np.radians(heading)), 0])
    up = list(np.cos(roll) * np.array(up) + np.sin(roll) * side)
    year, month, day, hour = scene.when
    ground = scene.land.mesh(
        eye, heading, scene.fov, float(np.clip(width / 1200, 0.25, 1))
    )
    world = {
        "type": "scene",
        "integrator": {
            "type": "aov", "aovs": "dd:depth,al:albedo,nn:sh_normal",
            "img": {"type": "path", "max_depth": 4},
        },
        "sensor": {
            "type": "thinlens", "fov": scene.fov, "fov_axis": "x",
            "aperture_radius": 0.006,
            "focus_distance": float(np.linalg.norm(np.subtract(target, eye))),
            "to_world": T().look_at(origin=eye, target=target, up=up),
            "film": {
                "type": "hdrfilm", "width": width, "height": height,
                "pixel_format": "rgba", "rfilter": {"type": "gaussian"},
            },
        },
        "sky": {
            "type": "sunsky", "latitude": scene.place[0], "longitude": scene.place[1],
            "timezone": float(scene.place[2]), "year": year, "month": month, "day": day,
            "hour": float(hour), "turbidity": scene.turbidity,
            "albedo": {"type": "rgb", "value": list(scene.land.palette[0])},
            "to_world": T().rotate([0, 0, 1], scene.turn_sky),
        },
    }
    with tempfile.TemporaryDirectory() as folder:
        for n, mesh in enumerate(merged(ground + scene.parts)):
            path = Path(folder) / f"{n}.ply"
            mesh.write(path)
            bsdf = dict(MATERIALS[mesh.material])
            key = "reflectance" if bsdf["type"] == "diffuse" else "base_color"
            bsdf[key] = {"type": "mesh_attribute", "name": "vertex_color"}
            world[f"m{n}"] = {
                "type": "ply", "filename": str(path),
                "bsdf": {"type": "twosided", "inner": bsdf},
            }
        loaded = mi.load_dict(world)
    total = None
    passes = max(1, samples // 6)
    for k in range(passes):
        image = np.array(mi.render(loaded, spp=min(6, samples), seed=scene.seed * 97 + k))
        image = np.nan_to_num(image, posinf=0.0, neginf=0.0)  # edges seen end on
        total = image if total is None else total + image
    total = total / passes
    depth = total[..., 4]
    light = np.minimum(total[..., :3], np.quantile(total[..., :3], 0.999) * 2)
    light = smooth(light, total[..., 5:8], total[..., 8:11], depth)
    return light.astype(np.float64), depth.astype(np.float64)


def develop(light: np.ndarray, depth: np.ndarray, scene: Scene) -> np.ndarray:
    """(h, w, 3) uint8 sRGB."""
    h, w, _ = light.shape
    key = np.exp(np.mean(np.log(light.mean(axis=2) + 1e-5)))
    light = light * (0.31 * scene.exposure / key)
    haze = np.asarray(scene.haze_colour) * 1.2
    veil = 1 - np.exp(-depth[..., None] / scene.haze)
    light = light * (1 - veil) + haze * veil
    yy, xx = np.mgrid[0:h, 0:w] / w
    for change in scene.after:
        light = change(light, depth, scene)
    glow = gaussian_filter(np.maximum(light - 0.85, 0), (w / 90, w / 90, 0))
    light = light + 0.35 * glow
    r2 = (xx - 0.5) ** 2 + ((yy - 0.5 * h / w)) ** 2
    light = light * (1 - 0.55 * r2)[..., None]
    x = light * 0.95  # filmic curve after Hable's published constants
    def curve(v):
        return (v * (0.15 * v + 0.05) + 0.004) / (v * (0.15 * v + 0.5) + 0.06) - 0.0667
    x = np.clip(curve(2.6 * x) / curve(6.0), 0, 1)
    rgb = np.where(x <= 0.0031308, 12.92 * x, 1.055 * x ** (1 / 2.4) - 0.055)
    soft = gaussian_filter(rgb, (1.1, 1.1, 0))
    rgb = rgb + 0.45 * (rgb - soft)
    rng = np.random.default_rng(scene.seed + 5)
    grain = gaussian_filter(rng.normal(0, 1, (h, w)), 0.55)
    chroma = gaussian_filter(rng.normal(0, 1, (h, w, 3)), (1.2, 1.2, 0))
    rgb = rgb + 0.010 * grain[..., None] * (1.3 - rgb) + 0.008 * chroma
    return (np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8)


def default_variant() -> str:
    """llvm_ad_rgb where an LLVM library is named by the environment, else scalar_rgb."""
    return "llvm_ad_rgb" if os.environ.get("DRJIT_LIBLLVM_PATH") else "scalar_rgb"

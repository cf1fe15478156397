"""Pairs of features that look alike, and what their frames say of the two pictures.

Every pair of like features states how much larger and how far turned the suspect is
against the reference (Lowe, IJCV 2004, section 7.3: a Hough transform over frames).
True pairs state the same; false ones scatter. So a few true pairs among very many
false ones are found, where a search over samples of pairs would not meet them.
"""

from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from verify.matching.features import LocalFeatures

Positions = NDArray[np.intp]

MIN_PAIRS = 5
_RATIO = 0.9  # nearest against second nearest; looser than Lowe's 0.8, frames sort out
_OCTAVES = 6.0  # of relative size, either way
_BINS_PER_OCTAVE = 2
_TURN_BINS = 18
_SAME_SIZE = 0.9  # octaves off what most pairs state
_SAME_TURN = 40.0  # degrees
_MODES = 2
_ALIKE = 110_000  # squared distance of descriptors; of unrelated details mostly more


@dataclass(frozen=True)
class Pairs:
    """`suspect[i]` and `reference[i]` are positions of features that look alike."""

    suspect: Positions
    reference: Positions

    def __len__(self) -> int:
        return len(self.suspect)

    def __getitem__(self, chosen: NDArray[np.bool_]) -> "Pairs":
        return Pairs(self.suspect[chosen], self.reference[chosen])


@dataclass(frozen=True)
class Pose:
    """What pairs state together: `enlarged` in octaves, `turned` in degrees."""

    enlarged: float
    turned: float


def pair(suspect: LocalFeatures, reference: LocalFeatures) -> Pairs:
    """Features that look alike: clearly nearest, each of the reference used once."""
    if min(len(suspect), len(reference)) < MIN_PAIRS:
        return Pairs(np.zeros(0, np.intp), np.zeros(0, np.intp))
    two, near = faiss.knn(
        suspect.descriptors.astype(np.float32),
        reference.descriptors.astype(np.float32),
        2,
    )
    clear = np.flatnonzero(two[:, 0] < _RATIO**2 * two[:, 1])
    by_distance = clear[np.argsort(two[clear, 0], kind="stable")]
    _, unique = np.unique(near[by_distance, 0], return_index=True)
    chosen = np.sort(by_distance[unique])
    return Pairs(chosen, near[chosen, 0])


def by_pose(
    pairs: Pairs, suspect: LocalFeatures, reference: LocalFeatures
) -> list[tuple[Pose, Pairs]]:
    """The pairs that agree on a pose, for the poses most pairs state, most first."""
    octaves = np.log2(
        suspect.sizes[pairs.suspect] / reference.sizes[pairs.reference]
    ).astype(np.float64)
    turns = (suspect.angles[pairs.suspect] - reference.angles[pairs.reference]) % 360
    found = []
    for pose in _poses(octaves, turns.astype(np.float64)):
        off = np.abs((turns - pose.turned + 180) % 360 - 180)
        agree = (np.abs(octaves - pose.enlarged) <= _SAME_SIZE) & (off <= _SAME_TURN)
        if agree.sum() >= MIN_PAIRS:
            found.append((pose, pairs[agree]))
    return found


def _poses(octaves: NDArray[np.float64], turns: NDArray[np.float64]) -> list[Pose]:
    """The fullest places of a histogram over size and direction, each refined."""
    rows = int(2 * _OCTAVES * _BINS_PER_OCTAVE)
    row = ((octaves + _OCTAVES) * _BINS_PER_OCTAVE).astype(int).clip(0, rows - 1)
    column = (turns * _TURN_BINS / 360).astype(int) % _TURN_BINS
    counts = np.zeros((rows, _TURN_BINS))
    np.add.at(counts, (row, column), 1)
    padded = np.pad(counts, ((1, 1), (0, 0)))
    tall = padded[:-2] + padded[1:-1] + padded[2:]
    smooth = tall + np.roll(tall, 1, axis=1) + np.roll(tall, -1, axis=1)
    poses = []
    for _ in range(_MODES):
        top, left = np.unravel_index(int(smooth.argmax()), smooth.shape)
        if smooth[top, left] < MIN_PAIRS:
            break
        inside = (np.abs(row - top) <= 1) & (_around(column, int(left)) <= 1)
        direction = np.exp(1j * np.deg2rad(turns[inside])).mean()
        turned = float(np.rad2deg(np.angle(direction)) % 360)
        poses.append(Pose(float(np.median(octaves[inside])), turned))
        taken = _around(np.arange(_TURN_BINS), int(left)) <= 2  # noqa: PLR2004
        smooth[max(0, top - 2) : top + 3, taken] = -1
    return poses


def _around(columns: NDArray[np.intp], column: int) -> NDArray[np.intp]:
    """How many columns apart, the histogram being a circle in that direction."""
    return np.minimum((columns - column) % _TURN_BINS, (column - columns) % _TURN_BINS)


def guided(
    suspect: LocalFeatures,
    reference: LocalFeatures,
    placed: NDArray[np.float32],
    *,
    enlarged: float,
    radius_px: float,
) -> Pairs:
    """Features alike in place, size and look, where `placed` puts the reference's.

    `placed`: float32 (n, 2), suspect pixels. This finds what the search over the whole
    picture could not tell from other details.
    """
    there, here = _near(placed, suspect.points, radius_px)
    octaves = np.log2(suspect.sizes[here] / reference.sizes[there])
    alike = np.abs(octaves - np.log2(enlarged)) <= 1
    there, here = there[alike], here[alike]
    differing = reference.descriptors[there].astype(np.float32) - suspect.descriptors[
        here
    ].astype(np.float32)
    distance = (differing**2).sum(axis=1)
    close = distance < _ALIKE
    there, here, distance = there[close], here[close], distance[close]
    kept = _each_once(there, distance)
    kept = kept[_each_once(here[kept], distance[kept])]
    return Pairs(here[kept], there[kept])


def _near(
    a: NDArray[np.float32], b: NDArray[np.float32], radius_px: float
) -> tuple[Positions, Positions]:
    """Positions of all points of `a` and `b`, (n, 2), that lie within the radius."""
    if len(b) == 0:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    # A plane that runs to infinity may put points there; none is near anything.
    low, high = b.min(axis=0) - radius_px, b.max(axis=0) + radius_px
    reachable = np.flatnonzero(((a >= low) & (a <= high)).all(axis=1))
    one, other = KDTree(a[reachable]), KDTree(b)
    met = one.sparse_distance_matrix(other, radius_px, output_type="ndarray")
    order = np.lexsort((met["j"], met["i"]))
    return reachable[met["i"][order]], np.asarray(met["j"][order], np.intp)


def _each_once(names: Positions, distance: NDArray[np.float32]) -> Positions:
    """For each name the position of its nearest entry."""
    nearest_first = np.lexsort((distance, names))
    _, first = np.unique(names[nearest_first], return_index=True)
    return np.asarray(nearest_first[first], np.intp)

"""Files changed at a few bytes, repeatably, as a fuzzer without feedback would."""

import random
import struct

LARGE = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFF0, 0xFFFFFFFF)


def mutated(content: bytes, seed: int) -> bytes:
    """The content after one to eight changes that this seed chooses."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if len(made) < 16:
            break
        # Headers and blocks of metadata stand in front as a rule.
        reach = len(made) if chance.random() < 0.3 else min(len(made), 4096)
        at = chance.randrange(reach)
        chance.choice((_flip, _number, _cut, _repeat, _insert, _wipe))(made, at, chance)
    return bytes(made)


def _flip(made: bytearray, at: int, chance: random.Random) -> None:
    made[at] ^= 1 << chance.randrange(8)


def _number(made: bytearray, at: int, chance: random.Random) -> None:
    """A number as a size or an offset could have, in either byte order."""
    form = chance.choice((">I", "<I", ">H", "<H"))
    size = struct.calcsize(form)
    value = chance.choice(LARGE) & (256**size - 1)
    made[at : at + size] = struct.pack(form, value)


def _cut(made: bytearray, at: int, chance: random.Random) -> None:
    if chance.random() < 0.5:
        del made[max(at, 8) :]
    else:
        del made[at : at + chance.randint(1, 64)]


def _repeat(made: bytearray, at: int, chance: random.Random) -> None:
    piece = made[at : at + chance.randint(1, 512)]
    made[at:at] = piece * chance.randint(1, 20)


def _insert(made: bytearray, at: int, chance: random.Random) -> None:
    made[at:at] = chance.randbytes(chance.randint(1, 32))


def _wipe(made: bytearray, at: int, chance: random.Random) -> None:
    size = chance.randint(1, 64)
    made[at : at + size] = bytes([chance.choice((0, 0xFF, 0x41))]) * size

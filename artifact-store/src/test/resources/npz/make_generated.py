"""Makes generated.npz, generated_compressed.npz, zip64.npz and generated.jsonl beside this file: python make_generated.py
(numpy 2.4.6).

Hundreds of arrays: every fixed dtype in either byte order, C and Fortran order and slices, 0 to 9 axes, axes of length 0,
single numbers. For each, generated.jsonl says what numpy itself makes of it in little-endian C order: its dtype, its shape, the
hash of its elements, and the hash of the file that numpy.save writes.
"""

import hashlib
import io
import json
import pathlib
import zipfile

import numpy as np

HERE = pathlib.Path(__file__).parent
KINDS = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16", "S1", "S5", "U1", "U4"]
LETTERS = np.array(list("aZ0 _.é") + ["λ", "🎈"])
random = np.random.default_rng(20260101)


def shape():
    axes = int(random.choice([0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 9]))
    lengths = [int(n) for n in random.integers(1, 4 if axes < 5 else 3, axes)]
    if axes and random.random() < 0.12:
        lengths[int(random.integers(axes))] = 0
    while int(np.prod(lengths)) > 64:
        lengths[int(np.argmax(lengths))] = 1
    return tuple(lengths)


def elements(kind, count):
    """Bits of every pattern for numbers, so also NaN with payloads, denormals, infinities and integers above 2^53."""
    dtype = np.dtype("<" + kind)
    if kind == "b1":
        return random.integers(0, 2, count).astype(bool)
    if kind[0] == "S":
        return np.array([bytes(random.integers(1, 256, random.integers(dtype.itemsize + 1), np.uint8)) for _ in range(count)], dtype)
    if kind[0] == "U":
        width = dtype.itemsize // 4
        return np.array(["".join(random.choice(LETTERS, random.integers(width + 1))) for _ in range(count)], dtype)
    return np.frombuffer(random.bytes(count * dtype.itemsize), dtype)


def array(kind):
    lengths = shape()
    values = elements(kind, int(np.prod(lengths))).reshape(lengths)
    values = values.astype(values.dtype.newbyteorder(random.choice(["<", ">"])), order="C")
    layout = random.random()
    if layout < 0.4:
        values = np.asfortranarray(values) if values.ndim else values
    elif layout < 0.5 and values.ndim:
        values = np.repeat(values, 2, axis=-1)[..., ::2]
    return values


def plain(values):
    """Little-endian, C order, whatever it was; keeps single numbers single."""
    return np.array(values, values.dtype.newbyteorder("<"), order="C", copy=True)


arrays = {f"{kind}_{number:02d}": array(kind) for kind in KINDS for number in range(16)}
np.savez(HERE / "generated.npz", **arrays)
np.savez_compressed(HERE / "generated_compressed.npz", **arrays)
with open(HERE / "generated.jsonl", "w") as lines:
    for name, values in arrays.items():
        file = io.BytesIO()
        np.save(file, plain(values))
        line = {
            "name": name,
            "kind": values.dtype.kind,
            "item_size": values.dtype.itemsize,
            "shape": values.shape,
            "elements": hashlib.sha256(plain(values).tobytes()).hexdigest(),
            "file": hashlib.sha256(file.getvalue()).hexdigest(),
        }
        lines.write(json.dumps(line) + "\n")

zipfile.ZIP64_LIMIT = 8  # as if everything were above 4 GiB: zip64 fields in the directory, and a zip64 end
np.savez(HERE / "zip64.npz", **{name: arrays[name] for name in ("f4_00", "i8_01", "U4_02")})

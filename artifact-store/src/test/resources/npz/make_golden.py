"""Makes the golden archives beside this file: python make_golden.py (numpy 2.4.6)."""

import io
import pathlib
import struct
import zipfile

import numpy as np
from numpy.lib import format as npy

HERE = pathlib.Path(__file__).parent


def types(order):
    """One array for each element type, with its extremes."""
    arrays = {"b1": np.array([True, False, True])}
    for size in (1, 2, 4, 8):
        for kind in "iu":
            dtype = np.dtype(f"{order}{kind}{size}")
            info = np.iinfo(dtype)
            arrays[f"{kind}{size}"] = np.array([info.min, 0, 1, info.max], dtype)
    for size in (2, 4, 8):
        dtype = np.dtype(f"{order}f{size}")
        arrays[f"f{size}"] = np.array([-1.5, 0.0, -0.0, np.inf, -np.inf, np.nan, np.finfo(dtype).max], dtype)
    for size in (8, 16):
        arrays[f"c{size}"] = np.array([1 - 2j, 0.5j], f"{order}c{size}")
    arrays["S"] = np.array([b"a", b"", b"abc"])
    arrays["U"] = np.array(["a", "", "λ🎈"], f"{order}U3")
    return arrays


def shapes():
    return {
        "zero_d": np.array(3.5),
        "empty": np.empty((0, 3)),
        "c_order": np.arange(24).reshape(2, 3, 4),
        "f_order": np.asfortranarray(np.arange(24).reshape(2, 3, 4)),
        "f_order_big_endian": np.asfortranarray(np.arange(6, dtype=">f4").reshape(2, 3)),
        "long": np.arange(10_000, dtype="<i4"),
    }


def versions():
    """The same array under each version of the header."""
    with zipfile.ZipFile(HERE / "versions.npz", "w") as archive:
        for version in ((1, 0), (2, 0), (3, 0)):
            out = io.BytesIO()
            npy.write_array(out, np.arange(3, dtype="<i2"), version)
            archive.writestr(zipfile.ZipInfo(f"v{version[0]}.npy"), out.getvalue())
        python2 = b"{'descr': '<i8', 'fortran_order': False, 'shape': (2L,), }          \n"
        archive.writestr(
            zipfile.ZipInfo("python2.npy"),
            b"\x93NUMPY\x01\x00" + struct.pack("<H", len(python2)) + python2 + np.array([7, 8], "<i8").tobytes(),
        )


class Unseekable(io.RawIOBase):
    """Makes zipfile write its sizes behind the data."""

    def __init__(self, path):
        self.file = open(path, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)

    def close(self):
        self.file.close()
        super().close()


np.savez(HERE / "little_endian.npz", **types("<"))
np.savez(HERE / "big_endian.npz", **types(">"))
np.savez(HERE / "shapes.npz", **shapes())
np.savez_compressed(HERE / "compressed.npz", **shapes())
with Unseekable(HERE / "unseekable.npz") as out:
    np.savez(out, **shapes())
versions()
np.savez(HERE / "objects.npz", objects=np.array([{"a": 1}, None], dtype=object))
np.savez(HERE / "structured.npz", pairs=np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]))
np.savez(HERE / "long_double.npz", wide=np.array([1.0], np.longdouble))
np.savez(HERE / "dates.npz", dates=np.array(["2026-01-01"], "datetime64[D]"))

"""Reads with numpy what NpzGeneratedTest wrote into target/npz: python check_ours.py (numpy 2.4.6), after that test."""

import pathlib
import zipfile

import numpy as np

HERE = pathlib.Path(__file__).parent
OURS = HERE.parents[3] / "target" / "npz"

with np.load(HERE / "generated.npz") as theirs:
    for name in ("stored.npz", "deflated.npz"):
        assert zipfile.ZipFile(OURS / name).testzip() is None
        with np.load(OURS / name, allow_pickle=False) as ours:
            assert ours.files == theirs.files
            for array in theirs.files:
                a, b = ours[array], theirs[array]
                assert a.shape == b.shape and a.dtype == b.dtype.newbyteorder("<"), (array, a.dtype, b.dtype)
                assert a.tobytes() == b.astype(b.dtype.newbyteorder("<")).tobytes(), array
        print(name, "holds the same", len(theirs.files), "arrays")

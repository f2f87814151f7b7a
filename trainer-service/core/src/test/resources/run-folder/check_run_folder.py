"""Reads run folders with numpy, pandas and pyarrow: python check_run_folder.py [FOLDER] (numpy 2.4.6, pandas 3.0.6, pyarrow 25.0.1).

FOLDER is that of a bucket; without it, the one that RunFolderFormatTest leaves. What arrays must be stands in the tables of
docs/formats/run-folder.md. Checks types, axes and hashes, that numbers survive on their way through pandas and pyarrow, that what
is missing is absent or NaN, and that integers above 2^53 are exact.
"""

import hashlib
import json
import pathlib
import re
import sys

import numpy as np
import pandas as pd
import pyarrow as pa

ROOT = pathlib.Path(__file__).resolve().parents[6]
BUCKET = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "trainer-service/core/target/run-folder/epochline")
TYPES = {"bool": "b1", "i32": "i4", "i64": "i8", "u8": "u1", "u64": "u8", "f32": "f4", "f64": "f8", "text": "U"}

documented, arrays = {}, {}
for line in (ROOT / "docs/formats/run-folder.md").read_text().splitlines():
    if heading := re.match(r"## (\w+)\.(?:npz|jsonl)", line):
        arrays = documented.setdefault(heading[1], {})
    elif row := re.match(r"\| (`[^|]+`) \| (\w+)\[(.*?)\] \|", line):
        for name in row[1].split(", "):
            arrays[re.sub(r"<\w+>", ".+", name.strip("`"))] = (row[2], row[3].split(", "))


def rule(file, name):
    rules = {"job": documented["trace"]["job"], **documented[file]}
    return next(rule for pattern, rule in rules.items() if re.fullmatch(pattern, name))


def check_arrays(path, file):
    lengths = {}
    with np.load(path, allow_pickle=False) as archive:
        columns = {}
        for name in archive.files:
            values = archive[name]
            dtype, axes = rule(file, name)
            expected = values.dtype.kind if dtype == "text" else values.dtype.str.lstrip("<|")
            assert expected == TYPES[dtype], (path, name, values.dtype, dtype)
            named = [axis for axis in axes if axis != "…"]
            assert values.ndim == len(axes) or axes[-1] == "…", (path, name, values.shape, axes)
            for axis, length in zip(named, values.shape):
                assert lengths.setdefault(axis, length) == length, (path, name, axis)
            if values.ndim == 1 and dtype != "text":
                columns.setdefault(len(values), {})[name] = values
    for same_length in columns.values():
        frame, table = pd.DataFrame(same_length), pa.table(same_length)
        for name, values in same_length.items():
            assert frame[name].dtype == values.dtype and table[name].type == pa.from_numpy_dtype(values.dtype)
            assert np.array_equal(frame[name], values, equal_nan=values.dtype.kind == "f")
            assert np.array_equal(table[name].to_numpy(), values, equal_nan=values.dtype.kind == "f")
            assert table[name].null_count == 0, "NaN is a number here, not a gap"


def number(value):
    return {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}.get(value, value)


def check_lines(path):
    frame = pd.read_json(path, lines=True, precise_float=True)
    assert len(frame) == len(path.read_text().splitlines())
    for name in frame.columns:
        assert frame[name].dtype == np.dtype(TYPES[rule(path.stem, name)[0]]), (path, name, frame[name].dtype)
    return frame


def check_steps(folder, meta):
    """What is kept of single steps is what the trace has of them, and the parts are the beginning of the whole."""
    trace = np.load(folder / "trace.npz")
    if (lines := folder / "diag_steps.jsonl").exists():
        frame = check_lines(lines)
        for name in ("loss", "grad_norm", "step_norm", "lr"):
            assert np.array_equal(frame[name], trace[name][frame["step"]]), (lines, name)
        blocks = frame.filter(regex=r"^grad_norm\.").to_numpy()
        assert blocks.size == 0 or np.allclose(np.linalg.norm(blocks, axis=1), frame["grad_norm"], rtol=1e-6)
        assert blocks.shape[1] in (0, len(meta["index_map"]))
    if (grads := folder / "grads.npz").exists():
        kept = np.load(grads)
        norms = np.linalg.norm(kept["gradient"].astype(float), axis=1)
        assert np.allclose(norms, trace["grad_norm"][kept["step"]], rtol=1e-6)
    if "accepted" in trace.files:
        assert np.all(trace["step_norm"][~trace["accepted"]] == 0)
    for parts in folder.glob("parts/*"):
        steps = [np.load(part)["step"] for part in sorted(parts.glob("*.npz"))]
        name = parts.name
        whole = check_lines(folder / f"{name}.jsonl") if name == "diag_steps" else np.load(folder / f"{name}.npz")
        joined = np.concatenate(steps)
        assert np.array_equal(joined, np.asarray(whole["step"])[: len(joined)]) and np.all(np.diff(joined) > 0), parts


def check_run(folder):
    summary = json.loads((folder / "summary.json").read_text())
    for reference in summary["artifacts"].values():
        content = (BUCKET / reference["key"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == reference["sha256"] and len(content) == reference["size"]
    for name in ("best_val_loss", "final_val_loss"):
        assert name not in summary or isinstance(number(summary[name]), float)
    meta = json.loads((folder / "meta.json").read_text())
    for path in sorted(folder.rglob("*.npz")):
        inside = path.relative_to(folder).parts
        check_arrays(path, {"segments": "trace", "parts": inside[-2]}.get(inside[0], path.stem) if len(inside) > 1 else path.stem)
    check_steps(folder, meta)
    if "seed" in meta["job"]:
        seeds = pa.table({"seed": [meta["job"]["seed"]]})
        assert seeds["seed"].type == pa.int64() and seeds["seed"][0].as_py() == summary["settings"]["seed"]
        assert pd.DataFrame({"seed": [meta["job"]["seed"]]})["seed"].dtype == np.int64
    return summary


runs = [check_run(path.parent) for path in sorted(BUCKET.glob("experiments/*/runs/*/summary.json"))]
gathered = [json.loads(line) for path in BUCKET.glob("experiments/*/summaries/*/*.jsonl") for line in path.read_text().splitlines()]
for line in gathered:
    whole = next(run for run in runs if run["run_id"] == line["run_id"])
    assert line == {key: value for key, value in whole.items() if key != "artifacts"}
assert runs, f"no finished run under {BUCKET}"
kinds = sorted({run["settings"]["kind"] for run in runs})
print("read as meant:", len(runs), "runs of kinds", ", ".join(kinds) + ";", len(gathered), "gathered summaries")

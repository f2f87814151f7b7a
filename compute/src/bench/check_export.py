"""Checks exported gradients from outside: onnx.checker accepts both files, and central differences of `loss`, computed by
onnxruntime, agree with `grad.*`.

    python compute/src/bench/check_export.py [MODEL...]

Needs onnx, onnxruntime and numpy. Each parameter is moved along its own gradient, whose length the slope must be.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort

HOME = Path(__file__).resolve().parents[3]
LOSS = {"digits_cnn": "cross_entropy"}


def epochline(*arguments):
    done = subprocess.run([HOME / "epochline", *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def start_values(model):
    return {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in model.graph.initializer}


def check(name, folder):
    files = [str(folder / f"{name}.onnx"), str(folder / f"{name}.grad.onnx")]
    epochline("model", "export", name, "--out", files[0], "--batch", "2", "--loss", LOSS.get(name, "mse"), "--gradients", files[1])
    for file in files:
        onnx.checker.check_model(file, full_check=True)
    start = start_values(onnx.load(files[0]))
    options = ort.SessionOptions()
    options.log_severity_level = 3
    session = ort.InferenceSession(files[1], options, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(7)
    feeds = {}
    for tensor in session.get_inputs():
        value = start.get(tensor.name)
        feeds[tensor.name] = random.standard_normal(tensor.shape).astype(np.float32) if value is None else value
        if tensor.name == "target" and "cross_entropy" in LOSS.get(name, ""):
            feeds["target"] = np.eye(tensor.shape[1], dtype=np.float32)[random.integers(0, tensor.shape[1], tensor.shape[0])]
    names = [output.name for output in session.get_outputs()]
    values = dict(zip(names, session.run(names, feeds)))
    worst = 0.0
    # Some gradients are zero but for rounding, as that of a bias on the keys of an attention.
    least = 1e-4 * max(np.linalg.norm(values[name]) for name in names if name.startswith("grad."))
    for parameter in (name for name in names if name.startswith("grad.")):
        gradient = values[parameter].astype(np.float64)
        size = np.linalg.norm(gradient)
        if size == 0:
            continue
        key = parameter.removeprefix("grad.")
        direction = gradient / size

        def slope(step):
            moved = [
                session.run(["loss"], {**feeds, key: (feeds[key] + sign * step * direction).astype(np.float32)})[0]
                for sign in (1, -1)
            ]
            return (float(moved[0]) - float(moved[1])) / (2 * step)

        # Long steps meet the corners of relu and max, short ones the rounding of float32: the best of several counts.
        errors = [abs(slope(step) - size) / max(size, least) for step in np.logspace(-4, -1, 13)]
        worst = max(worst, min(errors))
    return worst


if __name__ == "__main__":
    models = sys.argv[1:] or [model["name"] for model in json.loads(epochline("model", "list", "--json"))]
    with tempfile.TemporaryDirectory() as folder:
        for model in models:
            print(f"{model:28} largest relative error of a parameter: {check(model, Path(folder)):.1e}", flush=True)

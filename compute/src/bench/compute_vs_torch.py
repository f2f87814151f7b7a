"""Times training steps beside PyTorch on the same machine and writes docs/results/compute.md.

    python compute/src/bench/compute_vs_torch.py [--rounds 9] [CASE...]

Both sides take rounds of a second in turn, in processes of their own: the same network, batch, loss and optimizer (Adam),
two threads each. What counts is the median of the rounds' ratios, each of two rounds side by side.
Needs torch, onnx and numpy; the networks are those of the golden gradients.
"""

import argparse
import importlib
import json
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
GOLDEN = HOME / "compute" / "src" / "test" / "golden"
THREADS = 2
ROUND_SECONDS = 1.0
SPECTRUM = (2, 2, 30)

# Case: network, batch, shape of an example and of its target; the names are those of `epochline bench compute`.
CASES = {
    "tiny_mlp": ("tiny_mlp", 32, (4,), (1,)),
    "ranker_mlp_64": ("ranker_mlp", 64, (1540,), (1,)),
    "ranker_mlp_256": ("ranker_mlp", 256, (1540,), (1,)),
    "Simple_CNN_4": ("Simple_CNN", 4, (1, 128, 128), (2,)),
    "Simple_CNN_64": ("Simple_CNN", 64, (1, 128, 128), (2,)),
    "ResNetWithAttention_4": ("ResNetWithAttention", 4, (1, 128, 128), (2,)),
    "cnn_xattn_16": ("cnn_xattn", 16, (1, 128, 128), SPECTRUM),
    "cnn_gru_16": ("cnn_gru", 16, (1, 128, 128), SPECTRUM),
    "DenseResidualCNN_16": ("DenseResidualCNN", 16, (1, 128, 128), SPECTRUM),
}


def torch_network(name):
    import torch

    if name == "tiny_mlp":
        return torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1))
    sys.path.insert(0, str(GOLDEN))
    spectral = any(network == name and target == SPECTRUM for network, _, _, target in CASES.values())
    return importlib.import_module("spectral_models" if spectral else "vision_models").build(name)


def torch_side(case):
    """Answers each line on standard input with the median step of one round."""
    import torch

    torch.set_num_threads(THREADS)
    name, batch, example, target = CASES[case]
    network = torch_network(name).float().train()
    x, y = torch.randn(batch, *example), torch.randn(batch, *target)
    optimizer = torch.optim.Adam(network.parameters(), 1e-3)
    loss_of = torch.nn.MSELoss()

    def step():
        optimizer.zero_grad()
        loss = loss_of(network(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    step()
    for _ in sys.stdin:
        times, start = [], time.perf_counter()
        while len(times) < 3 or time.perf_counter() - start < ROUND_SECONDS:
            before = time.perf_counter()
            step()
            times.append(time.perf_counter() - before)
        parameters = sum(parameter.numel() for parameter in network.parameters())
        print(json.dumps({"step_millis": 1e3 * statistics.median(times), "parameters": parameters}), flush=True)


class Side:
    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME)

    def round(self):
        self.process.stdin.write("round\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("a side ended early: " + " ".join(map(str, self.process.args)))
        return json.loads(line)

    def close(self):
        """Ends it and gives the most memory it held, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        self.process.stdin.close()
        self.process.wait()
        return peak / 1024


def compare(case, rounds):
    ours = Side(HOME / "epochline", "bench", "compute", case, "--paced")
    theirs = Side(sys.executable, __file__, "--torch", case)
    for side in (ours, theirs):
        side.round()
    pairs = []
    for number in range(rounds):
        order = (ours, theirs) if number % 2 == 0 else (theirs, ours)
        results = {side: side.round() for side in order}
        pairs.append((results[ours], results[theirs]))
    a, b = pairs[-1]
    if a["parameters"] != b["parameters"]:
        sys.exit(f"{case}: {a['parameters']} parameters here, {b['parameters']} in torch: not the same network")
    row = {
        "case": case,
        "parameters": a["parameters"],
        "new_shape": a["new_shape_millis"],
        "ours": statistics.median(pair[0]["step_millis"] for pair in pairs),
        "torch": statistics.median(pair[1]["step_millis"] for pair in pairs),
        "ratio": statistics.median(pair[1]["step_millis"] / pair[0]["step_millis"] for pair in pairs),
        "peak": ours.close(),
        "torch_peak": theirs.close(),
    }
    print(json.dumps(row), flush=True)
    return row


def processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} cores, {names[0] if names else platform.machine()}"


def time_text(millis):
    return f"{1000 * millis:.1f} µs" if millis < 1 else f"{millis:.2f} ms"


def page(rows, rounds):
    import torch

    table = "\n".join(
        f"| `{row['case']}` | {row['parameters']:,} | {time_text(row['ours'])} | {time_text(row['torch'])} | "
        f"{row['ratio']:.2f} | {row['new_shape']:.0f} ms | {row['peak']:.0f} MB | {row['torch_peak']:.0f} MB |"
        for row in rows
    )
    text = (HOME / "compute" / "src" / "bench" / "compute.md.in").read_text()
    return (
        text.replace("@TABLE@", table)
        .replace("@MACHINE@", processor())
        .replace("@TORCH@", torch.__version__)
        .replace("@ROUNDS@", str(rounds))
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", help="all when none is named; the page is written for all only")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--torch", action="store_true", help="be the other side of the one case named")
    options = parser.parse_args()
    if options.torch:
        torch_side(options.cases[0])
        sys.exit()
    results = [compare(case, options.rounds) for case in options.cases or CASES]
    if not options.cases:
        (HOME / "docs" / "results").mkdir(exist_ok=True)
        (HOME / "docs" / "results" / "compute.md").write_text(page(results, options.rounds))

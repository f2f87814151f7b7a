"""Writes batch_norm.json: torch's BatchNorm2d in float64, trained on two batches, then used for inference.

Run: python compute/src/test/golden/batch_norm.py
"""

import json
import pathlib

import torch

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)

layer = torch.nn.BatchNorm2d(3)
with torch.no_grad():
    layer.weight.copy_(torch.randn(3))
    layer.bias.copy_(torch.randn(3))

steps = []
for _ in range(2):
    x = torch.randn(4, 3, 2, 2, requires_grad=True)
    y = layer(x)
    layer.zero_grad()
    (y**3).mean().backward()
    steps.append(
        {
            "x": x.flatten().tolist(),
            "y": y.flatten().tolist(),
            "x_gradient": x.grad.flatten().tolist(),
            "scale_gradient": layer.weight.grad.tolist(),
            "offset_gradient": layer.bias.grad.tolist(),
            "running_mean": layer.running_mean.tolist(),
            "running_variance": layer.running_var.tolist(),
        }
    )
layer.eval()
golden = {
    "scale": layer.weight.tolist(),
    "offset": layer.bias.tolist(),
    "steps": steps,
    "inference": layer(torch.tensor(steps[0]["x"]).reshape(4, 3, 2, 2)).flatten().tolist(),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")

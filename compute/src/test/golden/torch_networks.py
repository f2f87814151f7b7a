"""What the golden gradients of named networks have in common: parts of networks in torch, and how results are written.

Parameters and data follow a formula that the test repeats, so that a file holds results only. Parameters are told in the
order in which the network's document makes them, which is the order in which these modules register them.
"""

import json
import pathlib

import numpy as np
import torch
from torch import nn

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "resources" / "golden"
ENTRIES = 6


def wave(shape, k):
    """sin(1 + i² + k) for the elements i in row-major order."""
    i = np.arange(np.prod(shape, dtype=int), dtype=np.float64)
    return torch.from_numpy(np.sin(1 + i * i + k).reshape(shape))


class Residual(nn.Module):
    """x + layers(x), x through `projection` where the shapes differ."""

    def __init__(self, *layers, projection=None):
        super().__init__()
        self.layers = nn.Sequential(*layers)
        self.projection = projection or nn.Identity()

    def forward(self, x):
        return self.projection(x) + self.layers(x)


class Skip(nn.Module):
    """x and layers(x) along the first axis of an example."""

    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return torch.cat([x, self.layers(x)], 1)


class Attention(nn.Module):
    """Multi-head self-attention of tokens."""

    def __init__(self, features, heads, width):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(features, heads * width)
        self.key = nn.Linear(features, heads * width)
        self.value = nn.Linear(features, heads * width)
        self.out = nn.Linear(heads * width, features)

    def forward(self, x):
        q, k, v = (
            part(x).unflatten(2, (self.heads, -1)).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        gathered = nn.functional.scaled_dot_product_attention(q, k, v)
        return self.out(gathered.transpose(1, 2).flatten(2))


class Each(nn.Module):
    """The same layers on each item of an example."""

    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x.flatten(0, 1)).unflatten(0, x.shape[:2])


def named_parameters(network):
    """(parameter, whether it is a matrix that documents hold transposed, whether it is the scale of a norm)."""
    norms = (nn.BatchNorm2d, nn.GroupNorm, nn.LayerNorm)
    for module in network.modules():
        if isinstance(module, nn.RNNBase):
            yield from recurrent_parameters(module)
            continue
        for name, parameter in module.named_parameters(recurse=False):
            yield parameter, isinstance(module, nn.Linear) and name == "weight", (
                isinstance(module, norms) and name == "weight"
            )


def recurrent_parameters(module):
    """By direction: of the input and then of the state, the weight and the bias."""
    for direction in ("", "_reverse") if module.bidirectional else ("",):
        for of in ("ih", "hh"):
            for part in ("weight", "bias"):
                yield getattr(module, f"{part}_{of}_l0{direction}"), part == "weight", False


def write(name, params, network, input_shape, batch=3, loss="mse", layers=None):
    """Writes NAME.json: loss, predictions, and of each parameter's gradient the norm and the first entries.

    The network is the named one, or that of `layers`.
    """
    network.double().train()
    told = list(named_parameters(network))
    with torch.no_grad():
        for k, (parameter, transposed, scale) in enumerate(told):
            shape = tuple(reversed(parameter.shape)) if transposed else tuple(parameter.shape)
            value = (1 if scale else 0) + 0.3 * wave(shape, k)
            parameter.copy_(value.T if transposed else value)
    prediction = network(wave((batch, *input_shape), 1000))
    target = wave(tuple(prediction.shape), 2000)
    losses = {"mse": nn.functional.mse_loss}
    value = losses[loss](prediction, target)
    value.backward()
    gradients = [parameter.grad.T if transposed else parameter.grad for parameter, transposed, _ in told]
    golden = {
        "model": {"name": name, "layers": layers} if layers else {"name": name, "params": params},
        "input": list(input_shape),
        "batch": batch,
        "loss": loss,
        "value": value.item(),
        "predictions": prediction.flatten()[:ENTRIES].tolist(),
        "gradients": [
            {
                "shape": list(gradient.shape),
                "norm": gradient.norm().item(),
                "first": gradient.flatten()[:ENTRIES].tolist(),
            }
            for gradient in gradients
        ],
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")

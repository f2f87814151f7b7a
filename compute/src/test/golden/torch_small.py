"""Exports small networks of torch as ONNX, with what torch makes of them, for the tests of imported models.

Writes into src/test/resources/io/epochline/compute/foreign: NAME.onnx, and NAME.json with the prediction for a batch and the
gradient of mean((prediction - target)^2) in every parameter that kept its name; small.json has the losses of 50 steps of SGD too.

Run: python compute/src/test/golden/torch_small.py
"""

import json
import math
import pathlib

import onnx
import torch
from torch import nn

torch.manual_seed(5)
FOLDER = pathlib.Path(__file__).parents[1] / "resources/io/epochline/compute/foreign"
FOLDER.mkdir(parents=True, exist_ok=True)
STEPS, RATE = 50, 0.05
NEW = {
    "dynamo": True,
    "dynamic_axes": None,
    "dynamic_shapes": ({0: torch.export.Dim("batch")},),
    "opset_version": 20,
}


def batch(step, shape):
    """The same numbers in any language: sin(i + step) in row-major order."""
    values = [math.sin(i + 1.7 * step) for i in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float32).reshape(shape)


def target(step, x, shape):
    """A function of x: the sum of each example, times cos(j)."""
    sums = x.flatten(1).sum(1)
    return torch.stack([(sums * math.cos(j)).tanh() for j in range(math.prod(shape))], 1).reshape(len(x), *shape)


class Image(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(2, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.second = nn.Conv2d(4, 4, 3, stride=2, groups=2, padding=2, dilation=2)
        self.head = nn.Linear(4 * 2 * 2, 3)

    def forward(self, x):
        h = nn.functional.max_pool2d(nn.functional.silu(self.norm(self.first(x))), 2, ceil_mode=True)
        h = nn.functional.gelu(self.second(h))
        h = nn.functional.avg_pool2d(nn.functional.pad(h, (1, 0, 1, 0), mode="replicate"), 2, stride=1, padding=0)
        return self.head(h.reshape(h.shape[0], -1)[:, :16])


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = nn.TransformerEncoderLayer(8, 2, 12, dropout=0.0, batch_first=True, activation="gelu")
        self.place = nn.Parameter(torch.randn(1, 5, 8))
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(self.block(x + self.place).mean(1))


class Sequence(nn.Module):
    def __init__(self):
        super().__init__()
        self.signal = nn.Conv1d(3, 4, 3, padding=1)
        self.lstm = nn.LSTM(4, 3, batch_first=True, bidirectional=True)
        self.gru = nn.GRU(6, 4, batch_first=True)
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        h = torch.relu(self.signal(x)).transpose(1, 2)
        return self.head(self.gru(self.lstm(h)[0])[0][:, -1])


class Enlarging(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(1, 4, 3, stride=2, padding=1)
        self.norm = nn.GroupNorm(2, 4)
        self.up = nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1, output_padding=1)
        self.instance = nn.InstanceNorm2d(3, affine=True)
        self.slope = nn.PReLU(3)
        self.last = nn.Conv2d(3, 1, 1)

    def forward(self, x):
        h = nn.functional.leaky_relu(self.norm(self.down(x)), 0.1)
        wide = nn.functional.interpolate(h, scale_factor=2, mode="nearest")
        soft = nn.functional.interpolate(h, scale_factor=2, mode="bilinear")
        h = self.slope(self.instance(self.up(h)))
        h = self.last(h) + torch.einsum("bchw,bchw->bhw", wide, soft).unsqueeze(1).clamp(-1, 1)
        return h - torch.logsumexp(h.flatten(1), 1).reshape(-1, 1, 1, 1)


class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(4, 6, batch_first=True, bias=False)
        self.norm = nn.GroupNorm(3, 12)
        self.head = nn.Linear(12, 4)

    def forward(self, x):
        first, second, third = self.rnn(x)[0].split([2, 3, 1], -1)
        h = torch.cat([first * third, second, nn.functional.normalize(second, dim=-1), third, first, second], -1)
        value, gate = self.head(self.norm(h[:, -1, :12])).chunk(2, -1)
        return value * torch.sigmoid(gate)


def export(name, model, x, **settings):
    path = FOLDER / f"{name}.onnx"
    axes = {"input": {0: "batch"}, "output": {0: "batch"}}
    settings = {"dynamo": False, "dynamic_axes": axes, "opset_version": 17} | settings
    torch.onnx.export(
        model, (x,), path, input_names=["input"], output_names=["output"], external_data=False, **settings
    )
    file = onnx.load(path)
    del file.metadata_props[:]
    for part in [file.graph, *file.graph.node, *file.graph.value_info, *file.graph.input, *file.graph.output]:
        part.doc_string = ""
        del part.metadata_props[:]
    del file.graph.value_info[:]
    onnx.checker.check_model(file)
    onnx.save(file, path)
    return {tensor.name for tensor in file.graph.initializer}


def golden(name, model, shape, target_shape, **settings):
    with torch.no_grad():  # the exporter makes one of parameters that are equal
        for parameter in model.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        for buffer in model.buffers():
            if buffer.is_floating_point():
                buffer.add_(0.1 * torch.rand_like(buffer))
    model.eval()
    x = batch(0, (4, *shape))
    kept = export(name, model, x, **settings)
    model.zero_grad()
    prediction = model(x)
    loss = ((prediction - target(0, x, target_shape)) ** 2).mean()
    loss.backward()
    result = {
        "input": shape,
        "output": target_shape,
        "prediction": prediction.flatten().tolist(),
        "loss": loss.item(),
        "gradients": {
            key: parameter.grad.flatten().tolist() for key, parameter in model.named_parameters() if key in kept
        },
    }
    assert result["gradients"], kept
    return result


def write(name, result):
    (FOLDER / f"{name}.json").write_text(json.dumps(result) + "\n")


def small():
    model = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 2))
    result = golden("small", model, (4,), (2,), **NEW)
    optimizer = torch.optim.SGD(model.parameters(), RATE)
    losses = []
    for step in range(STEPS):
        x = batch(step, (16, 4))
        optimizer.zero_grad()
        loss = ((model(x) - target(step, x, (2,))) ** 2).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    write("small", result | {"rate": RATE, "losses": losses, "after": model(batch(0, (4, 4))).flatten().tolist()})


small()
unfolded = {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False}
write("image", golden("image", Image(), (2, 7, 7), (3,), **unfolded))
write("attention", golden("attention", Attention(), (5, 8), (2,)))
write("sequence", golden("sequence", Sequence(), (3, 6), (2,)))
write("enlarging", golden("enlarging", Enlarging(), (1, 6, 6), (1, 6, 6), opset_version=18))
write("gated", golden("gated", Gated(), (5, 4), (2,), optimize=False, **NEW))

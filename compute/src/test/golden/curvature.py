"""Curvature of functions of theta by torch in float64, and such functions as ONNX files, for the tests of curvature.

Writes into src/test/resources/io/epochline/compute/objective: curvature.json, decay.onnx (one output) and
decay_terms.onnx (value, residuals and losses).

Run: python compute/src/test/golden/curvature.py   (torch 2.13)
"""

import json
import math
import pathlib

import onnx
import torch
from torch.func import grad, hessian, jacrev

FOLDER = pathlib.Path(__file__).parents[1] / "resources/io/epochline/compute/objective"
FOLDER.mkdir(parents=True, exist_ok=True)
ROWS, FEATURES = 12, 3


def numbers(count, phase):
    """The same numbers in any language: sin(3 i + phase)."""
    return torch.tensor([math.sin(3 * i + phase) for i in range(count)], dtype=torch.float64)


X = numbers(ROWS * FEATURES, 0.5).reshape(ROWS, FEATURES)
CLASSES = (numbers(ROWS, 0.1) > 0).double()
TARGETS = numbers(ROWS, 2.0)
PRIOR, NOISE = 2.0, 0.5


def linear(theta):
    return theta[0] + X @ theta[1:]


def prior(theta):
    return 0.5 * (theta / PRIOR).square().sum()


def logistic_losses(theta):
    z = linear(theta)
    return torch.nn.functional.softplus(z) - CLASSES * z


def normal_residuals(theta):
    return torch.cat([(TARGETS - linear(theta)) / NOISE, theta / PRIOR])


def rosenbrock_residuals(theta):
    bends = math.sqrt(200) * (theta[1:] - theta[:-1].square())
    return torch.cat([bends, math.sqrt(2) * (1 - theta[:-1])])


def funnel(theta):
    v, others = theta[0], theta[1:]
    return v**2 / 18 + 0.5 * len(others) * v + 0.5 * torch.exp(-v) * others.square().sum()


class Decay(torch.nn.Module):
    """A sum of two decays seen at some times, least squares: theta = rates and heights."""

    def __init__(self, terms):
        super().__init__()
        self.terms = terms
        self.register_buffer("times", torch.linspace(0, 2, 9))
        self.register_buffer("seen", torch.exp(-torch.linspace(0, 2, 9)))

    def forward(self, theta):
        times, seen = self.times.to(theta.dtype), self.seen.to(theta.dtype)
        residuals = theta[2] * torch.exp(-theta[0] * times) + theta[3] * torch.exp(-theta[1] * times) - seen
        losses = 0.5 * residuals.square()
        return (losses.sum(), residuals, losses) if self.terms else losses.sum()


def facts(theta, value, residuals=None, losses=None):
    record = {
        "theta": theta.tolist(),
        "value": value(theta).item(),
        "gradient": grad(value)(theta).tolist(),
        "hessian": hessian(value)(theta).tolist(),
    }
    if residuals is not None:
        record["gauss_newton"] = jacrev(residuals)(theta).square().sum(0).tolist()
    if losses is not None:
        record["fisher"] = jacrev(losses)(theta).square().sum(0).tolist()
    return record


def half_squares(residuals):
    return lambda theta: 0.5 * residuals(theta).square().sum()


decay = Decay(True)
golden = {
    "normal": facts(numbers(1 + FEATURES, 1.0), half_squares(normal_residuals), normal_residuals,
                    lambda t: 0.5 * normal_residuals(t)[:ROWS].square()),
    "logistic": facts(numbers(1 + FEATURES, 1.0), lambda t: logistic_losses(t).sum() + prior(t), None, logistic_losses),
    "rosenbrock": facts(numbers(4, 1.0), half_squares(rosenbrock_residuals), rosenbrock_residuals),
    "funnel": facts(numbers(4, 1.0), funnel),
    "decay": facts(numbers(4, 1.0), lambda t: decay(t)[0], lambda t: decay(t)[1], lambda t: decay(t)[2]),
}
(FOLDER / "curvature.json").write_text(json.dumps(golden, indent=1) + "\n")



def export(name, terms, outputs):
    path = FOLDER / f"{name}.onnx"
    torch.onnx.export(Decay(terms), (numbers(4, 1.0).float(),), path, input_names=["theta"], output_names=outputs,
                      external_data=False)
    file = onnx.load(path)
    del file.metadata_props[:]
    for part in [file.graph, *file.graph.node, *file.graph.value_info, *file.graph.input, *file.graph.output]:
        part.doc_string = ""
        del part.metadata_props[:]
    del file.graph.value_info[:]
    onnx.checker.check_model(file)
    onnx.save(file, path)


export("decay", False, ["value"])
export("decay_terms", True, ["value", "residuals", "losses"])

"""Steps of torch.optim in float64 on a fixed sequence of gradients, for OptimizerGoldenTest.

From this folder: python optimizers.py > optimizers.json   (torch 2.13)
"""

import json

import torch

START = [0.5, -1.25, 2.0, 0.01]
STEPS = 15
GRADIENTS = [
    [round((1 + i) * float(torch.sin(torch.tensor(1.3 * t + i, dtype=torch.float64))), 4) for i in range(4)]
    for t in range(STEPS)
]
# A gradient of zeros and a huge one, where epsilon and clipping show.
GRADIENTS[4] = [0.0, 0.0, 0.0, 0.0]
GRADIENTS[9] = [40.0, -0.5, 3.0, -25.0]
PRECONDITIONER = [0.5, 2.0, 0.0, 10.0]

CASES = [
    ("sgd", torch.optim.SGD, dict(lr=0.1)),
    ("sgd with decay", torch.optim.SGD, dict(lr=0.1, weight_decay=0.05)),
    ("momentum", torch.optim.SGD, dict(lr=0.05, momentum=0.9)),
    ("nesterov with decay", torch.optim.SGD, dict(lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.1)),
    ("rmsprop", torch.optim.RMSprop, dict(lr=0.01)),
    (
        "rmsprop with all",
        torch.optim.RMSprop,
        dict(lr=0.02, alpha=0.9, eps=1e-6, momentum=0.7, centered=True, weight_decay=0.1),
    ),
    ("adam", torch.optim.Adam, dict(lr=0.02)),
    ("adam with decay", torch.optim.Adam, dict(lr=0.02, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1)),
    ("adamw", torch.optim.AdamW, dict(lr=0.02)),
    ("adamw with decay", torch.optim.AdamW, dict(lr=0.05, betas=(0.7, 0.9), weight_decay=0.3)),
]


def run(make, scale=lambda g: g, clip=lambda p: None):
    theta = torch.nn.Parameter(torch.tensor(START, dtype=torch.float64))
    optimizer = make([theta])
    path = []
    for g in GRADIENTS:
        theta.grad = scale(torch.tensor(g, dtype=torch.float64))
        clip([theta])
        optimizer.step()
        path.append(theta.tolist())
    return path


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.1)


paths = {name: run(lambda p, c=c, o=o: c(p, **o)) for name, c, o in CASES}
paths["preconditioned"] = run(sgd, scale=lambda g: g * torch.tensor(PRECONDITIONER, dtype=torch.float64))
paths["clipped by norm"] = run(sgd, clip=lambda p: torch.nn.utils.clip_grad_norm_(p, 2.5))
paths["clipped by value"] = run(sgd, clip=lambda p: torch.nn.utils.clip_grad_value_(p, 1.5))
print(json.dumps({"start": START, "gradients": GRADIENTS, "paths": paths}).replace("], [", "],\n["))

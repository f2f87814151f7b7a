"""Learning rates of torch.optim.lr_scheduler, for ScheduleTest.

From this folder: python schedules.py > schedules.json   (torch 2.13)
"""

import json
import math
import warnings

import torch
from torch.optim import lr_scheduler as s

warnings.filterwarnings("ignore")
STEPS = 40
LR = 0.1
# Falls, stalls, falls a little less than the threshold asks for, is NaN once, and stalls for good.
LOSSES = [round(1 / (1 + t) + (0.3 if t > 12 else 0.0), 4) for t in range(STEPS)]
LOSSES[5] = math.nan
LOSSES[11] = LOSSES[10] * 0.99995


def run(make, losses=None):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=LR)
    schedule = make(optimizer)
    rates = []
    for t in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        schedule.step(*([] if losses is None else [losses[t]]))
    return rates


def warm_cosine(o):
    warm = s.LinearLR(o, start_factor=0.05, total_iters=6)
    cosine = s.CosineAnnealingLR(o, T_max=STEPS - 6, eta_min=0.02 * LR)
    return s.SequentialLR(o, [warm, cosine], milestones=[6])


rates = {
    "constant": run(lambda o: s.ConstantLR(o, factor=1)),
    "step": run(lambda o: s.StepLR(o, step_size=7, gamma=0.3)),
    "exponential": run(lambda o: s.ExponentialLR(o, gamma=0.9)),
    "cosine": run(lambda o: s.CosineAnnealingLR(o, T_max=STEPS, eta_min=0.05 * LR)),
    "warm-up": run(lambda o: s.LinearLR(o, start_factor=0.1, total_iters=9)),
    "cosine after warm-up": run(warm_cosine),
    "one cycle": run(lambda o: s.OneCycleLR(o, max_lr=LR, total_steps=STEPS + 1, pct_start=0.3)),
    "plateau": run(lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=2, cooldown=3, min_lr=0.02), LOSSES),
    "eager plateau": run(lambda o: s.ReduceLROnPlateau(o, factor=0.2, patience=0, threshold=0.1, eps=0), LOSSES),
}
losses = [None if math.isnan(loss) else loss for loss in LOSSES]
print(json.dumps({"lr": LR, "losses": losses, "rates": rates}).replace("], ", "],\n"))

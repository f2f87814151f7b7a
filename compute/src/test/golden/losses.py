"""Losses and their gradients by torch autograd in float64, for LossGoldenTest.

From this folder: python losses.py > losses.json   (torch 2.13)

Written from PyTorch's own losses where it has them, else from the formulas of docs/guides/losses.md.
"""

import json
import math

import torch
import torch.nn.functional as F

BATCH, CHANNELS, LENGTH = 2, 2, 5


def wave(*shape, step=1.0, shift=0.0):
    count = math.prod(shape)
    values = [round(1.5 * math.sin(step * i * i + shift + i), 3) for i in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


CURVES = wave(BATCH, CHANNELS, LENGTH, step=0.7)
TARGETS = wave(BATCH, CHANNELS, LENGTH, step=0.4, shift=0.5)
HEADS = wave(BATCH, 2 * CHANNELS, LENGTH, step=0.3, shift=1)
POSTERIORS = torch.cat([TARGETS, wave(BATCH, CHANNELS, LENGTH, step=0.2).abs() + 0.1], 1)
LOGITS = wave(4, 3, step=0.9) * 3
INDICES = torch.tensor([[2.0], [0.0], [1.0], [1.0]], dtype=torch.float64)
ONE_HOT = F.one_hot(INDICES.long().squeeze(1), 3).double()
SCORES = wave(4, 2, step=1.1) * 2
PREFERENCES = torch.tensor([[1.0], [0.0], [1.0], [0.0]], dtype=torch.float64)
SHARES = torch.tensor([[0.7], [0.2], [1.0], [0.5]], dtype=torch.float64)


def pearson(p, t):
    return F.cosine_similarity(p - p.mean(-1, keepdim=True), t - t.mean(-1, keepdim=True), dim=-1).mean()


def tv(p):
    return torch.diff(p).abs().mean()


def huber(p, t):
    return F.huber_loss(p, t, delta=1.0)


def charbonnier(p, t, epsilon):
    return (torch.sqrt((p - t) ** 2 + epsilon**2) - epsilon).mean()


def pinball(p, t, q):
    return torch.where(t > p, q * (t - p), (1 - q) * (p - t)).mean()


def multi_scale(p, t, scales):
    return sum(F.mse_loss(F.avg_pool1d(p, 2**s), F.avg_pool1d(t, 2**s)) for s in range(scales)) / scales


def spectral(p, t):
    return ((torch.fft.rfft(p).abs() - torch.fft.rfft(t).abs()) ** 2).mean() / p.shape[-1]


def wasserstein(p, t):
    def cdf(x):
        mass = (x + torch.sqrt(x**2 + 0.01**2)) / 2
        return torch.cumsum(mass / mass.sum(-1, keepdim=True), -1)

    return (cdf(p) - cdf(t)).abs().mean()


def weighted_smooth(p, t):
    w = torch.tensor([2, 1.5, 1, 1.5, 2], dtype=torch.float64)
    return (w / w.mean() * (p - t) ** 2).mean() + 0.1 * (torch.diff(p, n=2) ** 2).mean()


def gaussian(p):
    mu, raw = p.chunk(2, dim=1)
    return mu, F.softplus(raw) + 1e-3


def gaussian_nll(p, t):
    mu, sigma = gaussian(p)
    return torch.nn.GaussianNLLLoss(eps=1e-6)(mu, t, sigma**2)


def gaussian_kl(p, t):
    truth = torch.distributions.Normal(*t.chunk(2, dim=1))
    return torch.distributions.kl_divergence(truth, torch.distributions.Normal(*gaussian(p))).mean()


def phase1(p, t):
    mu, sigma = gaussian(p)
    score = -torch.sum((t - mu) ** 2 / sigma**2 + torch.log(sigma**2) + 1000 * (t - mu) ** 2, -1)
    return -score.mean()


def focal(p, t, gamma=2, alpha=0.25):
    """As torchvision.ops.sigmoid_focal_loss, by its formula."""
    ce = F.binary_cross_entropy_with_logits(p, t, reduction="none")
    p = torch.sigmoid(p)
    p_t = p * t + (1 - p) * (1 - t)
    return ((alpha * t + (1 - alpha) * (1 - t)) * (1 - p_t) ** gamma * ce).mean()


def softmax_focal(p, t, gamma=2):
    ce = F.cross_entropy(p, t.long().squeeze(1), reduction="none")
    return ((1 - torch.exp(-ce)) ** gamma * ce).mean()


def cross_entropy(smoothing):
    return lambda p, t: F.cross_entropy(p, t.long().squeeze(1), label_smoothing=smoothing)


def bradley_terry(p, t):
    return F.binary_cross_entropy_with_logits(p[:, :1] - p[:, 1:], t)


def margin(size):
    return lambda p, t: torch.nn.MarginRankingLoss(margin=size)(p[:, :1], p[:, 1:], 2 * t - 1)


CASES = [
    ("mse", CURVES, TARGETS, F.mse_loss),
    ("mae", CURVES, TARGETS, F.l1_loss),
    ("huber(delta=0.5)", CURVES, TARGETS, lambda p, t: F.huber_loss(p, t, delta=0.5)),
    ("mse_pearson", CURVES, TARGETS, lambda p, t: 0.8 * F.mse_loss(p, t) + 0.2 * (1 - pearson(p, t))),
    ("weighted_smooth", CURVES, TARGETS, weighted_smooth),
    ("HuberPearson", CURVES, TARGETS, lambda p, t: 0.8 * huber(p, t) + 0.2 * (1 - pearson(p, t))),
    ("SmoothnessMSE", CURVES, TARGETS, lambda p, t: 0.7 * F.mse_loss(p, t) + 0.3 * tv(p)),
    ("QuantileRobust", CURVES, TARGETS, lambda p, t: 0.5 * charbonnier(p, t, 0.01) + 0.5 * pinball(p, t, 0.6)),
    ("WassersteinSpectral", CURVES, TARGETS, lambda p, t: 0.7 * F.mse_loss(p, t) + 0.3 * wasserstein(p, t)),
    ("MultiScaleSpectral", CURVES, TARGETS, lambda p, t: 0.7 * multi_scale(p, t, 3) + 0.3 * spectral(p, t)),
    ("GaussianNLL", HEADS, TARGETS, gaussian_nll),
    ("GaussianKL", HEADS, POSTERIORS, gaussian_kl),
    ("Phase1Score", HEADS, TARGETS, phase1),
    ("cross_entropy(pred, labels)", LOGITS, INDICES, cross_entropy(0)),
    ("cross_entropy(pred, labels, label_smoothing=0.1)", LOGITS, INDICES, cross_entropy(0.1)),
    ("SmoothedCrossEntropy", LOGITS, ONE_HOT, lambda p, t: F.cross_entropy(p, t, label_smoothing=0.1)),
    ("softmax_focal(pred, labels, gamma=2)", LOGITS, INDICES, softmax_focal),
    ("softmax_focal(pred, labels, gamma=0.5)", LOGITS, INDICES, lambda p, t: softmax_focal(p, t, 0.5)),
    ("binary_cross_entropy", LOGITS, ONE_HOT, F.binary_cross_entropy_with_logits),
    ("Focal", LOGITS, ONE_HOT, focal),
    ("focal(gamma=1.5, alpha=0.6)", LOGITS, ONE_HOT, lambda p, t: focal(p, t, 1.5, 0.6)),
    ("BradleyTerry", SCORES, SHARES, bradley_terry),
    ("MarginRanking", SCORES, PREFERENCES, margin(1.0)),
    ("margin(margin=0)", SCORES, PREFERENCES, margin(0.0)),
]


def tensor(value):
    return {"shape": list(value.shape), "values": value.flatten().tolist()}


def rounded(values):
    return [float(f"{v:.12g}") for v in values]


golden = []
for text, prediction, target, loss in CASES:
    p = prediction.clone().requires_grad_()
    value = loss(p, target)
    value.backward()
    golden.append(
        {
            "loss": text,
            "prediction": tensor(prediction),
            "target": tensor(target),
            "value": value.item(),
            "gradient": rounded(p.grad.flatten().tolist()),
        }
    )
print("[\n" + ",\n".join(json.dumps(case) for case in golden) + "\n]")

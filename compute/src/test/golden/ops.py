"""Values and gradients of the cases of OpCases by torch autograd in float64, for OpGoldenTest.

From this folder: python ops.py > ops.json   (torch 2.13)

A case has the name and the operands' shapes of its twin in Java; the gradient is that of sum(wave * value).
"""

import json
import math

import torch
import torch.nn.functional as F

CASES = []


def wave(shape, low=-1.0, high=1.0, step=1.0):
    count = math.prod(shape)
    values = [round(low + (high - low) * (0.5 + 0.5 * math.sin(step * i * i + i + 0.3)), 3) for i in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def case(name, function, *shapes, low=-1.0, high=1.0):
    operands = [wave(s, low, high, 0.7 + i).requires_grad_() for i, s in enumerate(shapes)]
    value = function(*operands)
    (value * wave(value.shape, step=0.4)).sum().backward()
    CASES.append(
        {
            "name": name,
            "operands": [numbers(x) for x in operands],
            "shape": list(value.shape),
            "value": numbers(value),
            "weights": numbers(wave(value.shape, step=0.4)),
            "gradients": [numbers(x.grad) for x in operands],
        }
    )


def numbers(x):
    return [float(f"{v:.10g}") for v in x.detach().flatten().tolist()]


def convolution(name, image, outputs, kernel, groups=1, **window):
    case(
        name,
        lambda x, k: F.conv2d(x, k, groups=groups, **window),
        image,
        (outputs, image[1] // groups, *kernel),
    )


def sparse(x):
    return F.pad(x, (2, 0, 1, 2))


def einsum(formula, *shapes):
    case("einsum " + formula, lambda *xs: torch.einsum(formula, *xs), *shapes)


def image(name, function):
    case(name, lambda x: function(x) ** 2, (2, 4, 3, 5))


def normalization(name, function, settings):
    case(name, function, (2, 4, 3, 5), settings, settings, low=-2, high=2)


SMALL = (2, 3)
CUBE = (2, 3, 4)
IMAGE = (2, 2, 6, 5)

case("expm1", torch.expm1, SMALL, low=-2, high=2)
case("log1p", torch.log1p, SMALL, low=-0.9, high=3)
case("acosh", torch.acosh, SMALL, low=1.2, high=3)
case("atanh", torch.atanh, SMALL, low=-0.9, high=0.9)
case("asinh", torch.asinh, SMALL, low=-2, high=2)
case("acos", torch.acos, SMALL, low=-0.9, high=0.9)
case("round", lambda x: torch.round(x) * x, SMALL, low=-2, high=2)
case("mod", lambda a, b: torch.remainder(-a, b), (2, 1, 3), (4, 1), low=0.3, high=2)
case("leaky relu", lambda x: F.leaky_relu(x, 0.1), SMALL, low=-2, high=2)
case("prelu", lambda x, s: F.prelu(x, s), SMALL, (3,), low=-2, high=2)
case("elu", F.elu, SMALL, low=-2, high=2)
case("elu, steeper", lambda x: F.elu(x, 1.5), SMALL, low=-2, high=2)
case("selu", F.selu, SMALL, low=-2, high=2)
case("celu", lambda x: F.celu(x, 0.5), SMALL, low=-2, high=2)
case("softplus", F.softplus, SMALL, low=-4, high=4)
case("softsign", F.softsign, SMALL, low=-2, high=2)
case("hard swish", F.hardswish, SMALL, low=-4, high=4)
case("gelu", F.gelu, SMALL, low=-2, high=2)
case("gelu by tanh", lambda x: F.gelu(x, approximate="tanh"), SMALL, low=-2, high=2)
case("silu", F.silu, SMALL, low=-2, high=2)
case("mish", F.mish, SMALL, low=-2, high=2)

case("log of summed exp", lambda x: torch.logsumexp(x, (1, 2)), CUBE, low=-2, high=2)
case("product", lambda x: x.prod(0).prod(0), CUBE, low=-2, high=2)
case("norm", lambda x: torch.linalg.vector_norm(x, dim=(0, 2)), CUBE, low=-2, high=2)
case("variance", lambda x: x.var(1, correction=0), CUBE, low=-2, high=2)
case("variance without bias", lambda x: x.var(correction=1), CUBE, low=-2, high=2)
case("cumulative sum before", lambda x: (x.cumsum(1) - x) ** 2, CUBE, low=-2, high=2)
case("softmax", lambda x: x.softmax(1), CUBE, low=-2, high=2)
case("largest", lambda x: x.topk(2, 1).values ** 2, (2, 5, 4), low=-2, high=2)
case("smallest", lambda x: x.topk(3, -1, largest=False).values ** 2, (2, 5, 4), low=-2, high=2)
case("gather", lambda x: x[:, torch.tensor([[0, 4, -1], [4, 0, 0]])] ** 2, (2, 5, 4), low=-2, high=2)
case("embedding", lambda x: F.embedding(torch.tensor([1, 0, 1, 4]), x) ** 2, (5, 3), low=-2, high=2)
case("split", lambda x: x.split([2, 0, 3], 1)[2] ** 2, (2, 5, 4), low=-2, high=2)

einsum("bhid,bhjd->bhij", (2, 2, 3, 2), (2, 2, 4, 2))
einsum("bij,bjk->ki", (2, 3, 2), (2, 2, 4))
einsum("i,j", (3,), (2,))
einsum("bi,bi->b", (2, 3), (2, 3))
einsum("ij,k->", (2, 3), (2,))
einsum("ij->ji", (2, 3))
einsum("ijk->j", (2, 3, 2))
einsum("...ij,...jk->...ik", (2, 1, 3, 2), (3, 2, 4))
einsum("ab,bc,cd->ad", (2, 3), (3, 2), (2, 2))
case("map of an axis", lambda x, m: torch.einsum("inj,nm->imj", x, m), CUBE, (3, 2))
case("map of the first axis", lambda x, m: m.T @ x, (3, 2), (3, 1))
case("fourier", lambda x: (lambda s: s.real * s.imag)(torch.fft.rfft(x, dim=1)), (2, 5, 2))
case(
    "fourier, low frequencies of both signs",
    lambda x: (lambda s: (s.real * s.imag)[:, [4, 0, 1]])(torch.fft.fft(x)),
    (2, 5),
)
case("power spectrum", lambda x: torch.fft.rfft(x).abs() ** 2, (2, 6))

convolution("conv, same", IMAGE, 3, (3, 3), padding=1)
convolution("conv, dilated", IMAGE, 3, (3, 2), padding=2, dilation=(2, 3))
convolution("conv in groups", (2, 4, 4, 3), 6, (3, 3), groups=2, padding=1)
convolution("conv, depthwise", (2, 3, 4, 5), 3, (3, 3), groups=3, padding=1)
convolution("conv, depthwise, two each, halving", (2, 3, 4, 5), 6, (3, 3), groups=3, padding=1, stride=2)
case(
    "conv in groups, dilated",
    lambda x, k: F.conv2d(sparse(x), k, groups=2, stride=(2, 3), dilation=(2, 3)),
    (1, 4, 6, 8),
    (4, 2, 3, 2),
)
case(
    "transposed conv with more rows",
    lambda x, k: F.conv_transpose2d(x, k, stride=2, padding=1, output_padding=(1, 0)),
    (2, 3, 3, 2),
    (3, 2, 3, 3),
)
case(
    "transposed conv in groups, dilated",
    lambda x, k: F.conv_transpose2d(x, k, groups=2, stride=(2, 3), dilation=(2, 3), output_padding=(0, 1))[
        :, :, 1:-2, 2:
    ],
    (2, 4, 3, 2),
    (4, 3, 3, 2),
)
case("max pool, dilated", lambda x: F.max_pool2d(x, 2, 1, 1, (2, 1)) ** 2, IMAGE, low=-2, high=2)

image("average pool inside, no padding", lambda x: F.avg_pool2d(x, 2, 1))
image("average pool inside, rounded up", lambda x: F.avg_pool2d(x, 2, 3, ceil_mode=True))
image("max pool, rounded up", lambda x: F.max_pool2d(x, 2, 2, 1, ceil_mode=True))
image("adaptive average pool", lambda x: F.adaptive_avg_pool2d(x, (2, 3)))
image("adaptive average pool, larger", lambda x: F.adaptive_avg_pool2d(x, (4, 5)))
image("adaptive average pool, dividing", lambda x: F.adaptive_avg_pool2d(x, (3, 1)))
image("nearest, twice as large", lambda x: F.interpolate(x, (6, 10)))
image("nearest, of any size", lambda x: F.interpolate(x, (4, 3)))
image("bilinear", lambda x: F.interpolate(x, (6, 4), mode="bilinear"))
image("bilinear with aligned corners", lambda x: F.interpolate(x, (2, 9), mode="bilinear", align_corners=True))
image("bilinear to one pixel", lambda x: F.interpolate(x, (1, 1), mode="bilinear", align_corners=True))
image("pixel shuffle", lambda x: F.pixel_shuffle(x, 2))
case("average pool inside, same", lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False) ** 2, (2, 4, 3, 5))
case("pixel unshuffle", lambda x: F.pixel_unshuffle(x, 2) ** 2, (1, 2, 4, 6))
normalization("layer norm", lambda x, w, b: F.layer_norm(x, (3, 5), w, b, 1e-3), (3, 5))
normalization("group norm", lambda x, w, b: F.group_norm(x, 2, w, b, 1e-3), (4,))
normalization("instance norm", lambda x, w, b: F.instance_norm(x, weight=w, bias=b, eps=1e-3), (4,))
normalization(
    "batch norm by the batch", lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True, eps=1e-3), (4,)
)

print(json.dumps(CASES).replace('}, {"name"', '},\n{"name"'))

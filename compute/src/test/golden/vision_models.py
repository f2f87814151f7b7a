"""The named networks of maps, rankers and sets of images in torch; writes their golden gradients in small sizes.

Run: python compute/src/test/golden/vision_models.py
"""

import torch
from torch import nn

from torch_networks import Attention, Each, Residual, Skip, write


def head(features, hidden, outputs, dropout, head_dropout):
    return [
        nn.Dropout(dropout),
        nn.Linear(features, hidden),
        nn.ReLU(),
        nn.Dropout(head_dropout),
        nn.Linear(hidden, outputs),
    ]


def simple_cnn(outputs=2, width=16, dropout=0.2, head_dropout=0.1):
    return nn.Sequential(
        nn.Conv2d(1, width, 5, stride=2, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(width, 2 * width, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(2 * width, 4 * width, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(4 * width, 8 * width, 3, padding=1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(4),
        nn.Flatten(),
        *head(16 * 8 * width, 8 * width, outputs, dropout, head_dropout),
    )


class Cbam(nn.Module):
    """Woo et al. 2018, without biases."""

    def __init__(self, channels, ratio, kernel=7):
        super().__init__()
        hidden = max(1, channels // ratio)
        self.mlp = nn.Sequential(
            nn.Linear(channels, hidden, bias=False), nn.ReLU(), nn.Linear(hidden, channels, bias=False)
        )
        self.spatial = nn.Conv2d(2, 1, kernel, padding=kernel // 2, bias=False)

    def forward(self, x):
        gates = self.mlp(x.mean((2, 3))) + self.mlp(x.amax((2, 3)))
        x = x * torch.sigmoid(gates)[:, :, None, None]
        pixels = torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], 1)
        return x * torch.sigmoid(self.spatial(pixels))


def stage(channels, filters, stride, norm, bias):
    changed = stride > 1 or filters != channels
    return [
        Residual(
            nn.Conv2d(channels, filters, 3, stride=stride, padding=1, bias=bias),
            norm(filters),
            nn.ReLU(),
            nn.Conv2d(filters, filters, 3, padding=1, bias=bias),
            norm(filters),
            projection=nn.Conv2d(channels, filters, 1, stride=stride, bias=False) if changed else None,
        ),
        nn.ReLU(),
    ]


def resnet_with_attention(outputs=2, width=16, ratio=8, dropout=0.3, head_dropout=0.2):
    layers = [nn.Conv2d(1, width, 5, stride=2, padding=2, bias=False), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(2)]
    channels = width
    for filters, stride in ((width, 1), (2 * width, 2), (4 * width, 2), (8 * width, 2)):
        layers += [*stage(channels, filters, stride, nn.BatchNorm2d, bias=False), Cbam(filters, ratio)]
        channels = filters
    return nn.Sequential(
        *layers,
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        *head(channels, 4 * width, outputs, dropout, head_dropout),
    )


def reduced_resnet(outputs=2, width=16, attention=True, ratio=8, dropout=0.2, head_dropout=0.1):
    def norm(filters):
        return nn.GroupNorm(4, filters)

    return nn.Sequential(
        nn.Conv2d(1, width, 5, stride=2, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(2),
        *stage(width, width, 1, norm, bias=True),
        *stage(width, 2 * width, 2, norm, bias=True),
        *([Cbam(2 * width, ratio)] if attention else []),
        nn.AdaptiveAvgPool2d(4),
        nn.Flatten(),
        *head(16 * 2 * width, 4 * width, outputs, dropout, head_dropout),
    )


def unet_encoder(outputs=2, width=8, grid=64, dropout=0.2):
    w = width

    def conv(channels, filters, stride=1):
        return [nn.Conv2d(channels, filters, 3, stride=stride, padding=1), nn.ReLU()]

    def up(channels, filters):
        return [nn.ConvTranspose2d(channels, filters, 2, stride=2), nn.ReLU()]

    deepest = Skip(nn.MaxPool2d(2), *conv(4 * w, 8 * w), *up(8 * w, 4 * w))
    middle = Skip(nn.MaxPool2d(2), *conv(2 * w, 4 * w), deepest, *conv(8 * w, 4 * w), *up(4 * w, 2 * w))
    outer = Skip(nn.MaxPool2d(2), *conv(w, 2 * w), middle, *conv(4 * w, 2 * w), *up(2 * w, w))
    return nn.Sequential(
        *conv(1, w, stride=2),
        nn.AdaptiveAvgPool2d(grid),
        outer,
        *conv(2 * w, w),
        nn.AdaptiveAvgPool2d(4),
        nn.Flatten(),
        *head(16 * w, 8 * w, outputs, dropout, 0),
    )


class Features(nn.Module):
    """The slices of a vector that are used."""

    def __init__(self, sizes, use):
        super().__init__()
        self.sizes, self.use = sizes, use

    def forward(self, x):
        slices = x.split(self.sizes, -1)
        return x if all(self.use) else torch.cat([part for part, used in zip(slices, self.use) if used], -1)


def ranker_mlp(
    hidden=512,
    second_layer=True,
    dropout=0.1,
    clip=512,
    cnn=1024,
    iqa=4,
    use_clip=True,
    use_cnn_features=True,
    use_iqa_features=True,
):
    sizes, use = [clip, cnn, iqa], [use_clip, use_cnn_features, use_iqa_features]
    features = sum(size for size, used in zip(sizes, use) if used)
    second = [nn.Linear(hidden, hidden // 2), nn.ReLU()] if second_layer else []
    return nn.Sequential(
        *([] if all(use) else [Features(sizes, use)]),
        nn.Linear(features, hidden),
        nn.ReLU(),
        nn.Dropout(dropout),
        *second,
        nn.Linear(hidden // 2 if second_layer else hidden, 1),
    )


class Coords(nn.Module):
    """Liu et al. 2018: each pixel's row and column from -1 to 1."""

    def forward(self, x):
        batch, _, height, width = x.shape
        rows = torch.linspace(-1, 1, height, dtype=x.dtype)[:, None].expand(batch, 1, height, width)
        columns = torch.linspace(-1, 1, width, dtype=x.dtype)[None, :].expand(batch, 1, height, width)
        return torch.cat([x, rows, columns], 1)


class Mean(nn.Module):
    """Of the items of an example."""

    def forward(self, x):
        return x.mean(1)


def classifier(items, embed_dim, mlp_hidden, classes, demo_agg, dropout):
    flat = demo_agg == "flatten"
    return [
        nn.Flatten() if flat else Mean(),
        nn.Linear(items * embed_dim if flat else embed_dim, mlp_hidden),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(mlp_hidden, classes),
    ]


def cnn_encoder(
    classes=9,
    depth=4,
    width_mult=1,
    embed_dim=128,
    mlp_hidden=256,
    demo_agg="flatten",
    use_coords=False,
    dropout=0,
    images=4,
    channels=3,
):
    width = int(32 * width_mult + 0.5)
    blocks = [
        Residual(nn.Conv2d(width, width, 3, padding=1), nn.GroupNorm(1, width), nn.ReLU()) for _ in range(depth)
    ]
    return nn.Sequential(
        Each(
            *([Coords()] if use_coords else []),
            nn.Conv2d(channels + 2 * use_coords, width, 3, stride=2, padding=1),
            nn.ReLU(),
            *blocks,
            nn.AdaptiveAvgPool2d(2),
            nn.Flatten(),
            nn.Linear(4 * width, embed_dim),
            nn.ReLU(),
        ),
        *classifier(images, embed_dim, mlp_hidden, classes, demo_agg, dropout),
    )


def context_encoder(
    classes=9,
    depth=2,
    width_mult=1,
    embed_dim=128,
    mlp_hidden=256,
    heads=4,
    demo_agg="flatten",
    use_coords=False,
    dropout=0,
    images=4,
    channels=3,
):
    width = int(32 * width_mult + 0.5)
    blocks = []
    for _ in range(depth):
        blocks += [
            Residual(nn.LayerNorm(embed_dim), Attention(embed_dim, heads, embed_dim // heads)),
            Residual(
                nn.LayerNorm(embed_dim),
                nn.Linear(embed_dim, 2 * embed_dim),
                nn.GELU(),
                nn.Linear(2 * embed_dim, embed_dim),
            ),
        ]
    return nn.Sequential(
        Each(
            *([Coords()] if use_coords else []),
            nn.Conv2d(channels + 2 * use_coords, width, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.AdaptiveAvgPool2d(2),
            nn.Flatten(),
            nn.Linear(4 * width, embed_dim),
        ),
        *blocks,
        nn.LayerNorm(embed_dim),
        *classifier(images, embed_dim, mlp_hidden, classes, demo_agg, dropout),
    )


NAMES = {
    "Simple_CNN": simple_cnn,
    "ResNetWithAttention": resnet_with_attention,
    "ReducedResNet": reduced_resnet,
    "UNetEncoder": unet_encoder,
    "ranker_mlp": ranker_mlp,
    "cnn_encoder": cnn_encoder,
    "context_encoder": context_encoder,
}


def build(name, **params):
    return NAMES[name](**params)


if __name__ == "__main__":
    no_dropout = {"dropout": 0, "head_dropout": 0}
    small = {"depth": 2, "width_mult": 0.15, "embed_dim": 6, "mlp_hidden": 5, "demo_agg": "mean", "use_coords": True}
    for name, params, shape in (
        ("Simple_CNN", {"outputs": 4, "width": 2, **no_dropout}, (1, 36, 44)),
        ("ResNetWithAttention", {"width": 4, "ratio": 2, **no_dropout}, (1, 36, 44)),
        ("ReducedResNet", {"width": 4, "ratio": 2, **no_dropout}, (1, 20, 28)),
        ("UNetEncoder", {"width": 2, "grid": 16, "dropout": 0}, (1, 36, 40)),
        ("ranker_mlp", {"hidden": 8, "clip": 6, "cnn": 5, "iqa": 3, "use_cnn_features": False, "dropout": 0}, (14,)),
        ("cnn_encoder", small, (4, 3, 9, 11)),
        ("context_encoder", {**small, "heads": 2, "demo_agg": "flatten"}, (4, 3, 9, 11)),
    ):
        write(name, params, build(name, **params), shape)

"""The named networks from image to spectrum in torch; writes their golden gradients, and those of single layers.

Run: python compute/src/test/golden/spectral_models.py
"""

from torch import nn

from spectral_layers import (
    Branches,
    ChannelAttention,
    CrossAttention,
    DenseBlock,
    LocalAttention,
    Positions,
    Recurrent,
    SpectralFeatures,
    SqueezeExcite,
    Tokens,
    Transpose,
)
from torch_networks import Attention, Residual, write


def conv(channels, filters, stride=1):
    return nn.Conv2d(channels, filters, 3, stride=stride, padding=1)


def patches(width):
    return nn.Conv2d(1, width, 4, stride=4)


def stem(width):
    """To an eighth of the image's extent at 2·width channels."""
    return [patches(width), nn.ReLU(), conv(width, 2 * width, 2), nn.ReLU()]


def head(channels, width, out_len, activation=nn.ReLU, dropout=None):
    """A grid of 4x4 cells to the spectrum."""
    drop = [] if dropout is None else [nn.Dropout(dropout)]
    return [
        nn.AdaptiveAvgPool2d(4),
        nn.Flatten(),
        *drop,
        nn.Linear(16 * channels, 4 * width),
        activation(),
        *drop,
        nn.Linear(4 * width, 4 * out_len),
        nn.Unflatten(1, (2, 2, out_len)),
    ]


def dense_residual_cnn(out_len=30, width=16, growth=8):
    grown = width + 3 * growth
    return nn.Sequential(
        patches(width),
        nn.ReLU(),
        Residual(conv(width, width), nn.ReLU(), conv(width, width)),
        nn.ReLU(),
        nn.AvgPool2d(2),
        DenseBlock(width, 3, growth),
        Residual(
            conv(grown, 2 * width, 2),
            nn.ReLU(),
            conv(2 * width, 2 * width),
            projection=nn.Conv2d(grown, 2 * width, 1, stride=2, bias=False),
        ),
        nn.ReLU(),
        *head(2 * width, width, out_len),
    )


def multi_head_channel_attention(out_len=30, width=16, heads=4):
    return nn.Sequential(
        patches(width),
        nn.ReLU(),
        ChannelAttention(heads, 8),
        conv(width, 2 * width, 2),
        nn.ReLU(),
        ChannelAttention(heads, 8),
        SqueezeExcite(2 * width, 4),
        *head(2 * width, width, out_len),
    )


def regularized_cnn(out_len=30, width=16, dropout=0.15):
    return nn.Sequential(
        patches(width),
        nn.GroupNorm(4, width),
        nn.ReLU(),
        conv(width, 2 * width, 2),
        nn.GroupNorm(4, 2 * width),
        nn.ReLU(),
        *head(2 * width, width, out_len, dropout=dropout),
    )


def local_transformer_cnn(out_len=30, width=32, heads=4, window=4):
    def attend(shift):
        return Residual(nn.GroupNorm(4, width), LocalAttention(width, window, heads, width // heads, shift))

    def mix():
        wide = nn.Conv2d(width, 2 * width, 1)
        return Residual(nn.GroupNorm(4, width), wide, nn.GELU(), nn.Conv2d(2 * width, width, 1))

    return nn.Sequential(
        patches(width),
        nn.GELU(),
        nn.AdaptiveAvgPool2d(4 * window),
        attend(0),
        mix(),
        attend(window // 2),
        mix(),
        *head(width, width, out_len, nn.GELU),
    )


def spectral_aware_cnn(out_len=30, width=16, keep=16):
    def cells():
        return [nn.AdaptiveAvgPool2d(4), nn.Flatten()]

    frequencies = [SpectralFeatures(keep), conv(1, width), nn.ReLU(), conv(width, 2 * width, 2), nn.ReLU()]
    return nn.Sequential(
        Branches(nn.Sequential(*frequencies, *cells()), nn.Sequential(*stem(width), *cells())),
        nn.Linear(64 * width, 4 * width),
        nn.ReLU(),
        nn.Linear(4 * width, 4 * out_len),
        nn.Unflatten(1, (2, 2, out_len)),
    )


def cnn_xattn(out_len=30, width=16, heads=4, tokens=64):
    all_heads = heads * width
    mix = [nn.LayerNorm(all_heads), nn.Linear(all_heads, 2 * all_heads), nn.GELU(), nn.Linear(2 * all_heads, all_heads)]
    return nn.Sequential(
        *stem(width),
        conv(2 * width, 4 * width, 2),
        nn.ReLU(),
        Tokens(),
        Positions(tokens, 4 * width),
        nn.LayerNorm(4 * width),
        CrossAttention(4 * width, out_len, heads, width),
        Residual(*mix),
        nn.LayerNorm(all_heads),
        nn.Linear(all_heads, 4),
        Transpose(),
        nn.Unflatten(1, (2, 2)),
    )


def cnn_gru(out_len=30, width=16, units=48):
    return nn.Sequential(
        *stem(width),
        conv(2 * width, 4 * width, 2),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(4),
        Tokens(),
        Transpose(),
        nn.Linear(16, out_len),
        Transpose(),
        Recurrent(nn.GRU, 4 * width, units, bidirectional=True),
        nn.Linear(2 * units, 4),
        Transpose(),
        nn.Unflatten(1, (2, 2)),
    )


NAMES = {
    "DenseResidualCNN": dense_residual_cnn,
    "LocalTransformerCNN": local_transformer_cnn,
    "MultiHeadChannelAttention": multi_head_channel_attention,
    "RegularizedCNN": regularized_cnn,
    "SpectralAwareCNN": spectral_aware_cnn,
    "cnn_gru": cnn_gru,
    "cnn_xattn": cnn_xattn,
}


def build(name, **params):
    return NAMES[name](**params)


def write_layers():
    tokens, image = (7, 5), (3, 6, 9)
    for name, settings, module, shape in (
        ("attention", {"heads": 2, "width": 3}, Attention(5, 2, 3), tokens),
        ("cross_attention", {"queries": 4, "heads": 2, "width": 3}, CrossAttention(5, 4, 2, 3), tokens),
        ("gru", {"units": 4}, Recurrent(nn.GRU, 5, 4), tokens),
        ("gru_both_ways", {"units": 3, "bidirectional": True}, Recurrent(nn.GRU, 5, 3, True), tokens),
        ("lstm", {"units": 4}, Recurrent(nn.LSTM, 5, 4), tokens),
        ("lstm_both_ways", {"units": 3, "bidirectional": True}, Recurrent(nn.LSTM, 5, 3, True), tokens),
        ("local_attention", {"window": 3, "heads": 2, "width": 2}, LocalAttention(3, 3, 2, 2), image),
        (
            "local_attention_shifted",
            {"window": 3, "shift": 1, "heads": 2, "width": 2},
            LocalAttention(3, 3, 2, 2, shift=1),
            image,
        ),
    ):
        layer = {name.removesuffix("_both_ways").removesuffix("_shifted"): settings}
        write(name, {}, module, shape, layers=[layer])


if __name__ == "__main__":
    for name, params, fixed, shape in (
        ("DenseResidualCNN", {"out_len": 5, "width": 4, "growth": 2}, {}, (1, 32, 48)),
        ("LocalTransformerCNN", {"out_len": 5, "width": 8, "heads": 2, "window": 2}, {}, (1, 32, 40)),
        ("MultiHeadChannelAttention", {"out_len": 5, "width": 4, "heads": 2}, {}, (1, 32, 48)),
        ("RegularizedCNN", {"out_len": 5, "width": 4, "dropout": 0}, {}, (1, 32, 48)),
        ("SpectralAwareCNN", {"out_len": 5, "width": 4, "keep": 7}, {}, (1, 32, 48)),
        ("cnn_gru", {"out_len": 7, "width": 4, "units": 3}, {}, (1, 64, 80)),
        ("cnn_xattn", {"out_len": 7, "width": 4, "heads": 2}, {"tokens": 20}, (1, 64, 80)),
    ):
        write(name, params, build(name, **params, **fixed), shape)
    write_layers()

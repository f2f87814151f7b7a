"""Layers of the networks from image to spectrum that torch has no module for."""

import torch
from torch import nn


class Branches(nn.Module):
    """Several ways from x, joined along the first axis of an example."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class ChannelAttention(nn.Module):
    """Channels as tokens, told by their means over a grid; what they gather becomes their gates."""

    def __init__(self, heads, width, grid=4):
        super().__init__()
        self.heads = heads
        self.cells = nn.AdaptiveAvgPool2d(grid)
        self.query = nn.Linear(grid * grid, heads * width, bias=False)
        self.key = nn.Linear(grid * grid, heads * width, bias=False)
        self.value = nn.Linear(grid * grid, heads * width, bias=False)
        self.gate = nn.Linear(heads * width, 1)

    def forward(self, x):
        tokens = self.cells(x).flatten(2)
        gathered = attend(tokens, self.query, tokens, self.key, self.value, self.heads)
        return x * (2 * torch.sigmoid(self.gate(gathered))).unsqueeze(-1)


class CrossAttention(nn.Module):
    """Learned queries gather from tokens."""

    def __init__(self, features, queries, heads, width):
        super().__init__()
        self.heads = heads
        self.queries = nn.Parameter(torch.randn(queries, heads * width) / (heads * width) ** 0.5)
        self.key = nn.Linear(features, heads * width)
        self.value = nn.Linear(features, heads * width)
        self.out = nn.Linear(heads * width, heads * width)

    def forward(self, x):
        queries = self.queries.expand(len(x), -1, -1)
        return self.out(attend(queries, nn.Identity(), x, self.key, self.value, self.heads))


def attend(asking, query, tokens, key, value, heads):
    q, k, v = (
        part(of).unflatten(2, (heads, -1)).transpose(1, 2)
        for part, of in ((query, asking), (key, tokens), (value, tokens))
    )
    return nn.functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)


class DenseBlock(nn.Module):
    """Huang et al. 2017, without normalisation."""

    def __init__(self, channels, layers, growth):
        super().__init__()
        self.convs = nn.ModuleList(nn.Conv2d(channels + i * growth, growth, 3, padding=1) for i in range(layers))

    def forward(self, x):
        for conv in self.convs:
            x = torch.cat([x, conv(x).relu()], 1)
        return x


class LocalAttention(nn.Module):
    """Windows of an image rolled by `shift`, in which only places see each other whose distance the roll left alone."""

    def __init__(self, channels, window, heads, width, shift=0):
        super().__init__()
        self.window, self.shift, self.heads = window, shift, heads
        self.query = nn.Linear(channels, heads * width)
        self.key = nn.Linear(channels, heads * width)
        self.value = nn.Linear(channels, heads * width)
        self.out = nn.Linear(heads * width, channels)

    def forward(self, x):
        height, across = x.shape[2:]
        tokens = self.windows(x.roll((-self.shift, -self.shift), (2, 3)))
        q, k, v = (
            part(tokens).unflatten(-1, (self.heads, -1)).transpose(-2, -3)
            for part in (self.query, self.key, self.value)
        )
        mask = self.neighbours(height, across) if self.shift else None
        gathered = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = self.out(gathered.transpose(-2, -3).flatten(-2)).unflatten(2, (self.window, self.window))
        image = mixed.unflatten(1, (height // self.window, -1)).permute(0, 5, 1, 3, 2, 4).reshape(x.shape)
        return image.roll((self.shift, self.shift), (2, 3))

    def windows(self, x):
        """[batch, channels, height, width] -> [batch, windows, places, channels]"""
        cut = x.unflatten(3, (-1, self.window)).unflatten(2, (-1, self.window))
        return cut.permute(0, 2, 4, 3, 5, 1).flatten(3, 4).flatten(1, 2)

    def neighbours(self, height, across):
        rows = torch.arange(height).expand(1, across, height).mT
        columns = torch.arange(across).expand(1, height, across)
        places = torch.stack([rows, columns], 1)
        now, before = self.windows(places), self.windows(places.roll((-self.shift, -self.shift), (2, 3)))
        kept = now[..., :, None, :] - now[..., None, :, :] == before[..., :, None, :] - before[..., None, :, :]
        return kept.all(-1).unsqueeze(2)


class Positions(nn.Module):
    """A learned offset for each token."""

    def __init__(self, tokens, features):
        super().__init__()
        self.offset = nn.Parameter(torch.zeros(tokens, features))

    def forward(self, x):
        return x + self.offset


class Recurrent(nn.Module):
    """The states of nn.GRU or nn.LSTM after each step."""

    def __init__(self, cell, features, units, bidirectional=False):
        super().__init__()
        self.cell = cell(features, units, batch_first=True, bidirectional=bidirectional)

    def forward(self, x):
        return self.cell(x)[0]


class SpectralFeatures(nn.Module):
    """log(1 + |F|²/(height·width)) of the low frequencies, by torch's fast transform."""

    def __init__(self, keep):
        super().__init__()
        self.keep = keep

    def forward(self, x):
        height, across = x.shape[2:]
        transform = torch.fft.rfft2(x)[..., : self.keep]
        negative = transform[..., height - self.keep + 1 :, :]
        low = torch.cat([negative, transform[..., : self.keep, :]], -2)
        return torch.log1p((low.real**2 + low.imag**2) / (height * across))


class SqueezeExcite(nn.Module):
    """Hu et al. 2018."""

    def __init__(self, channels, ratio):
        super().__init__()
        self.squeeze = nn.Linear(channels, max(1, channels // ratio))
        self.excite = nn.Linear(max(1, channels // ratio), channels)

    def forward(self, x):
        gates = self.excite(self.squeeze(x.mean((2, 3))).relu())
        return x * torch.sigmoid(gates)[..., None, None]


class Tokens(nn.Module):
    """Each place of an image becomes a token."""

    def forward(self, x):
        return x.flatten(2).mT


class Transpose(nn.Module):
    def forward(self, x):
        return x.mT

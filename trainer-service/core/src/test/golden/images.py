"""Writes the images that ImageSourceTest reads, and what Pillow (12.3.0) and numpy make of them:

    pip install pillow numpy && python images.py ../resources/io/epochline/trainer/data/images
"""

import os
import sys

import numpy as np
from PIL import Image

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
random = np.random.default_rng(7)
HEIGHT, WIDTH = 7, 5


def noise(channels):
    return random.integers(0, 256, (HEIGHT, WIDTH, channels), dtype=np.uint8)


colors = Image.fromarray(noise(3), "RGB")
images = {
    "bits": Image.fromarray(noise(1)[:, :, 0], "L").convert("1"),
    "grey": Image.fromarray(noise(1)[:, :, 0], "L"),
    "grey_alpha": Image.fromarray(noise(2), "LA"),
    "rgb": colors,
    "rgb_alpha": Image.fromarray(noise(4), "RGBA"),
    "palette": colors.quantize(6),
}
expected = {}
for name, image in images.items():
    image.save(f"{folder}/{name}.png")
    grey = image.convert("L")
    expected[f"{name}_rgb"] = np.asarray(image.convert("RGB")).transpose(2, 0, 1)
    expected[f"{name}_grey"] = np.asarray(grey)[None]
    expected[f"{name}_smaller"] = np.asarray(grey.resize((4, 3), Image.Resampling.BILINEAR))[None]
    expected[f"{name}_larger"] = np.asarray(grey.resize((9, 12), Image.Resampling.BILINEAR))[None]

deep = random.integers(0, 65536, (HEIGHT, WIDTH), dtype=np.uint16)
Image.fromarray(deep).save(f"{folder}/deep.png")
expected["deep_grey"] = deep[None]
np.savez(f"{folder}/expected.npz", **expected)

"""Makes digits-torch.onnx: a network for the digits as PyTorch exports it, not trained yet.

From this folder: python digits_torch.py   (torch 2.13, onnx and onnxscript)
"""

import onnx
import torch
from torch import nn

torch.manual_seed(1)


class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 12, 3, padding=1), nn.BatchNorm2d(12), nn.GELU(), nn.MaxPool2d(2),
            nn.Conv2d(12, 16, 3, padding=1), nn.BatchNorm2d(16), nn.GELU(), nn.MaxPool2d(2))
        self.head = nn.Linear(64, 10)

    def forward(self, images):
        return self.head(self.features(images / 16).flatten(1))


torch.onnx.export(
    Digits().eval(),
    (torch.zeros(2, 1, 8, 8),),
    "digits-torch.onnx",
    input_names=["images"],
    output_names=["logits"],
    dynamic_shapes={"images": {0: torch.export.Dim("batch")}},
    optimize=False,  # otherwise batch norms may be folded into convolutions
    external_data=False,
)

# Without what only tells how the file came about.
model = onnx.load("digits-torch.onnx")
for part in [model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output]:
    del part.metadata_props[:]
onnx.save(model, "digits-torch.onnx")

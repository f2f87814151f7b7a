"""Takes a network that was trained here back to torch: the parameters by their names, and the same predictions.

Run: mvn -pl compute test -Dtest=ForeignTrainingTest; python compute/src/test/golden/torch_loads.py
"""

import json
import math
import pathlib

import onnx
import onnxruntime
import torch
from torch import nn

MODULE = pathlib.Path(__file__).parents[3]
trained = onnx.load(MODULE / "target/small_trained.onnx")
onnx.checker.check_model(trained)
golden = json.loads((MODULE / "src/test/resources/io/epochline/compute/foreign/small.json").read_text())

model = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 2))
stored = {tensor.name: torch.tensor(onnx.numpy_helper.to_array(tensor)) for tensor in trained.graph.initializer}
model.load_state_dict({name: stored[name] for name in model.state_dict()})

x = torch.tensor([math.sin(i) for i in range(16)], dtype=torch.float32).reshape(4, 4)
session = onnxruntime.InferenceSession(trained.SerializeToString())
runtime = torch.tensor(session.run(None, {"x": x.numpy()})[0])
predicted = model(x).detach()
print("torch with the trained parameters, against the written model:", (predicted - runtime).abs().max().item())
print("and against torch's own training:", (predicted - torch.tensor(golden["after"]).reshape(4, 2)).abs().max().item())
assert torch.allclose(predicted, runtime, rtol=1e-5, atol=1e-6)
assert torch.allclose(predicted.flatten(), torch.tensor(golden["after"]), rtol=1e-3, atol=1e-5)

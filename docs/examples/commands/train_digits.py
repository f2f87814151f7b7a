"""Trains a small network for handwritten digits with PyTorch. It knows nothing of Epochline."""

import argparse

import numpy as np
import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--data", required=True)
parser.add_argument("--lr", type=float, default=1e-3)
parser.add_argument("--epochs", type=int, default=5)
args = parser.parse_args()

torch.manual_seed(0)
arrays = np.load(args.data)
images = torch.tensor(arrays["images"], dtype=torch.float32) / 16
labels = torch.tensor(arrays["labels"])
order = torch.randperm(len(labels))
train, held_out = order[:1437], order[1437:]

model = nn.Sequential(
    nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 64), nn.ReLU(), nn.Linear(64, 10)
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)

for epoch in range(args.epochs):
    model.train()
    total = 0.0
    for batch in train[torch.randperm(len(train))].split(32):
        optimizer.zero_grad()
        loss = criterion(model(images[batch]), labels[batch])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch)
    model.eval()
    with torch.no_grad():
        output = model(images[held_out])
        val_loss = criterion(output, labels[held_out]).item()
        accuracy = (output.argmax(1) == labels[held_out]).float().mean().item()
    print(f"Epoch {epoch}: train loss {total / len(train):.4f}, val loss {val_loss:.4f}, val accuracy {accuracy:.4f}")

torch.save(model.state_dict(), "digits.pt")

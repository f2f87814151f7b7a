"""Writes the TensorBoard samples of the log reader's tests: python tensorboard_samples.py FOLDER
Needs torch and tensorboard."""

import glob
import os
import sys
import tempfile

import numpy as np
from torch.utils.tensorboard import SummaryWriter

folder = sys.argv[1]


def write(name, fill, cut=0):
    with tempfile.TemporaryDirectory() as log_dir:
        writer = SummaryWriter(log_dir)
        fill(writer)
        writer.close()
        (made,) = glob.glob(log_dir + "/events*")
        with open(made, "rb") as file:
            data = file.read()
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data[: len(data) - cut])


def torch_tags(writer):
    for step, value in enumerate([1.0, 0.5, 0.375, 0.25]):
        writer.add_scalar("Loss/train", value, step)
        if step % 2 == 1:
            writer.add_scalar("Loss/val", value + 0.05 * (1 if step > 2 else 2), step)
            writer.add_scalar("Accuracy/val", 0.5 + 0.125 * (step - 1), step)
        writer.add_scalar("time/step", 0.1, step)
    writer.add_histogram("weights", np.arange(10.0), 3)
    writer.add_image("input", np.zeros((1, 8, 8), dtype=np.float32), 3)


def keras_tags(writer):
    for epoch, value in enumerate([0.9, 0.5, 0.4]):
        writer.add_scalar("epoch_loss", value, epoch, new_style=True)
        writer.add_scalar("epoch_accuracy", 1 - value, epoch, new_style=True)


def cut_short(writer):
    for step, value in ((10, 1.0), (20, 0.5), (30, 0.25)):
        writer.add_scalar("loss", value, step)


write("tensorboard_torch.tfevents", torch_tags)
write("tensorboard_keras.tfevents", keras_tags)
write("tensorboard_cut.tfevents", cut_short, cut=7)

"""Makes diabetes-pairs.npz from diabetes.csv: of two patients, whose disease progressed further?

From this folder: python diabetes_pairs.py   (numpy; the same bytes each time)

Every patient is in one pair only, so that none is in both parts of a split. Columns have mean 0 and deviation 1.
"""

import numpy as np

table = np.genfromtxt("diabetes.csv", delimiter=",", names=True)
features = np.stack([table[name] for name in table.dtype.names if name != "progression"], 1)
features = (features - features.mean(0)) / features.std(0)
order = np.random.default_rng(1).permutation(len(table)).reshape(-1, 2)
x = features[order].astype(np.float32)
progression = table["progression"][order]
y = np.where(progression[:, 0] == progression[:, 1], 0.5, progression[:, 0] > progression[:, 1])
np.savez_compressed("diabetes-pairs.npz", x=x, y=y.astype(np.float32)[:, None])

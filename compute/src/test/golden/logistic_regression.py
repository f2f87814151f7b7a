"""The optimum of an L2-regularised logistic regression by scipy, for LbfgsTest.

From this folder: python logistic_regression.py > logistic_regression.json   (scipy 1.17)
"""

import json

import numpy as np
from scipy.optimize import minimize

rng = np.random.default_rng(3)
x = np.round(rng.normal(size=(40, 5)), 3)
y = (x @ [1.5, -2.0, 0.5, 0.0, 1.0] + rng.logistic(size=40) > 0).astype(float)
PENALTY = 0.1


def objective(w):
    z = x @ w
    value = np.sum(np.logaddexp(0, z) - y * z) + 0.5 * PENALTY * w @ w
    p = 1 / (1 + np.exp(-z))
    return value, x.T @ (p - y) + PENALTY * w


def hessian(w):
    p = 1 / (1 + np.exp(-x @ w))
    return (x.T * (p * (1 - p))) @ x + PENALTY * np.eye(5)


best = minimize(objective, np.zeros(5), jac=True, hess=hessian, method="trust-exact", options={"gtol": 1e-12})
data = {"x": x.tolist(), "y": y.tolist(), "penalty": PENALTY, "optimum": best.x.tolist(), "value": best.fun}
print(json.dumps(data).replace("], [", "],\n["))

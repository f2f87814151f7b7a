"""Golden diagnostics: python golden.py > golden.json (numpy 2.4, arviz 0.23)."""
import json
import arviz as az
import numpy as np

def series(chains, draws, phi, shift):
    """Autoregressive chains from a linear congruential generator, so that Java makes the same."""
    state, out = 12345, np.zeros((chains, draws))
    for c in range(chains):
        x = 0.0
        for t in range(draws):
            state = (1103515245 * state + 12345) % 2**31
            x = phi * x + state / 2**31 - 0.5
            out[c, t] = x + shift * c
    return out

cases = []
for chains, draws, phi, shift in [(4, 500, 0.0, 0.0), (4, 501, 0.9, 0.0), (2, 200, 0.5, 0.3), (1, 100, 0.3, 0.0), (4, 100, -0.5, 0.0)]:
    x = series(chains, draws, phi, shift)
    cases.append(dict(chains=chains, draws=draws, phi=phi, shift=shift, mean=float(x.mean()), sd=float(x.std(ddof=1)),
        rhat=float(az.rhat(x)) if chains > 1 else None, ess_bulk=float(az.ess(x, method="bulk")), ess_tail=float(az.ess(x, method="tail")), mcse=float(az.mcse(x, method="mean"))))
print(json.dumps(cases, indent=1))

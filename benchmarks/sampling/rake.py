"""The same raking by ipfn: the table and margins that bench.ts wrote, as many rounds."""

import json
import sys
import time

import numpy as np
from ipfn import ipfn

table, out, rounds = sys.argv[1:4]
with open(table) as file:
    given = json.load(file)
sizes = given["sizes"]
over = [margin["over"] for margin in given["margins"]]
targets = [np.array(m["targets"]).reshape([sizes[i] for i in m["over"]]) for m in given["margins"]]
start = np.ones(sizes)
fit = ipfn.ipfn(start, targets, over, convergence_rate=0, max_iteration=int(rounds) - 1, rate_tolerance=0, verbose=0)
began = time.process_time()
weights = fit.iteration()
seconds = time.process_time() - began
with open(out, "w") as file:
    json.dump({"seconds": seconds, "weights": weights.ravel().tolist()}, file)

"""Writes data of ones for wino-bench to a folder, with a reference that is wrong by 0.5 in one element.

usage: ones.py FOLDER NxCxKxHxW
"""
import sys

import numpy as np

folder, name = sys.argv[1:]
n, c, k, h, w = map(int, name.split("x"))
rows, columns = np.full(h, 3), np.full(w, 3)
rows[[0, -1]] = columns[[0, -1]] = 2  # zeros around the image
reference = np.broadcast_to(c * np.outer(rows, columns), (n, k, h, w)).astype(np.float64)
reference[0, 0, 0, -1] -= 0.5
for ending, array in (("x", np.ones((n, c, h, w), np.float32)), ("w", np.ones((k, c, 3, 3), np.float32)), ("r", reference)):
    array.tofile(f"{folder}/{name}.{ending}")

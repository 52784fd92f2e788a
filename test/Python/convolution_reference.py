# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the tests compare the compiler with, written without it: convolutions and
the steps of Winograd's algorithm in float64, and its error bound. NumPy only.

Error bound. Every value of the computation is a sum of products of exact values;
rounding multiplies each term by at most N factors (1 + d), |d| <= u, where u is
the unit roundoff of the arithmetic. So, with gamma(N) = N u / (1 - N u),

  |computed - exact| <= gamma(N) * B,
  B = |A^T| ((|G| |g|) . (|B^T| |x|)) summed over the channels, + |init|

(N. Higham, "Accuracy and Stability of Numerical Algorithms", section 3.1). B is
evaluated by the algorithm itself, on magnitudes, for every output; for |x| <= 1
and |g| <= 1 its largest value is `errorAmplification` times the channels. The
count N is in `winograd_roundings`.
"""

from dataclasses import dataclass

import numpy as np

#===------------------------------------------------------------------------===#
# Element types
#===------------------------------------------------------------------------===#


def to_bfloat16(values):
    """The bits of the nearest bfloat16 (ties to even), as <u2."""
    bits = np.asarray(values, np.float32).view(np.uint32)
    return ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def from_bfloat16(bits):
    return (bits.astype(np.uint32) << 16).view(np.float32)


@dataclass(frozen=True)
class ElementType:
    name: str
    storage: type  # NumPy's type of an .npy file
    roundoff: float  # u: half the distance from 1 to the next value
    tiny: float  # the error of an underflow (f64: the smallest value there is)

    def encode(self, values):
        if self.name == "bf16":
            return to_bfloat16(values)
        return np.asarray(values, np.float64).astype(self.storage)

    def decode(self, array):
        if self.name == "bf16":
            array = from_bfloat16(array)
        return array.astype(np.float64)

    def round(self, values):
        return self.decode(self.encode(values))


TYPES = {t.name: t for t in (
    ElementType("f64", np.float64, 2.0**-53, 2.0**-1074),
    ElementType("f32", np.float32, 2.0**-24, 2.0**-150),
    ElementType("f16", np.float16, 2.0**-11, 2.0**-25),
    ElementType("bf16", np.uint16, 2.0**-8, 2.0**-134))}

#===------------------------------------------------------------------------===#
# Convolutions
#===------------------------------------------------------------------------===#

# Per named operation: the axes of input, filter and output. n: batch, c: input
# channels, f: output channels, digits: spatial.
LAYOUTS = {
    "conv_1d_ncw_fcw": ("nc0", "fc0", "nf0"),
    "conv_1d_nwc_wcf": ("n0c", "0cf", "n0f"),
    "conv_2d_nchw_fchw": ("nc01", "fc01", "nf01"),
    "conv_2d_nhwc_hwcf": ("n01c", "01cf", "n01f"),
    "conv_2d_nhwc_fhwc": ("n01c", "f01c", "n01f"),
    "conv_3d_ncdhw_fcdhw": ("nc012", "fc012", "nf012"),
    "conv_3d_ndhwc_dhwcf": ("n012c", "012cf", "n012f"),
}


def rank_of(layout):
    return len(LAYOUTS[layout][0]) - 2


def transpose(array, source, target):
    """`array` with the axes named `source`, in the order of `target`."""
    return np.transpose(array, [source.index(axis) for axis in target])


def canonical(layout, x, g):
    """Input and filter as (n, c, spatial...) and (f, c, spatial...)."""
    spatial = "012"[:rank_of(layout)]
    return (transpose(x, LAYOUTS[layout][0], "nc" + spatial),
            transpose(g, LAYOUTS[layout][1], "fc" + spatial))


def pad_spatial(x, pads, value=0.0):
    """Pads the spatial axes of a canonical input; pads: (low, high) per axis."""
    return np.pad(x, [(0, 0), (0, 0), *pads], constant_values=value)


def direct(layout, x, g, pads, value=0.0):
    """The convolution, without an initial value, in the layout's order: one
    product of matrices per tap."""
    x, g = canonical(layout, x, g)
    x = pad_spatial(x, pads, value)
    size = [a - b + 1 for a, b in zip(x.shape[2:], g.shape[2:])]
    y = np.zeros((x.shape[0], g.shape[0], *size))
    for tap in np.ndindex(*g.shape[2:]):
        window = tuple(slice(t, t + s) for t, s in zip(tap, size))
        y += np.einsum("nc...,fc->nf...", x[(slice(None), slice(None), *window)],
                       g[(slice(None), slice(None), *tap)])
    return transpose(y, "nf" + "012"[:len(size)], LAYOUTS[layout][2])


def apply_along(matrix, array, axis):
    return np.moveaxis(np.tensordot(matrix, array, (1, axis)), 0, axis)


def winograd_steps(layout, x, g, pads, algorithms, value=0.0, absolute=False):
    """The value of each step, as `winograd-stop-after` documents its order, from
    the matrices in float64:

      input [i..., n, tile..., c]          filter [i..., c, f]
      product [i..., n, tile..., f, c]     reduce [i..., n, tile..., f]
      output: the layout's

    `algorithms`: one per spatial dimension, None where the filter has one tap.
    `absolute`: of magnitudes, with the magnitudes of the matrices; the values
    are then the B of the error bound.
    """
    if absolute:
        x, g, value = np.abs(x), np.abs(g), abs(value)
    x, g = canonical(layout, x, g)
    x = pad_spatial(x, pads, value)
    size = [a - b + 1 for a, b in zip(x.shape[2:], g.shape[2:])]
    matrices = [a and tuple(map(np.abs, a.matrices()) if absolute
                            else a.matrices()) for a in algorithms]
    done = 0  # transformed dimensions, whose positions are in front
    for d, a in enumerate(algorithms):
        axis = done + 2 + d
        if a is None:  # the filter's one tap has no axis in any step
            continue
        bt, gm, _ = matrices[d]
        tiles = -(-size[d] // a.m)
        missing = (tiles - 1) * a.m + a.alpha - x.shape[axis]
        x = np.pad(x, [(0, missing if i == axis else 0) for i in range(x.ndim)])
        windows = np.stack([x.take(range(u, u + (tiles - 1) * a.m + 1, a.m), axis)
                            for u in range(a.alpha)])
        x = np.moveaxis(np.tensordot(bt, windows, (1, 0)), 0, done)
        g = apply_along(gm, g, 2 + d)
        done += 1
    spatial = len(size)
    # x is [i..., n, c, tile...], g [f, c, i or 1...].
    x = np.moveaxis(x, done + 1, -1)
    transformed = [d for d in range(spatial) if algorithms[d]]
    g = g.reshape([*g.shape[:2], *(g.shape[2 + d] for d in transformed)])
    g = np.moveaxis(g, (0, 1), (-1, -2))
    flat = (slice(None),) * done + (None,) * (1 + spatial)
    product = x[..., None, :] * np.swapaxes(g, -1, -2)[flat]
    reduced = product.sum(-1)
    y = reduced
    for index, d in enumerate(transformed):
        tile_axis = (done - index) + 1 + d
        y = np.tensordot(matrices[d][2], y, (1, 0))
        y = np.moveaxis(y, 0, tile_axis)  # behind its tile's number
        shape = list(y.shape)
        shape[tile_axis - 1:tile_axis + 1] = [shape[tile_axis - 1] * shape[tile_axis]]
        y = y.reshape(shape).take(range(size[d]), tile_axis - 1)
    y = transpose(y, "n" + "012"[:spatial] + "f", LAYOUTS[layout][2])
    return {"input": x, "filter": g, "product": product, "reduce": reduced,
            "output": y}


#===------------------------------------------------------------------------===#
# The error bound
#===------------------------------------------------------------------------===#


def winograd_roundings(algorithms, channels):
    """N, by step: per dimension a sum of a products with exact factors (input,
    output) or of r products with rounded ones (filter)."""
    used = [a for a in algorithms if a]
    steps = {"input": sum(a.alpha for a in used),
             "filter": sum(a.r + 1 for a in used)}
    steps["product"] = steps["input"] + steps["filter"] + 1
    steps["reduce"] = steps["product"] + channels
    steps["output"] = steps["reduce"] + sum(a.alpha for a in used)
    return steps


def gamma(count, roundoff):
    assert count * roundoff < 0.5, "the bound says nothing"
    return count * roundoff / (1 - count * roundoff)


def arithmetic_type(source, result):
    """Transforms and sums are formed in float64 or float32."""
    return TYPES["f64" if "f64" in (source.name, result.name) else "f32"]

# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the tests compare the compiler with, written without it: convolutions in
float64, Winograd's algorithm from exact rationals, its error bound, and the IR
of a convolution. NumPy and the standard library only.

Matrices. F(m, r) at the points that docs/Accuracy.md documents. G and A^T are
Vandermonde matrices; B^T is the inverse of the Vandermonde matrix of all
a = m + r - 1 points, found by elimination (the compiler expands products of
Lagrange's instead), so the two constructions share the points and nothing else.

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

import math
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

#===------------------------------------------------------------------------===#
# Winograd's algorithm in exact rationals
#===------------------------------------------------------------------------===#

SEQUENCE = [Fraction(p) for p in
            "0 1 -1 2 -2 1/2 -1/2 4 -4 1/4 -1/4 3 -3 1/3 -1/3".split()]
MEASURED = {6: "0 2/3 -2/3 3/2 -3/2",
            10: "0 2/5 -2/5 4/5 -4/5 5/4 -5/4 5/2 -5/2"}


def default_points(alpha):
    if alpha in MEASURED:
        return [Fraction(p) for p in MEASURED[alpha].split()]
    return SEQUENCE[:alpha - 1]


def invert(matrix):
    """The inverse of a square matrix of Fractions, by Gauss-Jordan."""
    size = len(matrix)
    rows = [list(row) + [Fraction(int(i == j)) for j in range(size)]
            for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = next(i for i in range(column, size) if rows[i][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [x / rows[column][column] for x in rows[column]]
        for i in range(size):
            if i != column and rows[i][column]:
                rows[i] = [x - rows[i][column] * y
                           for x, y in zip(rows[i], rows[column])]
    return [row[size:] for row in rows]


def dyadic_factor(values):
    """Positive f that makes the values integers without a common divisor, times
    the power of two that puts the largest magnitude into [1, 2)."""
    denominator = math.lcm(*(v.denominator for v in values))
    divisor = math.gcd(*(int(v * denominator) for v in values))
    factor = Fraction(denominator, divisor)
    while max(abs(v * factor) for v in values) >= 2:
        factor /= 2
    return factor


@dataclass
class Algorithm:
    """F(m, r) with A^T, G and B^T as lists of rows of Fractions."""
    m: int
    r: int

    def __post_init__(self):
        alpha, points = self.alpha, default_points(self.alpha)

        def vandermonde(size):  # [exponent][point], infinity last
            return [[p**e for p in points] + [Fraction(int(e == size - 1))]
                    for e in range(size)]

        self.bt = invert(vandermonde(alpha))
        self.at = vandermonde(self.m)
        self.g = [list(row) for row in zip(*vandermonde(self.r))]
        for i in range(alpha):
            output = dyadic_factor([row[i] for row in self.at])
            rows = dyadic_factor(self.bt[i])
            self.bt[i] = [x * rows for x in self.bt[i]]
            self.g[i] = [x / (rows * output) for x in self.g[i]]
            for row in self.at:
                row[i] *= output

    @property
    def alpha(self):
        return self.m + self.r - 1

    def matrices(self):
        """(B^T, G, A^T) in float64."""
        return tuple(np.array([[float(x) for x in row] for row in matrix])
                     for matrix in (self.bt, self.g, self.at))

    def filter_denominator(self):
        """The smallest D for which D * G is integral."""
        return math.lcm(*(x.denominator for row in self.g for x in row))

    def fraction_bits(self):
        """Binary digits behind the point of M^ times A^T, on integral x and G^."""
        bits = lambda values: max(x.denominator.bit_length() - 1 for x in values)
        return max(bits(self.bt[i]) + bits([row[i] for row in self.at])
                   for i in range(self.alpha))


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


#===------------------------------------------------------------------------===#
# IR
#===------------------------------------------------------------------------===#


def shape_of(axes, sizes, dynamic):
    return "x".join("?" if a in dynamic else str(sizes[a]) for a in axes)


def hex_of(array):
    return "0x" + np.ascontiguousarray(array).tobytes().hex().upper()


@dataclass
class Problem:
    """One convolution: `@conv(x[, g][, init or bias]) -> y`."""
    layout: str
    source: str  # element types
    result: str
    batch: int
    inputs: int  # channels
    outputs: int
    image: list  # the input's extents
    taps: list
    pads: list  # (low, high) per dimension
    pad_value: float = 0.0
    filter_kind: str = "argument"  # argument, dense, resource, splat
    init_kind: str = "zero"  # zero, argument, bias
    dynamic: str = ""  # axes of unknown size, of n, c, f and the digits
    generic: bool = False  # linalg.generic instead of the named operation
    arrays: dict = field(default_factory=dict)  # float64, exact in their types

    def extents(self):
        """The output's."""
        return [i + low + high - r + 1 for i, (low, high), r in
                zip(self.image, self.pads, self.taps)]

    def shape(self, operand):
        """0: input, 1: filter, 2: output."""
        digits = {str(d): s for d, s in enumerate(
            (self.image, self.taps, self.extents())[operand])}
        sizes = {"n": self.batch, "c": self.inputs, "f": self.outputs, **digits}
        return [sizes[a] for a in LAYOUTS[self.layout][operand]]

    def type(self, operand, padded=False):
        axes = LAYOUTS[self.layout][operand]
        shape = self.shape(operand)
        if padded:
            shape = [s + sum(self.pads[int(a)]) if a.isdigit() else s
                     for a, s in zip(axes, shape)]
        dynamic = self.dynamic
        if operand == 1:  # the taps are static
            dynamic = [a for a in dynamic if a in "cf"]
            if self.filter_kind != "argument":
                dynamic = ""
        return "tensor<{}x{}>".format(
            shape_of(axes, dict(zip(axes, shape)), dynamic),
            self.result if operand == 2 else self.source)

    def fill(self, rng, scale=1.0):
        """Random arrays, N(0, scale^2), rounded to their types."""
        source, result = TYPES[self.source], TYPES[self.result]
        normal = lambda shape: rng.standard_normal(shape) * scale
        self.arrays["x"] = source.round(normal(self.shape(0)))
        g = normal(self.shape(1))
        if self.filter_kind == "splat":
            g = np.full(g.shape, g.flat[0])
        self.arrays["g"] = source.round(g)
        if self.init_kind == "argument":
            self.arrays["init"] = result.round(normal(self.shape(2)))
        elif self.init_kind == "bias":
            self.arrays["init"] = result.round(normal([self.outputs]))

    def arguments(self):
        """(array, element type) per argument of the function."""
        used = [("x", self.source)]
        if self.filter_kind == "argument":
            used.append(("g", self.source))
        if self.init_kind != "zero":
            used.append(("init", self.result))
        return [(self.arrays[name], TYPES[kind]) for name, kind in used]

    def initial(self):
        """The initial value, of the output's shape."""
        if self.init_kind == "zero":
            return np.zeros(self.shape(2))
        init = self.arrays["init"]
        if self.init_kind == "bias":
            axis = LAYOUTS[self.layout][2].index("f")
            init = init.reshape([-1 if i == axis else 1
                                 for i in range(len(self.shape(2)))])
        return np.broadcast_to(init, self.shape(2))

    def exact(self):
        """The result in float64."""
        return self.initial() + direct(self.layout, self.arrays["x"],
                                       self.arrays["g"], self.pads,
                                       self.pad_value)

    def steps(self, algorithms, absolute=False):
        return winograd_steps(self.layout, self.arrays["x"], self.arrays["g"],
                              self.pads, algorithms, self.pad_value, absolute)

    def algorithms(self, m):
        return [Algorithm(m, r) if r > 1 else None for r in self.taps]

    def winograd_bound(self, m):
        """Of |computed - exact|, per output, for the tile m."""
        algorithms = self.algorithms(m)
        result = TYPES[self.result]
        arithmetic = arithmetic_type(TYPES[self.source], result)
        count = winograd_roundings(algorithms, self.inputs)["output"] + 1
        magnitude = (self.steps(algorithms, absolute=True)["output"]
                     + np.abs(self.initial()))
        return self._rounded_once(
            gamma(count, arithmetic.roundoff) * magnitude, result)

    def direct_roundings(self):
        return self.inputs * math.prod(self.taps) + 2

    def direct_bound(self):
        """The direct convolution accumulates in the result's type."""
        result, count = TYPES[self.result], self.direct_roundings()
        magnitude = np.abs(self.initial()) + direct(
            self.layout, np.abs(self.arrays["x"]), np.abs(self.arrays["g"]),
            self.pads, abs(self.pad_value))
        return self._rounded_once(gamma(count, result.roundoff) * magnitude
                                  + count * result.tiny, result)

    def _rounded_once(self, bound, result):
        return (bound * (1 + result.roundoff)
                + result.roundoff * np.abs(self.exact()) + result.tiny)

    #===--- IR ---------------------------------------------------------------===#

    def ir(self):
        parts = [self._pad(), self._filter(), self._init(), self._convolution()]
        signature = [f"%x: {self.type(0)}"]
        if self.filter_kind == "argument":
            signature.append(f"%g: {self.type(1)}")
        if self.init_kind == "argument":
            signature.append(f"%init: {self.type(2)}")
        elif self.init_kind == "bias":
            size = "?" if "f" in self.dynamic else self.outputs
            signature.append(f"%bias: tensor<{size}x{self.result}>")
        body = "".join(f"  {line}\n" for part in parts for line in part)
        text = (f"func.func @conv({', '.join(signature)}) -> {self.type(2)} {{\n"
                f"{body}  return %y : {self.type(2)}\n}}\n")
        if self.filter_kind == "resource":
            blob = TYPES[self.source].encode(self.arrays["g"])
            text += ("{-#\n  dialect_resources: {\n    builtin: {\n      w: "
                     f'"0x08000000{hex_of(blob)[2:]}"\n    }}\n  }}\n#-}}\n')
        return text

    def _pad(self):
        if not any(map(any, self.pads)):
            return []
        axes = LAYOUTS[self.layout][0]
        low, high = (", ".join(str(self.pads[int(a)][side]) if a.isdigit()
                               else "0" for a in axes) for side in (0, 1))
        indices = ", ".join(f"%i{i}: index" for i in range(len(axes)))
        return [f"%pad = arith.constant {self.pad_value:e} : {self.source}",
                f"%padded = tensor.pad %x low[{low}] high[{high}] {{",
                f"^bb0({indices}):",
                f"  tensor.yield %pad : {self.source}",
                f"}} : {self.type(0)} to {self.type(0, padded=True)}"]

    def _filter(self):
        if self.filter_kind == "argument":
            return []
        if self.filter_kind == "resource":
            value = "dense_resource<w>"
        else:
            g = TYPES[self.source].encode(self.arrays["g"])
            if self.filter_kind == "splat":
                g = g.reshape(-1)[:1]
            value = f'dense<"{hex_of(g)}">'
        return [f"%g = arith.constant {value} : {self.type(1)}"]

    def _init(self):
        if self.init_kind == "argument":
            return []
        lines, sizes = [], []
        for position, axis in enumerate(LAYOUTS[self.layout][2]):
            if axis in self.dynamic:
                lines += self._size(axis)
                sizes.append(f"%size_{axis}")
        lines.append(f"%empty = tensor.empty({', '.join(sizes)}) : {self.type(2)}")
        if self.init_kind == "zero":
            return lines + [
                f"%zero = arith.constant 0.0 : {self.result}",
                f"%init = linalg.fill ins(%zero : {self.result}) "
                f"outs(%empty : {self.type(2)}) -> {self.type(2)}"]
        axes = LAYOUTS[self.layout][2]
        dimensions = ", ".join(str(i) for i, a in enumerate(axes) if a != "f")
        size = "?" if "f" in self.dynamic else self.outputs
        return lines + [
            f"%init = linalg.broadcast ins(%bias : tensor<{size}x{self.result}>) "
            f"outs(%empty : {self.type(2)}) dimensions = [{dimensions}]"]

    def _size(self, axis):
        """%size_<axis>: the output's extent."""
        operand = 1 if axis == "f" else 0
        name = "%g" if axis == "f" else "%x"
        position = LAYOUTS[self.layout][operand].index(axis)
        lines = [f"%position_{axis} = arith.constant {position} : index"]
        result = f"%size_{axis}"
        if not axis.isdigit():
            return lines + [f"{result} = tensor.dim {name}, %position_{axis} : "
                            f"{self.type(operand)}"]
        more = sum(self.pads[int(axis)]) - self.taps[int(axis)] + 1
        return lines + [
            f"%extent_{axis} = tensor.dim {name}, %position_{axis} : "
            f"{self.type(operand)}",
            f"%more_{axis} = arith.constant {more} : index",
            f"{result} = arith.addi %extent_{axis}, %more_{axis} : index"]

    def _convolution(self):
        is_padded = any(map(any, self.pads))
        x, x_type = ("%padded" if is_padded else "%x"), self.type(0, is_padded)
        ins = (f"ins({x}, %g : {x_type}, {self.type(1)}) "
               f"outs(%init : {self.type(2)})")
        if not self.generic:
            return [f"%y = linalg.{self.layout} {ins} -> {self.type(2)}"]
        return self._generic(ins)

    def _generic(self, ins):
        rank = rank_of(self.layout)
        loops = ["n", "f", *(f"o{d}" for d in range(rank)), "c",
                 *(f"k{d}" for d in range(rank))]
        names = [{}, {}, {}]
        for d in range(rank):
            names[0][str(d)], names[1][str(d)] = f"o{d} + k{d}", f"k{d}"
            names[2][str(d)] = f"o{d}"
        maps = ", ".join("affine_map<({}) -> ({})>".format(
            ", ".join(loops), ", ".join(names[i].get(a, a) for a in axes))
            for i, axes in enumerate(LAYOUTS[self.layout]))
        iterators = ", ".join(['"parallel"'] * (2 + rank)
                              + ['"reduction"'] * (1 + rank))
        lines = [f"%y = linalg.generic {{indexing_maps = [{maps}], "
                 f"iterator_types = [{iterators}]}} {ins} {{",
                 f"^bb0(%a: {self.source}, %b: {self.source}, %acc: {self.result}):"]
        a, b = "%a", "%b"
        if self.source != self.result:
            lines += [f"  {v}x = arith.extf {v} : {self.source} to {self.result}"
                      for v in (a, b)]
            a, b = "%ax", "%bx"
        return lines + [f"  %p = arith.mulf {a}, {b} : {self.result}",
                        f"  %s = arith.addf %acc, %p : {self.result}",
                        f"  linalg.yield %s : {self.result}",
                        f"}} -> {self.type(2)}"]

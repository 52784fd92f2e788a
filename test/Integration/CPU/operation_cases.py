# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The cases of operations.py: text of linalg, inputs, and what NumPy says.

In a case's text, %a0, %a1, ... are the inputs; every other name may be chosen
freely. Sizes are chosen so that no vector divides them.
"""

from dataclasses import dataclass, field

import numpy as np

DTYPES = {"f64": np.float64, "f32": np.float32, "f16": np.float16, "i8": np.int8,
          "i16": np.int16, "i32": np.int32, "i64": np.int64, "i1": np.bool_}
ROUNDOFF = {"f64": 2.0 ** -52, "f32": 2.0 ** -23, "f16": 2.0 ** -10, "bf16": 2.0 ** -7}


@dataclass
class Case:
    name: str
    text: str
    inputs: list  # (array as stored, type)
    wanted: list
    result_types: list
    results: list = field(default_factory=lambda: ["%r"])
    aliases: tuple = ()
    tolerance: float = 0.0


def tensor_type(shape, kind):
    return f"tensor<{'x'.join(map(str, [*shape, kind]))}>"


def to_bf16(values):
    bits = np.asarray(values, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def from_bf16(bits):
    return (bits.astype(np.uint32) << 16).view(np.float32)


def array_of(stored, wanted):
    """The values of a result; those of bf16 are stored as their bits."""
    return from_bf16(stored) if getattr(wanted.dtype, "metadata", None) else stored


def draw(seed, shape, kind, low=-3, high=4):
    """Values and how they are stored."""
    rng = np.random.default_rng(seed)
    if kind == "i1":
        values = rng.random(shape) > 0.5
    elif kind.startswith("i"):
        values = rng.integers(low, high, shape).astype(DTYPES[kind])
    else:
        values = rng.standard_normal(shape)
    if kind == "bf16":
        stored = to_bf16(values)
        return from_bf16(stored).astype(np.float64), stored
    stored = values.astype(DTYPES[kind])
    return (stored.astype(np.float64) if kind.startswith("f") else stored), stored


def marked(values, kind):
    """The wanted values, marked if they are read as bf16."""
    values = np.asarray(values)
    if kind == "bf16":
        return values.astype(np.dtype(np.float64, metadata={"bf16": True}))
    return values


def tolerance_of(kind, steps=4):
    return 0.0 if kind.startswith("i") else max(steps * ROUNDOFF[kind], 0)


def simple(name, text, inputs, wanted, shape, kind, tolerance=None, aliases=()):
    """A case with one result, %r; `inputs` are (shape, type)."""
    drawn = [draw(7 + i, s, k) for i, (s, k) in enumerate(inputs)]
    arrays = [(stored, tensor_type(s, k)) for (_, stored), (s, k) in zip(drawn, inputs)]
    value = wanted(*(values for values, _ in drawn))
    return Case(name, text.replace("$r", tensor_type(shape, kind)), arrays,
                [marked(value, kind)], [tensor_type(shape, kind)], aliases=aliases,
                tolerance=tolerance_of(kind) if tolerance is None else tolerance)


def generic(maps, iterators, inputs, init, shape, kind, body, scalars):
    """linalg.generic with the inputs %a0.. and the init; yields `body`'s %y."""
    ins = ", ".join(f"%a{i}" for i in range(len(inputs)))
    types = ", ".join(tensor_type(s, k) for s, k in inputs)
    arguments = ", ".join([f"%x{i}: {k}" for i, (_, k) in enumerate(inputs)]
                          + [f"%o: {kind}"])
    loops = ", ".join(f'"{name}"' for name in iterators)
    clause = f"ins({ins} : {types}) " if inputs else ""
    affine = ", ".join(f"affine_map<{m}>" for m in maps)
    return (f"{scalars}\n%r = linalg.generic {{indexing_maps = [{affine}], "
            f"iterator_types = [{loops}]}} {clause}outs({init} : $r) {{\n"
            f"^bb0({arguments}):\n{body}\nlinalg.yield %y : {kind}\n}} -> $r")


def elementwise(name, inputs, shape, kind, body, wanted, scalars="", maps=None,
                tolerance=None):
    rank = len(shape)
    dims = ", ".join(f"d{i}" for i in range(rank))
    identity = f"({dims}) -> ({dims})"
    maps = (maps or [identity] * len(inputs)) + [identity]
    text = f"%e = tensor.empty() : $r\n" + generic(
        maps, ["parallel"] * rank, inputs, "%e", shape, kind, body, scalars)
    return simple(name, text, inputs, wanted, shape, kind, tolerance)


#===--- Elementwise ---------------------------------------------------------===#

def arithmetic():
    shape = (3, 13)
    for kind in ("f64", "f32", "f16", "bf16"):
        pair = [(shape, kind)] * 2
        for op, f in (("addf", np.add), ("subf", np.subtract), ("mulf", np.multiply),
                      ("divf", np.divide), ("maximumf", np.maximum),
                      ("minimumf", np.minimum)):
            yield elementwise(f"{op}-{kind}", pair, shape, kind,
                              f"%y = arith.{op} %x0, %x1 : {kind}", f)
        for op, f in (("exp", np.exp), ("tanh", np.tanh), ("absf", np.abs),
                      ("floor", np.floor), ("erf", np.vectorize(__import__("math").erf))):
            yield elementwise(f"{op}-{kind}", pair[:1], shape, kind,
                              f"%y = math.{op} %x0 : {kind}", f,
                              tolerance=8 * ROUNDOFF[kind] + 1e-6)
        yield elementwise(
            f"relu-{kind}", pair[:1], shape, kind,
            f"%c = arith.cmpf ugt, %x0, %z : {kind}\n"
            f"%y = arith.select %c, %x0, %z : {kind}",
            lambda x: np.maximum(x, 0), f"%z = arith.constant 0.0 : {kind}")
        for exponent in ("i32", "i64"):
            yield elementwise(
                f"fpowi-{kind}-{exponent}", pair[:1], shape, kind,
                f"%y = math.fpowi %x0, %n : {kind}, {exponent}", lambda x: x ** 3,
                f"%n = arith.constant 3 : {exponent}", tolerance=16 * ROUNDOFF[kind])
    for kind in ("f64", "f32"):
        for op, f in (("sqrt", np.sqrt), ("rsqrt", lambda x: 1 / np.sqrt(x)),
                      ("log", np.log)):
            yield elementwise(f"{op}-{kind}", [(shape, kind)], shape, kind,
                              f"%q = math.absf %x0 : {kind}\n%y = math.{op} %q : {kind}",
                              lambda x, f=f: f(np.abs(x)), tolerance=1e-6)
        yield elementwise(
            f"pow-{kind}", [(shape, kind)] * 2, shape, kind,
            f"%q = math.absf %x0 : {kind}\n%y = math.powf %q, %x1 : {kind}",
            lambda x, y: np.abs(x) ** y, tolerance=1e-5)
    yield elementwise(
        "fpowi-by-tensor", [(shape, "f32"), (shape, "i32")], shape, "f32",
        "%y = math.fpowi %x0, %x1 : f32, i32",
        lambda x, n: x ** n.astype(float), tolerance=1e-5)


def integers():
    shape = (5, 11)
    for kind in ("i8", "i32", "i64"):
        for op, f in (("addi", np.add), ("muli", np.multiply), ("maxsi", np.maximum)):
            yield elementwise(f"{op}-{kind}", [(shape, kind)] * 2, shape, kind,
                              f"%y = arith.{op} %x0, %x1 : {kind}", f)
    conversions = [("i8", "i32", "extsi"), ("i32", "i8", "trunci"), ("i32", "f32", "sitofp"),
                   ("f32", "i32", "fptosi"), ("i64", "f64", "sitofp"), ("f32", "f64", "extf"),
                   ("f64", "f32", "truncf"), ("f16", "f32", "extf"), ("f32", "f16", "truncf"),
                   ("bf16", "f32", "extf"), ("f32", "bf16", "truncf"), ("i64", "i32", "trunci")]
    for source, result, op in conversions:
        yield elementwise(
            f"{op}-{source}-{result}", [(shape, source)], shape, result,
            f"%y = arith.{op} %x0 : {source} to {result}",
            lambda x, r=result: np.trunc(x).astype(DTYPES[r]) if r[0] == "i" else x)


def booleans():
    shape = (3, 13)
    for kind, compare in (("f32", "cmpf ogt"), ("f64", "cmpf ogt"), ("i32", "cmpi sgt"),
                          ("i8", "cmpi sgt"), ("f16", "cmpf ogt"), ("bf16", "cmpf ogt")):
        yield elementwise(f"compare-{kind}", [(shape, kind)] * 2, shape, "i1",
                          f"%y = arith.{compare}, %x0, %x1 : {kind}",
                          lambda x, y: x > y)
        yield elementwise(f"select-{kind}", [(shape, "i1"), (shape, kind), (shape, kind)],
                          shape, kind, f"%y = arith.select %x0, %x1, %x2 : {kind}", np.where)
    for op, f in (("andi", np.logical_and), ("ori", np.logical_or), ("xori", np.logical_xor)):
        yield elementwise(f"{op}-i1", [(shape, "i1")] * 2, shape, "i1",
                          f"%y = arith.{op} %x0, %x1 : i1", f)
    yield elementwise("not-i1-broadcast", [((13,), "i1")], shape, "i1",
                      "%y = arith.xori %x0, %t : i1", lambda x: np.tile(~x, (3, 1)),
                      "%t = arith.constant true", ["(d0, d1) -> (d1)"])
    yield elementwise("count-i1", [(shape, "i1")], shape, "i64",
                      "%y = arith.extui %x0 : i1 to i64", lambda x: x.astype(np.int64))
    mask = np.array([1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0], bool)
    listed = ", ".join("true" if bit else "false" for bit in mask)
    yield simple(
        "constant-i1",
        f"%m = arith.constant dense<[{listed}]> : tensor<13xi1>\n"
        "%e = tensor.empty() : $r\n"
        "%r = linalg.generic {indexing_maps = [affine_map<(a) -> (a)>, affine_map<(a) -> (a)>, "
        "affine_map<(a) -> (a)>], iterator_types = [\"parallel\"]} ins(%m, %a0 : tensor<13xi1>, $r) "
        "outs(%e : $r) {\n^bb0(%p: i1, %x: f32, %o: f32):\n%z = arith.constant 0.0 : f32\n"
        "%y = arith.select %p, %x, %z : f32\nlinalg.yield %y : f32\n} -> $r",
        [((13,), "f32")], lambda x: np.where(mask, x, 0), (13,), "f32")
    yield simple("transpose-i1", "%e = tensor.empty() : $r\n%r = linalg.transpose ins(%a0 : "
                 "tensor<3x13xi1>) outs(%e : $r) permutation = [1, 0]",
                 [((3, 13), "i1")], np.transpose, (13, 3), "i1")
    yield simple("pad-i1", "%f = arith.constant false\n%r = tensor.pad %a0 low[1, 0] high[0, 2] {\n"
                 "^bb0(%i: index, %j: index):\ntensor.yield %f : i1\n} : tensor<3x13xi1> to $r",
                 [((3, 13), "i1")], lambda x: np.pad(x, [(1, 0), (0, 2)]), (4, 15), "i1")


def on_tensors():
    shape = (3, 13)
    kind = tensor_type(shape, "f32")
    yield simple("arith-on-tensors",
                 f"%c = arith.constant dense<5.0e-1> : {kind}\n%h = arith.mulf %a0, %c : {kind}\n"
                 f"%t = math.tanh %h : {kind}\n%r = arith.addf %t, %a1 : {kind}",
                 [(shape, "f32")] * 2, lambda x, y: np.tanh(x / 2) + y, shape, "f32", 1e-6)
    yield simple("compare-on-tensors",
                 f"%m = arith.cmpf olt, %a0, %a1 : {kind}\n"
                 f"%r = arith.select %m, %a0, %a1 : tensor<3x13xi1>, {kind}",
                 [(shape, "f32")] * 2, np.minimum, shape, "f32")
    yield simple("integers-on-tensors", "%r = arith.muli %a0, %a1 : tensor<5x7xi32>",
                 [((5, 7), "i32")] * 2, np.multiply, (5, 7), "i32")


#===--- Reductions and pooling ----------------------------------------------===#

def reductions():
    for kind in ("f64", "f32", "f16", "bf16", "i32"):
        shape = (5, 7, 11)
        add, zero = ("addi", "0") if kind == "i32" else ("addf", "0.0")
        for axes in ((0,), (1,), (2,), (1, 2), (0, 2), (0, 1, 2)):
            out = tuple(s for i, s in enumerate(shape) if i not in axes)
            yield simple(
                f"sum-{kind}-{''.join(map(str, axes))}",
                f"%z = arith.constant {zero} : {kind}\n%e = tensor.empty() : $r\n"
                f"%f = linalg.fill ins(%z : {kind}) outs(%e : $r) -> $r\n"
                f"%r = linalg.reduce {{ arith.{add} }} ins(%a0 : {tensor_type(shape, kind)}) "
                f"outs(%f : $r) dimensions = {list(axes)}",
                [(shape, kind)], lambda x, a=axes: x.sum(a), out, kind,
                tolerance_of(kind, 16))
    for kind in ("f32", "bf16", "f16"):
        yield simple(
            f"long-sum-of-ones-{kind}",
            f"%one = arith.constant 1.0 : {kind}\n%z = arith.constant 0.0 : {kind}\n"
            f"%i = tensor.empty() : tensor<5x3000x{kind}>\n"
            f"%x = linalg.fill ins(%one : {kind}) outs(%i : tensor<5x3000x{kind}>) -> "
            f"tensor<5x3000x{kind}>\n%e = tensor.empty() : $r\n"
            f"%f = linalg.fill ins(%z : {kind}) outs(%e : $r) -> $r\n"
            f"%r = linalg.reduce {{ arith.addf }} ins(%x : tensor<5x3000x{kind}>) outs(%f : $r) "
            "dimensions = [1]", [], lambda: np.full(5, 3000.0), (5,), kind)
    yield simple(
        "max-f32", "%z = arith.constant 0xFF800000 : f32\n%e = tensor.empty() : $r\n"
        "%f = linalg.fill ins(%z : f32) outs(%e : $r) -> $r\n"
        "%r = linalg.reduce { arith.maximumf } ins(%a0 : tensor<3x13xf32>) outs(%f : $r) "
        "dimensions = [1]", [((3, 13), "f32")], lambda x: x.max(1), (3,), "f32")
    text = ("%n = arith.constant 0xFF800000 : f32\n%zero = arith.constant 0 : i64\n"
            "%ev = tensor.empty() : tensor<3xf32>\n%ei = tensor.empty() : tensor<3xi64>\n"
            "%v = linalg.fill ins(%n : f32) outs(%ev : tensor<3xf32>) -> tensor<3xf32>\n"
            "%i = linalg.fill ins(%zero : i64) outs(%ei : tensor<3xi64>) -> tensor<3xi64>\n"
            "%s, %r = linalg.generic {indexing_maps = [affine_map<(a, b) -> (a, b)>, "
            "affine_map<(a, b) -> (a)>, affine_map<(a, b) -> (a)>], iterator_types = "
            "[\"parallel\", \"reduction\"]} ins(%a0 : tensor<3x13xf32>) outs(%v, %i : "
            "tensor<3xf32>, tensor<3xi64>) {\n^bb0(%x: f32, %best: f32, %at: i64):\n"
            "%k = linalg.index 1 : index\n%ki = arith.index_cast %k : index to i64\n"
            "%g = arith.cmpf ogt, %x, %best : f32\n%m = arith.select %g, %x, %best : f32\n"
            "%w = arith.select %g, %ki, %at : i64\nlinalg.yield %m, %w : f32, i64\n"
            "} -> (tensor<3xf32>, tensor<3xi64>)")
    yield simple("argmax", text, [((3, 13), "f32")], lambda x: x.argmax(1), (3,), "i64")


def windows(x, window, strides, dilations):
    """The last axes of x as windows."""
    spans = [(w - 1) * d + 1 for w, d in zip(window, dilations)]
    axes = tuple(range(x.ndim - len(window), x.ndim))
    view = np.lib.stride_tricks.sliding_window_view(x, spans, axes)
    index = ((slice(None),) * (x.ndim - len(window))
             + tuple(slice(None, None, s) for s in strides)
             + tuple(slice(None, None, d) for d in dilations))
    return view[index]


def pooling():
    for name, combine, start in (("max", "max", "0xFF800000"), ("sum", "sum", "0.0")):
        for window, strides, dilations in (((3, 3), (2, 2), (1, 1)), ((2, 3), (1, 2), (2, 1)),
                                           ((7, 9), (1, 1), (1, 1))):
            x = np.zeros((2, 5, 11, 13))
            out = windows(x, window, strides, dilations).shape[:4]
            yield simple(
                f"pool-{name}-{window[0]}x{window[1]}-s{strides[0]}{strides[1]}",
                f"%n = arith.constant {start} : f32\n"
                f"%w = tensor.empty() : tensor<{window[0]}x{window[1]}xf32>\n"
                "%e = tensor.empty() : $r\n%f = linalg.fill ins(%n : f32) outs(%e : $r) -> $r\n"
                f"%r = linalg.pooling_nchw_{name} {{dilations = dense<{list(dilations)}> : "
                f"vector<2xi64>, strides = dense<{list(strides)}> : vector<2xi64>}} "
                f"ins(%a0, %w : tensor<2x5x11x13xf32>, tensor<{window[0]}x{window[1]}xf32>) "
                "outs(%f : $r) -> $r", [((2, 5, 11, 13), "f32")],
                lambda x, c=combine, a=(window, strides, dilations):
                    getattr(windows(x, *a), c)((4, 5)), out, "f32", 1e-5)
    # Windows of a result of one row, in an image that is longer than they reach.
    for extent in (4, 5, 6):
        yield simple(
            f"pool-one-row-of-{extent}",
            "%n = arith.constant 0.0 : f32\n%w = tensor.empty() : tensor<3x3xf32>\n"
            "%e = tensor.empty() : $r\n%f = linalg.fill ins(%n : f32) outs(%e : $r) -> $r\n"
            "%r = linalg.pooling_nhwc_sum {strides = dense<3> : vector<2xi64>} ins(%a0, %w : "
            f"tensor<1x{extent}x8x5xf32>, tensor<3x3xf32>) outs(%f : $r) -> $r",
            [((1, extent, 8, 5), "f32")],
            lambda x, n=(extent - 3) // 3 + 1: np.moveaxis(windows(
                np.moveaxis(x, 3, 1), (3, 3), (3, 3), (1, 1)).sum((4, 5)), 1, 3)[:, :n],
            (1, (extent - 3) // 3 + 1, 2, 5), "f32", 1e-5)
    yield simple(
        "global-average", "%n = arith.constant 0.0 : f32\n%e = tensor.empty() : $r\n"
        "%f = linalg.fill ins(%n : f32) outs(%e : $r) -> $r\n"
        "%r = linalg.generic {indexing_maps = [affine_map<(a, b, c, d) -> (a, b, c, d)>, "
        "affine_map<(a, b, c, d) -> (a, b, 0, 0)>], iterator_types = [\"parallel\", \"parallel\", "
        "\"reduction\", \"reduction\"]} ins(%a0 : tensor<2x5x7x9xf32>) outs(%f : $r) {\n"
        "^bb0(%x: f32, %s: f32):\n%y = arith.addf %x, %s : f32\nlinalg.yield %y : f32\n} -> $r",
        [((2, 5, 7, 9), "f32")], lambda x: x.sum((2, 3), keepdims=True), (2, 5, 1, 1), "f32", 1e-5)


#===--- Moving values -------------------------------------------------------===#

def pad(name, shape, low, high, value=0.0, kind="f32"):
    rank = len(shape)
    out = tuple(s + l + h for s, l, h in zip(shape, low, high))

    def wanted(x):
        result = np.full(out, value)
        target, source = [], []
        for s, l, n in zip(shape, low, out):
            begin, end = min(max(l, 0), n), min(max(l + s, 0), n)
            target.append(slice(begin, max(begin, end)))
            source.append(slice(begin - l, max(begin, end) - l))
        if all(t.stop > t.start for t in target):
            result[tuple(target)] = x[tuple(source)]
        return result
    indices = ", ".join(f"%i{i}: index" for i in range(rank))
    return simple(name, f"%v = arith.constant {value:e} : {kind}\n%r = tensor.pad %a0 "
                  f"low{list(low)} high{list(high)} {{\n^bb0({indices}):\ntensor.yield %v : {kind}\n"
                  f"}} : {tensor_type(shape, kind)} to $r", [(shape, kind)], wanted, out, kind)


def pads():
    yield pad("pad-zero", (3, 7), (1, 2), (0, 3))
    yield pad("pad-value", (3, 7), (1, 2), (0, 3), 1.5)
    yield pad("pad-crop", (8, 9), (-1, -2), (-3, 0))
    yield pad("pad-crop-and-pad", (8, 9), (-1, 2), (3, -2), 2.5)
    yield pad("pad-crop-everything", (3, 9), (-5, 0), (4, 0), 3.0)
    yield pad("pad-beyond", (3, 9), (4, 0), (-5, 0), 3.0)
    yield pad("pad-unit", (1, 8, 2, 1, 5), (1, 0, 0, 0, 0), (0, 0, 0, 0, 0))
    yield pad("pad-units", (1, 1, 5), (0, 2, 0), (1, 0, 0), -1.0)


def shapes():
    def case(name, text, inputs, wanted, shape, kind="f32"):
        return simple(name, text, [(s, kind) for s in inputs], wanted, shape, kind)
    yield case("pixel-unshuffle",
               "%s = tensor.expand_shape %a0 [[0, 1], [2, 3]] output_shape [3, 2, 5, 2] : "
               "tensor<6x10xf32> into tensor<3x2x5x2xf32>\n%e = tensor.empty() : $r\n"
               "%r = linalg.transpose ins(%s : tensor<3x2x5x2xf32>) outs(%e : $r) permutation = "
               "[1, 3, 0, 2]", [(6, 10)],
               lambda x: x.reshape(3, 2, 5, 2).transpose(1, 3, 0, 2), (2, 2, 3, 5))
    yield case("pixel-shuffle",
               "%e = tensor.empty() : tensor<3x2x5x2xf32>\n%t = linalg.transpose ins(%a0 : "
               "tensor<2x2x3x5xf32>) outs(%e : tensor<3x2x5x2xf32>) permutation = [2, 0, 3, 1]\n"
               "%r = tensor.collapse_shape %t [[0, 1], [2, 3]] : tensor<3x2x5x2xf32> into $r",
               [(2, 2, 3, 5)], lambda x: x.transpose(2, 0, 3, 1).reshape(6, 10), (6, 10))
    yield case("channel-shuffle",
               "%s = tensor.expand_shape %a0 [[0, 1], [2]] output_shape [2, 9, 7] : "
               "tensor<18x7xf32> into tensor<2x9x7xf32>\n%e = tensor.empty() : tensor<9x2x7xf32>\n"
               "%t = linalg.transpose ins(%s : tensor<2x9x7xf32>) outs(%e : tensor<9x2x7xf32>) "
               "permutation = [1, 0, 2]\n%r = tensor.collapse_shape %t [[0, 1], [2]] : "
               "tensor<9x2x7xf32> into $r", [(18, 7)],
               lambda x: x.reshape(2, 9, 7).transpose(1, 0, 2).reshape(18, 7), (18, 7))
    yield case("slice-of-expanded",
               "%s = tensor.expand_shape %a0 [[0, 1], [2, 3]] output_shape [3, 4, 5, 2] : "
               "tensor<12x10xf32> into tensor<3x4x5x2xf32>\n%q = tensor.extract_slice "
               "%s[0, 1, 1, 0] [3, 2, 3, 1] [1, 2, 1, 1] : tensor<3x4x5x2xf32> to "
               "tensor<3x2x3x1xf32>\n%r = arith.addf %q, %q : $r", [(12, 10)],
               lambda x: 2 * x.reshape(3, 4, 5, 2)[:, 1::2, 1:4, :1], (3, 2, 3, 1))
    for order in ((0, 2, 1), (2, 1, 0), (1, 2, 0), (1, 0, 2), (2, 0, 1)):
        out = tuple((5, 9, 13)[i] for i in order)
        yield case(f"transpose-{''.join(map(str, order))}",
                   "%e = tensor.empty() : $r\n%r = linalg.transpose ins(%a0 : tensor<5x9x13xf32>) "
                   f"outs(%e : $r) permutation = {list(order)}", [(5, 9, 13)],
                   lambda x, o=order: x.transpose(o), out)
    yield case("concat", "%r = tensor.concat dim(1) %a0, %a1 : (tensor<3x5xf32>, tensor<3x8xf32>) "
               "-> $r", [(3, 5), (3, 8)], lambda x, y: np.concatenate([x, y], 1), (3, 13))
    yield case("strided-slice", "%r = tensor.extract_slice %a0[1, 2] [4, 5] [2, 3] : "
               "tensor<9x17xf32> to $r", [(9, 17)], lambda x: x[1:9:2, 2:17:3], (4, 5))
    yield case("zeros-between",
               "%z = arith.constant 0.0 : f32\n%e = tensor.empty() : $r\n%f = linalg.fill ins(%z : "
               "f32) outs(%e : $r) -> $r\n%r = tensor.insert_slice %a0 into %f[1, 1] [5, 7] [2, 2] "
               ": tensor<5x7xf32> into $r", [(5, 7)], spread, (11, 15))
    yield case("broadcast", "%e = tensor.empty() : $r\n%r = linalg.broadcast ins(%a0 : tensor<13xf32>)"
               " outs(%e : $r) dimensions = [0]", [(13,)], lambda x: np.tile(x, (3, 1)), (3, 13))
    yield case("pack", "%e = tensor.empty() : $r\n%z = arith.constant 0.0 : f32\n%r = linalg.pack %a0 "
               "padding_value(%z : f32) inner_dims_pos = [1] inner_tiles = [4] into %e : "
               "tensor<3x10xf32> -> $r", [(3, 10)],
               lambda x: np.pad(x, [(0, 0), (0, 2)]).reshape(3, 3, 4), (3, 3, 4))
    yield case("unpack", "%e = tensor.empty() : $r\n%r = linalg.unpack %a0 inner_dims_pos = [1] "
               "inner_tiles = [4] into %e : tensor<3x3x4xf32> -> $r", [(3, 3, 4)],
               lambda x: x.reshape(3, 12)[:, :10], (3, 10))


def spread(x):
    result = np.zeros((11, 15))
    result[1:11:2, 1:15:2] = x
    return result


def indexed():
    """Indices that fall or jump, and those that are computed."""
    yield elementwise("rows-repeated", [((3, 13), "f32")], (6, 13), "f32",
                      "%y = arith.negf %x0 : f32", lambda x: -np.repeat(x, 2, 0),
                      maps=["(d0, d1) -> (d0 floordiv 2, d1)"])
    yield elementwise("columns-repeated", [((3, 7), "f32")], (3, 14), "f32",
                      "%y = arith.negf %x0 : f32", lambda x: -np.repeat(x, 2, 1),
                      maps=["(d0, d1) -> (d0, d1 floordiv 2)"])
    yield elementwise("rows-in-turn", [((3, 13), "f32")], (8, 13), "f32",
                      "%y = arith.negf %x0 : f32", lambda x: -x[np.arange(8) % 3],
                      maps=["(d0, d1) -> (d0 mod 3, d1)"])
    yield elementwise("flipped", [((5, 13), "f32")], (5, 13), "f32",
                      "%y = arith.negf %x0 : f32", lambda x: -x[::-1],
                      maps=["(d0, d1) -> (4 - d0, d1)"])
    yield elementwise("flipped-columns", [((5, 13), "f32")], (5, 13), "f32",
                      "%y = arith.negf %x0 : f32", lambda x: -x[:, ::-1],
                      maps=["(d0, d1) -> (d0, 12 - d1)"])
    yield elementwise("first-row", [((5, 13), "f32")], (3, 13), "f32",
                      "%y = arith.negf %x0 : f32", lambda x: -np.tile(x[2], (3, 1)),
                      maps=["(d0, d1) -> (2, d1)"])
    yield elementwise("from-one-on", [((5, 16), "f32")], (3, 13), "f32",
                      "%y = arith.negf %x0 : f32", lambda x: -x[1:4, 2:15],
                      maps=["(d0, d1) -> (d0 + 1, d1 + 2)"])
    yield elementwise("every-other", [((9, 26), "f32")], (3, 13), "f32",
                      "%y = arith.negf %x0 : f32", lambda x: -x[:9:3, ::2],
                      maps=["(d0, d1) -> (d0 * 3, d1 * 2)"])
    gather = ("%i = linalg.index 0 : index\n%j = linalg.index 1 : index\n"
              "%m = arith.subi %j, %one : index\n%n = math.absi %m : index\n"
              "%y = tensor.extract %a0[%i, %n] : tensor<3x13xf32>")
    text = ("%one = arith.constant 1 : index\n%e = tensor.empty() : $r\n"
            "%r = linalg.generic {indexing_maps = [affine_map<(a, b) -> (a, b)>], iterator_types = "
            f"[\"parallel\", \"parallel\"]}} outs(%e : $r) {{\n^bb0(%o: f32):\n{gather}\n"
            "linalg.yield %y : f32\n} -> $r")
    yield simple("reflection", text, [((3, 13), "f32")],
                 lambda x: np.pad(x, [(0, 0), (1, 0)], mode="reflect"), (3, 14), "f32")
    text = ("%e = tensor.empty() : $r\n%r = linalg.generic {indexing_maps = [affine_map<(a, b) -> "
            "(a)>, affine_map<(a, b) -> (a, b)>], iterator_types = [\"parallel\", \"parallel\"]} "
            "ins(%a1 : tensor<5xi64>) outs(%e : $r) {\n^bb0(%k: i64, %o: f32):\n"
            "%q = math.absi %k : i64\n%i = arith.index_cast %q : i64 to index\n"
            "%j = linalg.index 1 : index\n%y = tensor.extract %a0[%i, %j] : tensor<9x13xf32>\n"
            "linalg.yield %y : f32\n} -> $r")
    yield simple("embedding", text, [((9, 13), "f32"), ((5,), "i64")],
                 lambda t, k: t[np.abs(k)], (5, 13), "f32")
    text = ("%e = tensor.empty() : $r\n%r = linalg.generic {indexing_maps = [affine_map<(a, b) -> "
            "(a, b)>], iterator_types = [\"parallel\", \"parallel\"]} outs(%e : $r) {\n"
            "^bb0(%o: f32):\n%i = linalg.index 0 : index\n%j = linalg.index 1 : index\n"
            "%c2 = arith.constant 2 : index\n%c3 = arith.constant 3 : index\n"
            "%p = arith.divui %i, %c2 : index\n%q = arith.divui %j, %c3 : index\n"
            "%y = tensor.extract %a0[%p, %q] : tensor<5x7xf32>\nlinalg.yield %y : f32\n} -> $r")
    yield simple("resize-nearest", text, [((5, 7), "f32")],
                 lambda x: np.repeat(np.repeat(x, 2, 0), 3, 1), (10, 21), "f32")
    text = ("%e = tensor.empty() : $r\n%r = linalg.generic {indexing_maps = [affine_map<(a, b) -> "
            "(a, b)>], iterator_types = [\"parallel\", \"parallel\"]} outs(%e : $r) {\n"
            "^bb0(%o: f32):\n%i = linalg.index 0 : index\n%j = linalg.index 1 : index\n"
            "%s = arith.addi %i, %j : index\n%k = arith.index_cast %s : index to i64\n"
            "%y = arith.sitofp %k : i64 to f32\nlinalg.yield %y : f32\n} -> $r")
    yield simple("iota", text, [], lambda: np.add.outer(np.arange(5.0), np.arange(13.0)), (5, 13),
                 "f32")


#===--- Products and normalisations -----------------------------------------===#

def products():
    def filled(kind="f32"):
        zero = "0" if kind[0] == "i" else "0.0"
        return (f"%z = arith.constant {zero} : {kind}\n%e = tensor.empty() : $r\n"
                f"%f = linalg.fill ins(%z : {kind}) outs(%e : $r) -> $r\n")
    for kind in ("f64", "f32", "f16", "bf16", "i32"):
        for m, k, n in ((5, 7, 13), (1, 19, 11), (17, 1, 9), (3, 33, 1)):
            yield simple(
                f"matmul-{kind}-{m}x{k}x{n}", filled(kind) + f"%r = linalg.matmul ins(%a0, %a1 : "
                f"{tensor_type((m, k), kind)}, {tensor_type((k, n), kind)}) outs(%f : $r) -> $r",
                [((m, k), kind), ((k, n), kind)], np.matmul, (m, n), kind, tolerance_of(kind, 64))
    for source, kind in (("f32", "f64"), ("f16", "f32"), ("bf16", "f32"), ("i8", "i32")):
        yield simple(
            f"matmul-{source}-{kind}", filled(kind) + "%r = linalg.matmul ins(%a0, %a1 : "
            f"{tensor_type((5, 7), source)}, {tensor_type((7, 13), source)}) outs(%f : $r) -> $r",
            [((5, 7), source), ((7, 13), source)],
            lambda x, y: x.astype(np.int32) @ y.astype(np.int32) if x.dtype == np.int8 else x @ y,
            (5, 13), kind, tolerance_of(kind, 64))
    maps = {"transposed-a": ("(m, n, k) -> (k, m)", "(m, n, k) -> (k, n)", (7, 5), (7, 13),
                             lambda x, y: x.T @ y),
            "transposed-b": ("(m, n, k) -> (m, k)", "(m, n, k) -> (n, k)", (5, 7), (13, 7),
                             lambda x, y: x @ y.T)}
    for name, (first, second, x, y, f) in maps.items():
        yield simple(
            f"matmul-{name}", filled() + f"%r = linalg.contract indexing_maps = [affine_map<{first}>, "
            f"affine_map<{second}>, affine_map<(m, n, k) -> (m, n)>] ins(%a0, %a1 : "
            f"{tensor_type(x, 'f32')}, {tensor_type(y, 'f32')}) outs(%f : $r) -> $r",
            [(x, "f32"), (y, "f32")], f, (5, 13), "f32", 1e-5)
    yield simple("batch-matmul", filled() + "%r = linalg.batch_matmul ins(%a0, %a1 : "
                 "tensor<3x5x7xf32>, tensor<3x7x13xf32>) outs(%f : $r) -> $r",
                 [((3, 5, 7), "f32"), ((3, 7, 13), "f32")], np.matmul, (3, 5, 13), "f32", 1e-5)
    yield simple("vecmat", filled() + "%r = linalg.vecmat ins(%a0, %a1 : tensor<7xf32>, "
                 "tensor<7x13xf32>) outs(%f : $r) -> $r", [((7,), "f32"), ((7, 13), "f32")],
                 np.matmul, (13,), "f32", 1e-5)
    yield simple("matvec", filled() + "%r = linalg.matvec ins(%a0, %a1 : tensor<13x7xf32>, "
                 "tensor<7xf32>) outs(%f : $r) -> $r", [((13, 7), "f32"), ((7,), "f32")],
                 np.matmul, (13,), "f32", 1e-5)
    yield simple("dot", filled() + "%r = linalg.dot ins(%a0, %a1 : tensor<19xf32>, tensor<19xf32>) "
                 "outs(%f : $r) -> $r", [((19,), "f32")] * 2, np.dot, (), "f32", 1e-5)


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def normalisations():
    for kind in ("f32", "f64"):
        for axis in (1, 2):
            yield simple(
                f"softmax-{kind}-{axis}", "%e = tensor.empty() : $r\n%r = linalg.softmax "
                f"dimension({axis}) ins(%a0 : $r) outs(%e : $r) -> $r", [((3, 5, 13), kind)],
                lambda x, a=axis: softmax(x, a), (3, 5, 13), kind, 1e-6)
    mean = ("%z = arith.constant 0.0 : f32\n%n = arith.constant 1.3e+01 : f32\n"
            "%se = tensor.empty() : tensor<3xf32>\n%sf = linalg.fill ins(%z : f32) outs(%se : "
            "tensor<3xf32>) -> tensor<3xf32>\n%s = linalg.reduce { arith.addf } ins(%a0 : "
            "tensor<3x13xf32>) outs(%sf : tensor<3xf32>) dimensions = [1]\n")
    text = mean + ("%e = tensor.empty() : $r\n%r = linalg.generic {indexing_maps = [affine_map<(a, b) "
                   "-> (a, b)>, affine_map<(a, b) -> (a)>, affine_map<(a, b) -> (b)>, "
                   "affine_map<(a, b) -> (a, b)>], iterator_types = [\"parallel\", \"parallel\"]} "
                   "ins(%a0, %s, %a1 : tensor<3x13xf32>, tensor<3xf32>, tensor<13xf32>) outs(%e : "
                   "$r) {\n^bb0(%x: f32, %t: f32, %g: f32, %o: f32):\n%m = arith.divf %t, %n : f32\n"
                   "%d = arith.subf %x, %m : f32\n%y = arith.mulf %d, %g : f32\n"
                   "linalg.yield %y : f32\n} -> $r")
    yield simple("layer-norm", text, [((3, 13), "f32"), ((13,), "f32")],
                 lambda x, g: (x - x.mean(1, keepdims=True)) * g, (3, 13), "f32", 1e-5)
    yield elementwise("batch-norm", [((2, 5, 7), "f32"), ((5,), "f32"), ((5,), "f32")], (2, 5, 7),
                      "f32", "%q = math.absf %x2 : f32\n%t = arith.addf %q, %eps : f32\n"
                      "%u = math.rsqrt %t : f32\n%v = arith.subf %x0, %x1 : f32\n"
                      "%y = arith.mulf %v, %u : f32",
                      lambda x, m, v: (x - m[:, None]) / np.sqrt(np.abs(v) + 1e-5)[:, None],
                      "%eps = arith.constant 1.0e-05 : f32",
                      ["(d0, d1, d2) -> (d0, d1, d2)", "(d0, d1, d2) -> (d1)",
                       "(d0, d1, d2) -> (d1)"], 1e-5)


def all_cases():
    for family in (arithmetic, integers, booleans, on_tensors, reductions, pooling, pads, shapes,
                   indexed, products, normalisations):
        yield from family()

# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Convolutions and pooling: every named form, and `linalg.generic` with loops,
axes and operands in any order."""

from dataclasses import dataclass

import numpy as np

from fuzzing.elements import FLOATS, Number, accumulator, is_float, rounded, wrap
from fuzzing.program import Op, listing

# The axes of input, filter and output. n: batch, g: group, c: input channels (of a
# depthwise one: all of them), f: output channels, m: multiplier, digits: spatial.
NAMED = {
    "conv_1d": ("0", "0", "0"),
    "conv_2d": ("01", "01", "01"),
    "conv_3d": ("012", "012", "012"),
    "conv_1d_nwc_wcf": ("n0c", "0cf", "n0f"),
    "conv_1d_ncw_fcw": ("nc0", "fc0", "nf0"),
    "conv_2d_nhwc_hwcf": ("n01c", "01cf", "n01f"),
    "conv_2d_nhwc_fhwc": ("n01c", "f01c", "n01f"),
    "conv_2d_nchw_fchw": ("nc01", "fc01", "nf01"),
    "conv_2d_ngchw_fgchw": ("ngc01", "fgc01", "ngf01"),
    "conv_2d_ngchw_gfchw": ("ngc01", "gfc01", "ngf01"),
    "conv_2d_nhwgc_gfhwc": ("n01gc", "gf01c", "n01gf"),
    "conv_3d_ndhwc_dhwcf": ("n012c", "012cf", "n012f"),
    "conv_3d_ncdhw_fcdhw": ("nc012", "fc012", "nf012"),
    "depthwise_conv_1d_nwc_wc": ("n0c", "0c", "n0c"),
    "depthwise_conv_1d_ncw_cw": ("nc0", "c0", "nc0"),
    "depthwise_conv_1d_nwc_wcm": ("n0c", "0cm", "n0cm"),
    "depthwise_conv_2d_nhwc_hwc": ("n01c", "01c", "n01c"),
    "depthwise_conv_2d_nchw_chw": ("nc01", "c01", "nc01"),
    "depthwise_conv_2d_nhwc_hwcm": ("n01c", "01cm", "n01cm"),
    "depthwise_conv_3d_ndhwc_dhwc": ("n012c", "012c", "n012c"),
    "depthwise_conv_3d_ncdhw_cdhw": ("nc012", "c012", "nc012"),
    "depthwise_conv_3d_ndhwc_dhwcm": ("n012c", "012cm", "n012cm"),
}
QUANTIZED = ("conv_2d_nhwc_hwcf", "conv_2d_nhwc_fhwc", "conv_2d_nchw_fchw",
             "conv_2d_ngchw_gfchw", "conv_2d_nhwgc_gfhwc", "conv_3d_ndhwc_dhwcf",
             "depthwise_conv_2d_nhwc_hwc", "depthwise_conv_2d_nhwc_hwcm")
POOLING = {
    "pooling_nhwc": ("n01c", ("sum", "max", "min", "max_unsigned", "min_unsigned")),
    "pooling_nchw": ("nc01", ("sum", "max")),
    "pooling_nwc": ("n0c", ("sum", "max", "min", "max_unsigned", "min_unsigned")),
    "pooling_ncw": ("nc0", ("sum", "max")),
    "pooling_ndhwc": ("n012c", ("sum", "max", "min")),
}


def spatial(axes):
    return sorted(a for a in axes if a.isdigit())


def windows(x, axes, taps, sizes, strides, dilations):
    """(tap, the part of x that it reads) for every tap of a window."""
    for tap in np.ndindex(*taps):
        part = [slice(None)] * x.ndim
        for d, (t, size) in enumerate(zip(tap, sizes)):
            start = t * dilations[d]
            part[axes.index(str(d))] = slice(
                start, start + max(size - 1, 0) * strides[d] + 1 if size else start,
                strides[d])
        yield tap, x[tuple(part)]


@dataclass
class Convolution(Op):
    """Operands: input, filter, initial value."""
    axes: tuple  # of input, filter, output
    strides: tuple
    dilations: tuple
    out: tuple  # the output's spatial sizes
    kinds: tuple  # element types
    name: str = ""  # of the named operation; "": generic
    loops: str = ""  # generic: their order; digits: window, capitals A..: output
    swapped: bool = False  # generic: filter first
    reverse: str = ""  # generic: spatial axes whose filter is read backwards
    taps: tuple = ()
    zero_points: tuple = ()  # quantized

    def contract(self, x, g):
        """The sum of products, in float64 or int64."""
        letters = {a: chr(ord("p") + int(a)) for a in spatial(self.axes[0])}
        table = str.maketrans(letters)
        x_axes, y_axes = (self.axes[i].translate(table) for i in (0, 2))
        g_axes = "".join(a for a in self.axes[1] if not a.isdigit())
        total = 0
        for tap, part in windows(x, self.axes[0], self.taps, self.out, self.strides,
                                 self.dilations):
            at = {str(d): r - 1 - t if str(d) in self.reverse else t
                  for d, (t, r) in enumerate(zip(tap, self.taps))}
            of = g[tuple(at.get(a, slice(None)) for a in self.axes[1])]
            total = total + np.einsum(f"{x_axes},{g_axes}->{y_axes}", part, of)
        return total

    def evaluate(self, inputs, context):
        x, g, init = inputs[0], inputs[1], inputs[-1]
        kind = self.kinds[2]
        if not is_float(kind):
            zx, zg = self.zero_points or (0, 0)
            return [Number(wrap(self.contract(x.value - zx, g.value - zg)
                                + init.value, kind),
                           self.contract(x.error, g.error * 0 + 1.0) * 1e6
                           + init.error)]
        mean = self.contract(x.value, g.value)
        size = self.contract(np.abs(x.value), np.abs(g.value))
        error = self.contract(np.abs(x.value) + x.error,
                              np.abs(g.value) + g.error) - size
        # Sums are in the accumulator's type, Winograd spreads errors over a tile,
        # and the result is rounded once.
        arithmetic = accumulator(kind)
        terms = g.value.size // max(self.outputs(g), 1) + 2
        u = FLOATS[arithmetic].roundoff
        most = np.max(size + error, initial=0) + np.max(np.abs(init.value), initial=0)
        spread = max(context.winograd * u,
                     100 * FLOATS[self.kinds[0]].roundoff if context.narrow else 0)
        error = error + init.error + 2 * terms * u * (size + np.abs(init.value)) \
            + spread * most
        return [rounded(mean + init.value, error, kind)]

    def outputs(self, g):
        return int(np.prod([s for a, s in zip(self.axes[1], g.shape)
                            if a in self.axes[2] and not a.isdigit()]))

    def emit(self, w, names, node):
        types = [v.type for v in node.inputs]
        name = w.fresh()
        if self.name:
            w.line(f"{name} = linalg.{self._named(w, names, types)} -> {types[-1]}")
            return [name]
        order = [1, 0, 2] if self.swapped else [0, 1, 2]
        maps = [self._map(i) for i in order]
        w.line(f"{name} = linalg.generic {{indexing_maps = {listing(maps)}, "
               f"iterator_types = {listing(self._iterators())}}} "
               f"ins({names[order[0]]}, {names[order[1]]} : {types[order[0]]}, "
               f"{types[order[1]]}) outs({names[2]} : {types[2]}) {{")
        self._body(w, order)
        w.line(f"}} -> {types[2]}")
        return [name]

    def _named(self, w, names, types):
        rank = len(self.strides)
        attributes = ""
        if rank and self.name not in ("conv_1d", "conv_2d", "conv_3d"):
            attributes = ", ".join(
                f"{key} = dense<{listing(values)}> : tensor<{rank}xi64>"
                for key, values in (("dilations", self.dilations),
                                    ("strides", self.strides)))
        ins = ", ".join(names[:2]), ", ".join(types[:2])
        name = self.name
        if self.zero_points:
            points = [w.scalar(z, "i32") for z in self.zero_points]
            ins = ", ".join([ins[0], *points]), ins[1] + ", i32, i32"
            name += "_q"
        return (f"{name} {{{attributes}}} ins({ins[0]} : {ins[1]}) "
                f"outs({names[-1]} : {types[-1]})")

    def _map(self, operand):
        def index(axis):
            if not axis.isdigit():
                return axis
            d = int(axis)
            o, k = f"o{d}", f"k{d}"
            if operand == 2:
                return o
            if operand == 1:
                return k
            o = o if self.strides[d] == 1 else f"{o} * {self.strides[d]}"
            step = self.dilations[d]
            k = k if step == 1 else f"{k} * {step}"
            if axis in self.reverse:
                return f"{o} - {k} + {(self.taps[d] - 1) * step}"
            return f"{o} + {k}"
        results = ", ".join(map(index, self.axes[operand]))
        return f"affine_map<({', '.join(self.loop_names())}) -> ({results})>"

    def loop_names(self):
        return [f"o{ord(a) - ord('A')}" if a.isupper() else
                f"k{a}" if a.isdigit() else a for a in self.loops]

    def _iterators(self):
        return ['"parallel"' if a.isupper() or a in self.axes[2] and not a.isdigit()
                else '"reduction"' for a in self.loops]

    def _body(self, w, order):
        kinds = self.kinds
        w.line(f"^bb0(%a: {kinds[order[0]]}, %b: {kinds[order[1]]}, "
               f"%acc: {kinds[2]}):")
        names = []
        for name, i in (("%a", order[0]), ("%b", order[1])):
            if kinds[i] != kinds[2]:
                cast = "arith.extf" if is_float(kinds[2]) else "arith.extsi"
                w.line(f"  {name}x = {cast} {name} : {kinds[i]} to {kinds[2]}")
                name += "x"
            names.append(name)
        suffix = "f" if is_float(kinds[2]) else "i"
        w.line(f"  %p = arith.mul{suffix} {', '.join(names)} : {kinds[2]}")
        w.line(f"  %s = arith.add{suffix} %acc, %p : {kinds[2]}")
        w.line(f"  linalg.yield %s : {kinds[2]}")


@dataclass
class Pooling(Op):
    """Operands: input, initial value."""
    layout: str
    how: str
    taps: tuple
    strides: tuple
    dilations: tuple
    out: tuple
    kind: str

    def evaluate(self, inputs, context):
        x, init = inputs
        axes = POOLING[self.layout][0]
        parts = [Number(v, e) for (_, v), (_, e) in zip(
            windows(x.value, axes, self.taps, self.out, self.strides, self.dilations),
            windows(x.error, axes, self.taps, self.out, self.strides, self.dilations))]
        values, errors = [p.value for p in parts], [p.error for p in parts]
        if self.how == "sum":
            total = sum(values, init.value)
            size = sum(map(np.abs, values), np.abs(init.value))
            error = sum(errors, init.error)
            if is_float(self.kind):
                u = FLOATS[self.kind].roundoff
                error = error + 4 * (len(values) + 1) * u * (size + error)
            return [rounded(total, error, self.kind)]
        pick = np.maximum if self.how.startswith("max") else np.minimum
        value, error = init.value, init.error
        for v, e in zip(values, errors):
            value, error = pick(value, v), np.maximum(error, e)
        return [Number(value, np.where(np.isfinite(value), error, 0)
                       if is_float(self.kind) else error)]

    def emit(self, w, names, node):
        rank = len(self.taps)
        name, window = w.fresh(), w.fresh()
        window_type = f"tensor<{'x'.join(map(str, self.taps))}x{self.kind}>"
        out = node.output
        w.line(f"{window} = tensor.empty() : {window_type}")
        w.line(f"{name} = linalg.{self.layout}_{self.how} "
               f"{{dilations = dense<{listing(self.dilations)}> : tensor<{rank}xi64>, "
               f"strides = dense<{listing(self.strides)}> : tensor<{rank}xi64>}} "
               f"ins({names[0]}, {window} : {node.inputs[0].type}, {window_type}) "
               f"outs({names[1]} : {out.type}) -> {out.type}")
        return [name]

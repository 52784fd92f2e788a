# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every kind of layer with its parameters, by families: inputs and layers for `side_by_side`."""


def filters(kind, k, c, kh, kw, more="", group=1):
    """A layer with filters, of c channels."""
    return (kind, ["x"], 1, f"0={k} 1={kw} 11={kh} 6={k * (c // group) * kh * kw} {more}"
            + (f" 7={group}" if group > 1 else ""))


def convolution(*arguments, **options):
    return filters("Convolution", *arguments, **options)


def grouped(*arguments, **options):
    return filters("ConvolutionDepthWise", *arguments, **options)


def deconvolution(*arguments, **options):
    return filters("Deconvolution", *arguments, **options)


def one(kind, *params, of="x"):
    return [(kind, [of], 1, text) for text in params or [""]]


ACTIVATIONS = ("9=1", "9=2 -23310=1,0.2", "9=3 -23310=2,-0.25,0.5", "9=4", "9=5",
               "9=6 10=0.2,0.5")
RESULTS = {"x": (6, 7, 9)}

CONVOLUTIONS = [
    *[convolution(5, 6, 3, 3, f"4=1 5=1 {activation}") for activation in ACTIVATIONS],
    convolution(5, 6, 5, 3, "4=0 14=3 15=2 16=1 5=1"),
    convolution(4, 6, 3, 3, "3=2 4=1"),
    convolution(4, 6, 3, 2, "3=3 13=2"),
    convolution(4, 6, 3, 3, "2=2 12=1 4=2 14=1 5=1"),
    convolution(4, 6, 3, 3, "4=-233"),
    convolution(4, 6, 2, 4, "4=-233 3=2"),
    convolution(4, 6, 2, 4, "4=-234 3=2 13=3 12=2"),
    convolution(4, 6, 3, 3, "4=1 18=0.75"),
    convolution(7, 6, 1, 1, "5=1"),
    grouped(6, 6, 3, 3, "4=1 5=1 9=1", group=6),
    grouped(6, 6, 5, 3, "3=2 4=1 14=2 5=1", group=6),
    grouped(6, 6, 3, 3, "4=-233 2=2", group=6),
    grouped(9, 6, 3, 3, "4=1 5=1 9=4", group=3),
    grouped(12, 6, 3, 3, "4=1", group=6),
    grouped(4, 6, 3, 3, "4=1"),
]

DECONVOLUTIONS = [
    deconvolution(5, 6, 2, 2, "3=2 5=1 9=2 -23310=1,0.1"),
    deconvolution(3, 6, 4, 4, "3=2 4=3 5=1"),
    deconvolution(3, 6, 4, 4, "3=2 4=1"),
    deconvolution(4, 6, 5, 3, "3=3 13=2 4=2 14=1 15=0 16=3 5=1"),
    deconvolution(4, 6, 3, 3, "4=1 9=1"),
    deconvolution(4, 6, 3, 3, "3=2 4=1 18=1 19=1"),
    deconvolution(4, 6, 3, 2, "3=2 18=1 19=0"),
    deconvolution(4, 6, 3, 3, "3=2 2=2 4=2"),
    deconvolution(4, 6, 3, 3, "3=2 4=-233 20=17 21=14"),
    deconvolution(4, 6, 4, 3, "3=2 4=-234 20=16 21=13"),
    deconvolution(4, 6, 3, 3, "4=4"),
    deconvolution(4, 6, 3, 3, "3=2 4=5 14=4"),
    filters("DeconvolutionDepthWise", 6, 6, 4, 4, "3=2 4=1 5=1", group=6),
    filters("DeconvolutionDepthWise", 9, 6, 3, 3, "3=2 4=1 5=1 9=3 -23310=2,0.0,6.0", group=3),
]

POOLING = one(
    "Pooling", "0=0 1=2 2=2", "0=1 1=2 2=2", "0=0 1=3 2=2 3=1", "0=1 1=3 2=2 3=1",
    "0=1 1=3 2=2 3=1 6=1", "0=0 1=3 2=2 5=1", "0=1 1=3 11=2 2=2 12=1 3=1 13=0 14=0 15=1 5=1",
    "0=0 1=3 2=2 5=2", "0=1 1=3 2=2 5=2", "0=0 1=4 2=3 5=3", "0=0 4=1", "0=1 4=1",
    "0=0 7=1 8=3 18=7", "0=1 7=1 8=3 18=7", "0=1 7=1 8=4 18=3", "0=0 7=1 8=4 18=3",
    "0=1 7=1 8=-233 18=1", "0=0 7=1 8=1", "0=1 1=3 2=1 3=1 5=1")

POINTWISE_INPUTS = {"x": (6, 7, 9), "m": (5, 8), "v": (11,), "s": (6,), "u": (5,)}
POINTWISE = [
    *one("UnaryOp", *[f"0={code}" for code in range(28) if code not in (25, 20)]),
    *one("ReLU", "", "0=0.3"), *one("Clip", "0=0.25 1=0.5", "1=0.5"),
    *one("HardSigmoid", "", "0=0.5 1=0.25"), *one("HardSwish", "", "0=0.5 1=0.25"),
    *one("ELU", "", "0=1.5"), *one("GELU", "", "0=1"), *one("Exp", "", "0=2.0 1=0.5 2=0.25"),
    *one("Log", "", "0=10.0 1=0.5 2=0.25"), *one("Power", "0=1.5 1=2.0 2=0.125"),
    *one("Dropout", "", "0=0.5"),
    *[case for kind in ("AbsVal", "Mish", "Noop", "Sigmoid", "Softplus", "Swish", "TanH")
      for case in one(kind)],
    *one("PReLU", "0=6", "0=1"), *one("PReLU", "0=5", of="m"), *one("PReLU", "0=11", of="v"),
    *one("BatchNorm", "0=6 1=0.001"), *one("BatchNorm", "0=5", of="m"),
    *one("BatchNorm", "0=11", of="v"), *one("Bias", "0=6"),
    *one("Scale", "0=6", "0=6 1=1"), *one("Scale", "0=11 1=1", of="v"),
    ("Scale", ["x", "s"], 1, "0=-233"), ("Scale", ["m", "u"], 1, "0=-233"),
]

BINARY_INPUTS = {"x": (6, 7, 9), "y": (6, 7, 9), "c": (6,), "w": (9,), "ch": (6, 7),
                 "p": (6, 1, 1), "q": (1, 7, 9), "r": (6, 7, 1), "e": (1,), "m": (5, 8),
                 "n": (5,), "o": (8,)}
BINARY = [
    *[("BinaryOp", ["x", "y"], 1, f"0={code}") for code in range(12)],
    *[("BinaryOp", ["x"], 1, f"0={code} 1=1 2=0.75") for code in range(12)],
    *[("BinaryOp", ["x", other], 1, "0=1") for other in ("c", "w", "ch", "p", "q", "r", "e")],
    *[("BinaryOp", [other, "x"], 1, "0=3") for other in ("c", "w", "ch", "p", "q", "r", "e")],
    ("BinaryOp", ["m", "n"], 1, "0=2"), ("BinaryOp", ["o", "m"], 1, "0=7"),
    ("BinaryOp", ["p", "q"], 1, "0=0"),
    ("Eltwise", ["x", "y"], 1, "0=0"), ("Eltwise", ["x", "y", "x"], 1, "0=1"),
    ("Eltwise", ["x", "y", "x"], 1, "0=1 -23301=3,0.5,-1.0,2.0"),
    ("Eltwise", ["y", "x"], 1, "0=2"), ("Eltwise", ["x", "y"], 1, "0=1 1=1.0,0.25"),
]

MOVES_INPUTS = {"x": (6, 7, 9), "y": (2, 7, 9), "z": (6, 7, 3), "m": (5, 8), "n": (5, 2),
                "v": (11,), "f": (8, 4, 6), "small": (2, 3, 4), "flat": (3, 4), "one": (1, 5, 1)}
MOVES = [
    ("Concat", ["x", "y"], 1, ""), ("Concat", ["x", "z"], 1, "0=2"),
    ("Concat", ["x", "x"], 1, "0=-2"), ("Concat", ["m", "n"], 1, "0=1"),
    ("Concat", ["v", "v", "v"], 1, "0=0"),
    ("Slice", ["x"], 2, "-23300=2,-233,-233"), ("Slice", ["x"], 3, "0=2,3,-233 1=2"),
    ("Slice", ["m"], 2, "-23300=2,3,-233 1=-1"), ("Slice", ["v"], 2, "-23302=1,4"),
    *one("Crop", "0=1 1=2 2=1 3=5 4=3 5=4", "0=1 1=2 3=-233 4=-233 5=-233 6=2 7=1 8=3",
         "-23309=2,1,2 -23310=2,-1,-2 -23311=2,1,2", "9=1,2,3 10=-1,6,-233",
         "-23309=2,-5,-233 -23310=2,5,100 -23311=2,-2,-1"),
    ("Crop", ["x", "small"], 1, "0=3 1=2 2=1"), ("Crop", ["x", "flat"], 1, "0=3 1=2"),
    ("Crop", ["m"], 1, "-23309=1,2 -23310=1,-1 -23311=1,1"), ("Crop", ["v"], 1, "0=2 3=6"),
    *one("Reshape", "0=63 1=6", "0=9 1=-1 2=6", "0=-1", "0=0 1=3 2=-1", "0=0 1=0 2=0"),
    *one("Reshape", "0=2 1=4 2=5", "0=4 1=-1", of="m"),
    *one("Flatten"), *one("Flatten", of="m"), *one("Permute", *[f"0={i}" for i in range(6)]),
    *one("Permute", "0=0", "0=1", of="m"), *one("Permute", of="v"),
    *one("PixelShuffle", "0=2", "0=2 1=1", of="f"), *one("Reorg", "0=2", "0=2 1=1", of="f"),
    *one("ShuffleChannel", "0=2", "0=3 1=1"),
    *one("Squeeze", "0=1 1=1 2=1", "0=1", "-23303=2,0,2", of="one"),
    *one("ExpandDims", "-23303=1,0", "-23303=1,-1", of="m"),
    *one("ExpandDims", "-23303=2,0,2", of="v"),
]

RESIZING_INPUTS = {"x": (3, 7, 9), "even": (2, 6, 8), "v": (4,), "m": (5, 8)}
RESIZING = [
    *one("Interp", *[f"0={kind} {size}" for kind in (1, 2, 3) for size in (
        "1=2.0 2=3.0", "3=5 4=14", "3=14 4=9", "3=7 4=9")],
        "0=2 3=5 4=14 6=1", "0=3 3=11 4=6 6=1", "0=1 1=1.5 2=2.5", "0=1 1=0.5 2=0.75"),
    *one("Interp", "0=2 1=0.5 2=0.75", "0=3 1=0.5 2=0.75", of="even"),
    *one("Interp", "0=1 3=3 4=2", of="v"),
    *one("Padding", "0=1 1=2 2=3 3=0 5=0.5", "0=1 1=2 2=3 3=1 4=1", "0=2 1=1 2=3 3=4 4=2",
         "0=1 2=1 7=1 8=2 5=-1.5", "0=1 2=1 6=3", "0=1 2=1 7=1 8=1 4=1", "7=1 8=2 4=2"),
    *one("Padding", "0=1 1=0 2=2 3=1 5=2.0", "0=2 3=1 4=2", of="m"),
    *one("Padding", "2=1 3=2 4=1", of="v"),
]

SUMS_INPUTS = {"x": (6, 7, 9), "m": (5, 8), "v": (11,)}
SUMS = [
    *one("InnerProduct", "0=4 1=1 2=1512 9=1", "0=3 2=1134"),
    *one("InnerProduct", "0=4 1=1 2=32 9=4", "0=2 1=0 2=80", of="m"),
    *one("InnerProduct", "0=7 1=1 2=77 9=2 10=0.25,", of="v"),
    *one("Softmax", "0=0 1=1", "0=1 1=1", "0=-1 1=1"), *one("Softmax", "0=0", "0=1 1=1", of="m"),
    *one("Softmax", "0=0", of="v"),
    *one("Reduction", *[f"0={code} 1=0 -23303=2,1,2 5=1" for code in range(9)],
         "0=3 1=0 -23303=1,0 4=1 5=1", "0=4 1=0 3=-1, 5=1 4=1", "0=0 1=1", "0=3 1=1 4=1"),
    *one("Reduction", "0=3 1=0 3=1, 5=1", of="m"),
    *one("InstanceNorm", "0=6 1=0.00001", "2=0"),
]

# Both arguments positive and below 1, so that every function of UnaryOp has a value (but acosh).
FAMILIES = {
    "convolutions": (RESULTS, CONVOLUTIONS),
    "deconvolutions": (RESULTS, DECONVOLUTIONS),
    "pooling": (RESULTS, POOLING),
    "pointwise": (POINTWISE_INPUTS, POINTWISE),
    "binary": (BINARY_INPUTS, BINARY),
    "moves": (MOVES_INPUTS, MOVES),
    "resizing": (RESIZING_INPUTS, RESIZING),
    "sums": (SUMS_INPUTS, SUMS),
}

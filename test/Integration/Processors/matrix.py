#!/usr/bin/env python3
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Objects for many processors, by every plan, in every type.

    matrix.py [--wino-translate=TOOL] [--llvm-nm=TOOL] [--long]

One module, with convolutions of ragged shapes and what is around them in f16,
bf16, f32 and f64, is compiled for each processor by one of the plans in turn;
with --long by every plan, and another module, of more shapes, in turn. Nothing
may abort; no object may call a function that only a compiler's own run-time
library has; and none may be ten times as large as that for x86-64-v3, as it would
be if vectors fell apart into scalars. Exit code 1 if one does.
"""

import argparse
import os
import subprocess
import sys
import tempfile

X86 = ["x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4", "haswell", "znver3",
       "znver5", "skylake-avx512", "cooperlake", "sapphirerapids",
       "diamondrapids"]
PROCESSORS = (
    [("x86_64-linux-gnu", cpu, "") for cpu in X86]
    + [("aarch64-linux-gnu", cpu, "") for cpu in
       ("cortex-a55", "neoverse-n1", "neoverse-v2", "apple-m1")]
    + [("arm64-apple-macosx13.0", "apple-m1", ""),
       ("riscv64-linux-gnu", "generic-rv64", "+m,+a,+f,+d,+c,+v"),
       ("riscv64-linux-gnu", "sifive-x280", ""),
       ("riscv64-linux-gnu", "spacemit-x60", ""),
       ("powerpc64le-linux-gnu", "pwr8", ""),
       ("powerpc64le-linux-gnu", "pwr10", ""),
       ("s390x-linux-gnu", "z13", ""), ("s390x-linux-gnu", "z16", "")])
PLANS = ["plan=blocked tile=2", "plan=three-buffer tile=4",
         "plan=four-buffer tile=6", "plan=direct tile=4", "direct=true"]
BASELINE = ("x86_64-linux-gnu", "x86-64-v3", "")

# {t}: the type; a function of its own, so that each stands for its type.
FUNCTION = """
func.func @conv_{t}(%x: tensor<2x9x13x5x{t}>, %g: tensor<3x3x5x9x{t}>, %b: tensor<9x{t}>) -> tensor<2x7x11x9x{t}> {{
  %e = tensor.empty() : tensor<2x7x11x9x{t}>
  %init = linalg.broadcast ins(%b : tensor<9x{t}>) outs(%e : tensor<2x7x11x9x{t}>) dimensions = [0, 1, 2]
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<2x9x13x5x{t}>, tensor<3x3x5x9x{t}>) outs(%init : tensor<2x7x11x9x{t}>) -> tensor<2x7x11x9x{t}>
  %zero = arith.constant 0.0 : {t}
  %r = linalg.generic {{indexing_maps = [affine_map<(a, b, c, d) -> (a, b, c, d)>, affine_map<(a, b, c, d) -> (a, b, c, d)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}} ins(%y : tensor<2x7x11x9x{t}>) outs(%e : tensor<2x7x11x9x{t}>) {{
  ^bb0(%in: {t}, %out: {t}):
    %positive = arith.cmpf ogt, %in, %zero : {t}
    %s = arith.select %positive, %in, %zero : {t}
    linalg.yield %s : {t}
  }} -> tensor<2x7x11x9x{t}>
  return %r : tensor<2x7x11x9x{t}>
}}
func.func @pool_{t}(%x: tensor<3x7x11x{t}>, %w: tensor<3x{t}>) -> (tensor<3x3x11x{t}>, tensor<3x11x{t}>) {{
  %zero = arith.constant 0.0 : {t}
  %e = tensor.empty() : tensor<3x3x11x{t}>
  %f = linalg.fill ins(%zero : {t}) outs(%e : tensor<3x3x11x{t}>) -> tensor<3x3x11x{t}>
  %y = linalg.pooling_nwc_sum {{strides = dense<2> : tensor<1xi64>}} ins(%x, %w : tensor<3x7x11x{t}>, tensor<3x{t}>) outs(%f : tensor<3x3x11x{t}>) -> tensor<3x3x11x{t}>
  %e1 = tensor.empty() : tensor<3x11x{t}>
  %f1 = linalg.fill ins(%zero : {t}) outs(%e1 : tensor<3x11x{t}>) -> tensor<3x11x{t}>
  %s = linalg.reduce {{ arith.addf }} ins(%x : tensor<3x7x11x{t}>) outs(%f1 : tensor<3x11x{t}>) dimensions = [1]
  return %y, %s : tensor<3x3x11x{t}>, tensor<3x11x{t}>
}}
"""
# NCHW, 1-D, and with a stride.
LONG_FUNCTION = """
func.func @nchw_{t}(%x: tensor<1x3x19x9x{t}>, %g: tensor<17x3x5x3x{t}>, %init: tensor<1x17x15x7x{t}>) -> tensor<1x17x15x7x{t}> {{
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x3x19x9x{t}>, tensor<17x3x5x3x{t}>) outs(%init : tensor<1x17x15x7x{t}>) -> tensor<1x17x15x7x{t}>
  return %y : tensor<1x17x15x7x{t}>
}}
func.func @ncw_{t}(%x: tensor<2x33x21x{t}>, %g: tensor<15x33x3x{t}>, %init: tensor<2x15x19x{t}>) -> tensor<2x15x19x{t}> {{
  %y = linalg.conv_1d_ncw_fcw ins(%x, %g : tensor<2x33x21x{t}>, tensor<15x33x3x{t}>) outs(%init : tensor<2x15x19x{t}>) -> tensor<2x15x19x{t}>
  return %y : tensor<2x15x19x{t}>
}}
func.func @strided_{t}(%x: tensor<1x9x11x7x{t}>, %g: tensor<3x3x7x9x{t}>, %init: tensor<1x4x5x9x{t}>) -> tensor<1x4x5x9x{t}> {{
  %y = linalg.conv_2d_nhwc_hwcf {{strides = dense<2> : tensor<2xi64>}} ins(%x, %g : tensor<1x9x11x7x{t}>, tensor<3x3x7x9x{t}>) outs(%init : tensor<1x4x5x9x{t}>) -> tensor<1x4x5x9x{t}>
  return %y : tensor<1x4x5x9x{t}>
}}
func.func @depthwise_{t}(%x: tensor<3x9x9x9x{t}>, %g: tensor<9x1x1x{t}>, %init: tensor<3x9x9x9x{t}>) -> tensor<3x9x9x9x{t}> {{
  %y = linalg.depthwise_conv_2d_nchw_chw ins(%x, %g : tensor<3x9x9x9x{t}>, tensor<9x1x1x{t}>) outs(%init : tensor<3x9x9x9x{t}>) -> tensor<3x9x9x9x{t}>
  return %y : tensor<3x9x9x9x{t}>
}}
"""
TYPES = ("f16", "bf16", "f32", "f64")


def write_module(path, text):
    with open(path, "w") as file:
        file.write("".join(text.format(t=t) for t in TYPES))
    return path


def compile_object(tool, module, processor, plan, folder):
    """(bytes of the object, None) or (None, what went wrong)."""
    triple, cpu, features = processor
    command = [tool, module, "--emit=object", "-o", folder, "--prepack=false",
               f"--target-triple={triple}", f"--cpu={cpu}",
               f"--pipeline-options={plan}"]
    if features:
        command.append(f"--features={features}")
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return None, (f"exit code {done.returncode}: "
                      + (done.stdout + done.stderr)[:1500].strip())
    return os.path.getsize(object_of(module)), None


def object_of(module):
    return os.path.splitext(module)[0] + ".o"


def foreign_functions(nm, module):
    """Those that the object calls of a compiler's run-time library."""
    done = subprocess.run([nm, "-u", "-j", object_of(module)],
                          capture_output=True, text=True, check=True)
    names = [name.removeprefix("_") for name in done.stdout.split()]
    return [name for name in names if name.startswith("__") or
            name.startswith("_") and "hf" in name]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wino-translate", default="wino-translate")
    parser.add_argument("--llvm-nm", default="llvm-nm")
    parser.add_argument("--long", action="store_true",
                        help="every plan, and more shapes")
    args = parser.parse_args()
    failures, objects, baselines = 0, 0, {}
    with tempfile.TemporaryDirectory() as folder:
        build = lambda *case: compile_object(args.wino_translate, *case, folder)
        module = write_module(os.path.join(folder, "module.mlir"), FUNCTION)
        shapes = write_module(os.path.join(folder, "shapes.mlir"), LONG_FUNCTION)
        for index, processor in enumerate(PROCESSORS):
            turn = PLANS[index % len(PLANS)]
            cases = ([(module, plan) for plan in PLANS] + [(shapes, turn)]
                     if args.long else [(module, turn)])
            for source, plan in cases:
                if (source, plan) not in baselines:
                    baselines[source, plan], message = build(source, BASELINE, plan)
                    if message:
                        sys.exit(f"{BASELINE[1]}, {plan}: {message}")
                baseline = baselines[source, plan]
                size, message = build(source, processor, plan)
                if size and size > 10 * baseline:
                    message = f"{size} bytes, but {baseline} for {BASELINE[1]}"
                if size and not message:
                    foreign = foreign_functions(args.llvm_nm, source)
                    message = foreign and f"calls {', '.join(foreign)}"
                objects += 1
                failures += bool(message)
                print(f"{processor[0]} {processor[1]}, {plan}: "
                      + (f"failed: {message}" if message else
                         f"{size} bytes, {size / baseline:.2f} of "
                         f"{BASELINE[1]}"), flush=True)
    print(f"{objects} objects, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

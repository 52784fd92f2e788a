//===- WinogradCanonicalization.td - The algebra's rules --*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each rule is an equation. Rules that fold to a constant or to an operand are
// in the operations' folders: kron(0) = 0, hadamard_reduce(0, g) += c is c.
//
//===----------------------------------------------------------------------===//

include "mlir/IR/PatternBase.td"
include "winograd/Dialect/Winograd/IR/WinogradOps.td"

/// The defining tensor.pad pads window axes, and no others, with the constant
/// zero: a plain axis keeps the size of its dimension (C7).
def IsZeroPad : Constraint<
    CPred<"isZeroPad($0, $1.getValue(), $2.size())">,
    "windows of the value are padded with the constant zero">;
def PadSource : NativeCodeCall<"$0.getDefiningOp<tensor::PadOp>().getSource()">;
/// The read map, shifted so that it reads the pad's source.
def ShiftByPad : NativeCodeCall<"shiftByPad($0.getValue(), $1)">;
def IsInputRole : Constraint<
    CPred<"$0.getValue() == KronRole::Input">, "the role is `input`">;

def IsOverwrittenFill : Constraint<
    CPred<"$0.getDefiningOp<linalg::FillOp>() != nullptr">,
    "the value is a fill">;
def FillDestination : NativeCodeCall<
    "$0.getDefiningOp<linalg::FillOp>().getDpsInits()[0]">;

// kron(pad0(x, lo, hi), B^T, d -> m·t + u) = kron(x, B^T, d -> m·t + u - lo):
// the source of an input transform is extended by zeros on all sides.
def AbsorbZeroPad : Pat<
    (Winograd_KronOp $role, $algorithms, $read, $write, $source, $init),
    (Winograd_KronOp $role, $algorithms, (ShiftByPad $read, $source), $write,
                     (PadSource $source), $init),
    [(IsInputRole $role), (IsZeroPad $source, $read, $algorithms)]>;

// kron(x) into fill(v, e) = kron(x) into e: the init's old value is not read.
def DropOverwrittenFill : Pat<
    (Winograd_KronOp $role, $algorithms, $read, $write, $source, $init),
    (Winograd_KronOp $role, $algorithms, $read, $write, $source,
                     (FillDestination $init)),
    [(IsOverwrittenFill $init)]>;

def AreEqual : Constraint<CPred<"$0 == $1">, "the memory spaces are equal">;

// bufferize(bufferize(x, s), s) = bufferize(x, s)
def BufferizeIsIdempotent : Pat<
    (Winograd_BufferizeOp (Winograd_BufferizeOp:$inner $value, $s), $t),
    (replaceWithValue $inner),
    [(AreEqual $s, $t)]>;

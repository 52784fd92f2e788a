//===- Elements.h - Elements of tensors as bytes in arrays ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_ELEMENTS_H
#define WINOGRAD_RUNNER_ELEMENTS_H

#include "mlir/IR/Types.h"
#include "winograd/Runner/Npy.h"
#include <optional>

namespace mlir::winograd {

/// The type with which elements of `type` are written to a file; nullopt for
/// the types that the runner does not know: it knows f16, bf16, f32, f64, i1,
/// i8, i16, i32, i64 and index.
std::optional<NpyType> getNpyType(Type type);

/// Whether elements of `type` may come from an array of `npyType`: the type
/// that getNpyType gives, the other signedness where `type` has none, and the
/// bare bits of a bf16.
bool isReadableAs(Type type, NpyType npyType);

/// Makes every byte of an array of booleans 0 or 1: NumPy takes any other for
/// true, too, but compiled code need not.
void normalizeBooleans(NpyArray &array);

/// Loads one element of the type `type`, exactly.
using ElementLoader = long double (*)(const char *);
/// The loader for a type that getNpyType knows.
ElementLoader getElementLoader(Type type);

/// What random floats are drawn from: N(0, 1), or evenly from [0, 1).
enum class Distribution { Normal, Unit };

/// Fills `array` with elements of `type` that only depend on `seed`: floats
/// from `distribution`, integers from -4 to 4 (0 to 4 without a sign, 0 and 1
/// for i1).
void fillRandom(NpyArray &array, Type type, uint64_t seed,
                Distribution distribution = Distribution::Normal);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_ELEMENTS_H

//===- Conversions.h - Between records and Python ---------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_PYTHON_CONVERSIONS_H
#define WINOGRAD_PYTHON_CONVERSIONS_H

#include "Session.h"
#include "winograd/Runner/FunctionCall.h"
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

namespace mlir::winograd::python {

/// An array that somebody else owns, as DLPack describes it.
using AnyArray = nanobind::ndarray<nanobind::ro>;

/// (severity, text, (file, line, column), (note, ...)) of each.
nanobind::tuple toPython(const std::vector<Message> &messages);
/// (kind, category, name, function, text, ((key, value), ...), place) of each.
nanobind::tuple toPython(const std::vector<RemarkRecord> &remarks);

/// Throws winograd.Error with the text of `error` and the diagnostics.
[[noreturn]] void raise(llvm::Error error,
                        const std::vector<Message> &messages);

/// What compiled code gets of `arrays`, the arguments of a call: the memory
/// where it is. Throws TypeError or ValueError if they are not what the
/// function takes. Booleans that are other bytes than 0 and 1 are copied, to
/// `copies`.
std::vector<ArrayView> viewArguments(const EntrySignature &signature,
                                     const std::vector<AnyArray> &arrays,
                                     std::vector<NpyArray> &copies);
/// The arrays behind Python's objects; throws TypeError if one is none.
std::vector<AnyArray> importArrays(nanobind::args objects);

/// A NumPy array on the memory of `array`.
nanobind::object toNumPy(const OwnedArray &array);

/// `float32`, `bfloat16` etc., and the sizes, with None for dynamic ones.
nanobind::tuple describe(RankedTensorType type);

} // namespace mlir::winograd::python

#endif // WINOGRAD_PYTHON_CONVERSIONS_H

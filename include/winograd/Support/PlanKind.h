//===- PlanKind.h - The plans ------------------------------------*- C++
//-*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_PLANKIND_H
#define WINOGRAD_SUPPORT_PLANKIND_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace mlir::winograd {

/// What reaches global memory.
enum class PlanKind {
  SingleKernel, ///< Ĝ, y
  Blocked,      ///< Ĝ, y
  ThreeBuffer,  ///< X̂, Ĝ, y
  FourBuffer,   ///< X̂, Ĝ, M̂, y
  Direct        ///< y
};

/// "four-buffer".
llvm::StringRef getPlanName(PlanKind kind);

/// The plan of this name.
std::optional<PlanKind> parsePlanKind(llvm::StringRef name);

/// The names of the plans that a CPU, or a GPU, can have.
std::vector<std::string> getPlanNames(bool onGPU);

/// What is wrong with `name` as the value of an option 'plan', which may also
/// be auto; empty if nothing is.
std::string checkPlanName(llvm::StringRef name, bool onGPU);

} // namespace mlir::winograd

#endif // WINOGRAD_SUPPORT_PLANKIND_H

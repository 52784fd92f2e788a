//===- TargetMachine.h - What LLVM compiles for -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_AOT_TARGETMACHINE_H
#define WINOGRAD_AOT_TARGETMACHINE_H

#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"
#include <memory>
#include <string>

namespace llvm {
class Module;
} // namespace llvm

namespace mlir::winograd {

/// A target as LLVM names it. Without a triple it is this machine's; without a
/// CPU, too, that of this machine, with all of its features. A triple without a
/// CPU gets the generic one.
struct ProcessorNames {
  /// E.g. `aarch64-linux-gnu`, `neoverse-v1` and `+sve2,-crypto`.
  std::string triple, cpu, features;

  /// Whether nothing but features is asked for.
  bool isThisMachine() const { return triple.empty() && cpu.empty(); }
};

/// For code that runs in this process: for this machine's processor, or, if it
/// is named, for another that has no features that this one lacks.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createJITTargetMachine(llvm::StringRef cpu = "");

/// For position-independent code in a file; an error if LLVM does not know the
/// target, or if its pointers do not have the 64 bits of our `index`.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(const ProcessorNames &description);

/// Whether code for the target runs on this kind of machine and system.
bool isHostTarget(const llvm::TargetMachine &target);

enum class CodeQuality {
  /// LLVM's highest level, but only short loops are unrolled.
  Fast,
  /// LLVM's lowest level, without vectors: what a reference is made by.
  Plain
};

/// Runs LLVM's optimiser.
void optimize(llvm::Module &module, llvm::TargetMachine &target,
              CodeQuality quality = CodeQuality::Fast);

} // namespace mlir::winograd

#endif // WINOGRAD_AOT_TARGETMACHINE_H

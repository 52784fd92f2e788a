//===- CacheKey.h - What decides compiled code ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_CACHEKEY_H
#define WINOGRAD_LIB_RUNNER_CACHEKEY_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include "winograd/AOT/TargetMachine.h"
#include "llvm/Target/TargetMachine.h"

namespace mlir::winograd {

/// A hash of everything that decides what becomes of `entry` of `module`: the
/// module without its locations, the passes with their options, the processor,
/// what this machine is said to have, this program, and LLVM. Empty if the
/// module cannot be hashed.
std::string getCacheKey(ModuleOp module, StringRef entry,
                        PassManager &passManager,
                        const llvm::TargetMachine &target, CodeQuality quality);

/// Of a module, wherever it was read from; empty if it cannot be written.
std::string getModuleHash(ModuleOp module);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_CACHEKEY_H

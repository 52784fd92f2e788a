//===- DeviceConstants.h - Constants in a device's memory -------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_TRANSFORMS_GPU_DEVICECONSTANTS_H
#define WINOGRAD_LIB_TRANSFORMS_GPU_DEVICECONSTANTS_H

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::winograd {

/// The constants of a module that its kernels read. Each has a variable that
/// says where on the device it is:
///     memref.global "private" @filter_on_device : memref<memref<…>>
/// A constructor, which runs when the program is loaded, allocates and copies
/// all of them in one stream; a destructor frees them. So they are copied once
/// per process, without a flag that calls would have to look at.
class DeviceConstants {
public:
  explicit DeviceConstants(ModuleOp module) : symbols(module) {}

  /// Loads where on the device the constant is. Fails, with an error at `op`,
  /// if the global is none.
  FailureOr<Value> load(memref::GetGlobalOp op, OpBuilder &builder);

  /// Adds the constructor and the destructor, if there are constants.
  void addConstructors();

  size_t size() const { return variables.size(); }

private:
  memref::GlobalOp getVariable(memref::GlobalOp global);

  SymbolTable symbols;
  llvm::MapVector<memref::GlobalOp, memref::GlobalOp> variables;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_TRANSFORMS_GPU_DEVICECONSTANTS_H

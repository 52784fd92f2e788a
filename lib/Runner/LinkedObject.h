//===- LinkedObject.h - An object file in this process ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_LINKEDOBJECT_H
#define WINOGRAD_LIB_RUNNER_LINKEDOBJECT_H

#include "CodeConstants.h"
#include "mlir/Support/LLVM.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace llvm::orc {
class LLJIT;
} // namespace llvm::orc

namespace mlir::winograd {

/// Machine code of an object file, linked with this process as the
/// ExecutionEngine, which only takes IR, links it.
class LinkedObject {
public:
  /// Links the code for the function that the ExecutionEngine has put around
  /// `name`, which reads the constants. The memory of `object` may go
  /// afterwards, that of the constants may not.
  static llvm::Expected<std::unique_ptr<LinkedObject>>
  link(StringRef object, StringRef name, const CodeConstants &constants);
  ~LinkedObject();

  /// It takes the addresses of the arguments.
  void (*getFunction() const)(void **) { return function; }

private:
  explicit LinkedObject(std::unique_ptr<llvm::orc::LLJIT> jit);

  std::unique_ptr<llvm::orc::LLJIT> jit;
  void (*function)(void **) = nullptr;
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_LINKEDOBJECT_H

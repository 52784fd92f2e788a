//===- Kernels.h - Modules and their kernels --------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_CUDA_KERNELS_H
#define WINOGRAD_LIB_RUNTIME_CUDA_KERNELS_H

#include "Driver.h"
#include <map>
#include <vector>

namespace winograd::cuda {

struct Kernel {
  FunctionHandle handle;
  std::string name;
};

/// PTX, or machine code, on the device.
class Module {
public:
  /// Null after an error. `optLevel` is the assembler's for PTX, 0 to 4; -1
  /// for machine code.
  static std::unique_ptr<Module> load(const Driver &driver, const void *data,
                                      int optLevel);
  ~Module();
  Module(const Module &) = delete;

  /// Null after an error.
  Kernel *find(const char *name);

private:
  Module(const Driver &driver, ModuleHandle handle)
      : driver(driver), handle(handle) {}

  const Driver &driver;
  ModuleHandle handle;
  /// Those that were looked up; pointers to them stay valid.
  std::map<std::string, Kernel, std::less<>> kernels;
};

} // namespace winograd::cuda

#endif // WINOGRAD_LIB_RUNTIME_CUDA_KERNELS_H

//===- Kernels.cpp - Modules and their kernels ----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include <algorithm>
#include <array>
#include <string_view>

using namespace winograd::cuda;

std::unique_ptr<Module> Module::load(const Driver &driver, const void *data,
                                     int optLevel) {
  ModuleHandle handle = nullptr;
  std::string log(4096, '\0');
  std::array<int, 3> options = {jitErrorLog, jitErrorLogSize,
                                jitOptimizationLevel};
  // The driver takes numbers as if they were pointers.
  std::array<void *, 3> values = {
      log.data(), reinterpret_cast<void *>(log.size() - 1),
      reinterpret_cast<void *>(uintptr_t(std::clamp(optLevel, 0, 4)))};
  bool isText = optLevel >= 0;
  Status status =
      driver.cuModuleLoadDataEx(&handle, data, isText ? options.size() : 0,
                                options.data(), values.data());
  if (status == 0)
    return std::unique_ptr<Module>(new Module(driver, handle));
  log.resize(log.find('\0'));
  log.erase(log.find_last_not_of(" \n") + 1);
  driver.check(status, isText && !log.empty()
                           ? "cuModuleLoadDataEx, which says '" + log + "',"
                           : "cuModuleLoadDataEx");
  return nullptr;
}

Module::~Module() {
  driver.check(driver.cuModuleUnload(handle), "cuModuleUnload");
}

Kernel *Module::find(const char *name) {
  if (auto known = kernels.find(std::string_view(name)); known != kernels.end())
    return &known->second;
  FunctionHandle function = nullptr;
  if (!driver.check(driver.cuModuleGetFunction(&function, handle, name),
                    std::string("cuModuleGetFunction of '") + name + "'"))
    return nullptr;
  return &kernels.try_emplace(name, Kernel{function, name}).first->second;
}

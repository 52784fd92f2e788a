//===- Driver.cpp - NVIDIA's driver, opened at run time -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver.h"

#include <dlfcn.h>

using namespace winograd::cuda;
using winograd::runtime::FirstError;

std::unique_ptr<Driver> Driver::open(FirstError &error) {
  std::unique_ptr<Driver> driver(new Driver(error));
  if (!driver->load())
    return nullptr;
  if (!driver->check(driver->cuInit(0), "cuInit"))
    return nullptr;
  return driver;
}

Driver::~Driver() {
  if (library)
    dlclose(library);
}

bool Driver::load() {
  static constexpr char file[] = "libcuda.so.1";
  library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    return error.set(std::string("expected a CUDA driver, but there is none "
                                 "that can be opened: ") +
                     dlerror());
  const char *missing = nullptr;
#define WINOGRAD_CUDA_LOAD(name, symbol, parameters)                           \
  name = reinterpret_cast<Status(*) parameters>(dlsym(library, #symbol));      \
  if (!name)                                                                   \
    missing = #symbol;
  WINOGRAD_CUDA_FUNCTIONS(WINOGRAD_CUDA_LOAD)
#undef WINOGRAD_CUDA_LOAD
  return !missing ||
         error.set(std::string("expected ") + file + " to have the function " +
                   missing + ", but it has not (is the driver too old?)");
}

std::string Driver::getName(Status status) const {
  const char *name = nullptr;
  if (cuGetErrorName(status, &name) == 0 && name)
    return name;
  return "the unknown error " + std::to_string(status);
}

bool Driver::check(Status status, const std::string &what) const {
  return status == 0 || error.set("expected " + what + " to succeed, but got " +
                                  getName(status));
}

//===- Driver.h - NVIDIA's driver, opened at run time -----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// The functions of libcuda.so.1 that the runtime calls. They are declared here,
// so that building needs nothing of NVIDIA's, and machines without the driver
// can run everything else.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_CUDA_DRIVER_H
#define WINOGRAD_LIB_RUNTIME_CUDA_DRIVER_H

#include "../Common/FirstError.h"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace winograd::cuda {

// Types and values of NVIDIA's cuda.h, whose ABI is stable.
using Status = int;
using DeviceHandle = int;
using Address = unsigned long long;
using ContextHandle = struct CUctx_st *;
using ModuleHandle = struct CUmod_st *;
using FunctionHandle = struct CUfunc_st *;
using StreamHandle = struct CUstream_st *;
using EventHandle = struct CUevent_st *;

constexpr Status outOfMemory = 2;
constexpr int attributeBlockThreads = 1;
constexpr int attributeBlockMemory = 8;
constexpr int attributeWarpSize = 10;
constexpr int attributeProcessors = 16;
constexpr int attributeIntegrated = 18;
constexpr int attributeComputeMajor = 75;
constexpr int attributeComputeMinor = 76;
constexpr int attributeProcessorRegisters = 82;
constexpr unsigned streamNonBlocking = 1;
constexpr unsigned eventDefault = 0;
constexpr unsigned eventDisableTiming = 2;
constexpr int jitErrorLog = 5;
constexpr int jitErrorLogSize = 6;
constexpr int jitOptimizationLevel = 7;

/// Each function: the name in the library, where it has another one than in the
/// interface's documentation, and its parameters.
#define WINOGRAD_CUDA_FUNCTIONS(FUNCTION)                                      \
  FUNCTION(cuInit, cuInit, (unsigned))                                         \
  FUNCTION(cuDriverGetVersion, cuDriverGetVersion, (int *))                    \
  FUNCTION(cuDeviceGetCount, cuDeviceGetCount, (int *))                        \
  FUNCTION(cuDeviceGet, cuDeviceGet, (DeviceHandle *, int))                    \
  FUNCTION(cuDeviceGetName, cuDeviceGetName, (char *, int, DeviceHandle))      \
  FUNCTION(cuDeviceGetAttribute, cuDeviceGetAttribute,                         \
           (int *, int, DeviceHandle))                                         \
  FUNCTION(cuDeviceTotalMem, cuDeviceTotalMem_v2, (size_t *, DeviceHandle))    \
  FUNCTION(cuDevicePrimaryCtxRetain, cuDevicePrimaryCtxRetain,                 \
           (ContextHandle *, DeviceHandle))                                    \
  FUNCTION(cuDevicePrimaryCtxRelease, cuDevicePrimaryCtxRelease_v2,            \
           (DeviceHandle))                                                     \
  FUNCTION(cuCtxSetCurrent, cuCtxSetCurrent, (ContextHandle))                  \
  FUNCTION(cuMemAlloc, cuMemAlloc_v2, (Address *, size_t))                     \
  FUNCTION(cuMemFree, cuMemFree_v2, (Address))                                 \
  FUNCTION(cuMemcpyAsync, cuMemcpyAsync,                                       \
           (Address, Address, size_t, StreamHandle))                           \
  FUNCTION(cuMemsetD32Async, cuMemsetD32Async,                                 \
           (Address, unsigned, size_t, StreamHandle))                          \
  FUNCTION(cuMemsetD16Async, cuMemsetD16Async,                                 \
           (Address, unsigned short, size_t, StreamHandle))                    \
  FUNCTION(cuModuleLoadDataEx, cuModuleLoadDataEx,                             \
           (ModuleHandle *, const void *, unsigned, int *, void **))           \
  FUNCTION(cuModuleUnload, cuModuleUnload, (ModuleHandle))                     \
  FUNCTION(cuModuleGetFunction, cuModuleGetFunction,                           \
           (FunctionHandle *, ModuleHandle, const char *))                     \
  FUNCTION(cuLaunchKernel, cuLaunchKernel,                                     \
           (FunctionHandle, unsigned, unsigned, unsigned, unsigned, unsigned,  \
            unsigned, unsigned, StreamHandle, void **, void **))               \
  FUNCTION(cuStreamCreate, cuStreamCreate, (StreamHandle *, unsigned))         \
  FUNCTION(cuStreamDestroy, cuStreamDestroy_v2, (StreamHandle))                \
  FUNCTION(cuStreamSynchronize, cuStreamSynchronize, (StreamHandle))           \
  FUNCTION(cuStreamWaitEvent, cuStreamWaitEvent,                               \
           (StreamHandle, EventHandle, unsigned))                              \
  FUNCTION(cuEventCreate, cuEventCreate, (EventHandle *, unsigned))            \
  FUNCTION(cuEventDestroy, cuEventDestroy_v2, (EventHandle))                   \
  FUNCTION(cuEventRecord, cuEventRecord, (EventHandle, StreamHandle))          \
  FUNCTION(cuEventSynchronize, cuEventSynchronize, (EventHandle))              \
  FUNCTION(cuEventElapsedTime, cuEventElapsedTime,                             \
           (float *, EventHandle, EventHandle))                                \
  FUNCTION(cuGetErrorName, cuGetErrorName, (Status, const char **))

class Driver {
public:
  /// Opens the library, once, and initialises it; null after an error.
  static std::unique_ptr<Driver> open(runtime::FirstError &error);
  ~Driver();
  Driver(const Driver &) = delete;

  /// Whether a call succeeded; otherwise sets the error, which describes it as
  /// `what`, e.g. `cuMemAlloc of 4096 bytes`.
  bool check(Status status, const std::string &what) const;
  /// `CUDA_ERROR_OUT_OF_MEMORY`
  std::string getName(Status status) const;

#define WINOGRAD_CUDA_DECLARE(name, symbol, parameters)                        \
  Status(*name) parameters = nullptr;
  WINOGRAD_CUDA_FUNCTIONS(WINOGRAD_CUDA_DECLARE)
#undef WINOGRAD_CUDA_DECLARE

private:
  explicit Driver(runtime::FirstError &error) : error(error) {}
  bool load();

  runtime::FirstError &error;
  void *library = nullptr;
};

} // namespace winograd::cuda

#endif // WINOGRAD_LIB_RUNTIME_CUDA_DRIVER_H

//===- GPURuntimeLibrary.h - A GPU's runtime, opened when needed *- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_GPURUNTIMELIBRARY_H
#define WINOGRAD_RUNNER_GPURUNTIMELIBRARY_H

#include "winograd/Runtime/GPURuntime.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mlir::winograd {

/// One of the libraries behind winograd/Runtime/GPURuntime.h, in this process.
/// Compiled code finds its functions there. It stays until the process ends,
/// and two of them exclude each other.
class GPURuntimeLibrary {
public:
  /// Opens the library of a target, `vulkan` or `cuda`, which is looked for
  /// where the dynamic linker looks for those of the tools.
  static llvm::Expected<std::unique_ptr<GPURuntimeLibrary>>
  open(llvm::StringRef target);
  /// Stops the runtime; an error of that goes to standard error unless `stop`
  /// was called before.
  ~GPURuntimeLibrary();
  GPURuntimeLibrary(const GPURuntimeLibrary &) = delete;
  GPURuntimeLibrary &operator=(const GPURuntimeLibrary &) = delete;

  llvm::Error visitDevices(
      llvm::function_ref<void(const WinogradGPUDevice &device)> visit) const;

  llvm::Error start(const WinogradGPUConfig &config);
  /// To be called when nothing of compiled code is left.
  llvm::Error stop();
  /// The first error of the runtime since the last call.
  llvm::Error takeError() const;
  /// The device in use.
  const WinogradGPUDevice &getDevice() const { return *getDeviceInUse(); }

  /// What was measured since the last reset, which this is one of.
  struct ProfileEntry {
    WinogradGPUProfileKind kind;
    std::string name;
    uint64_t count;
    double seconds;
    uint64_t bytes;
  };
  std::vector<ProfileEntry> takeProfile() const;
  /// The time of all streams.
  static double getStreamSeconds(const std::vector<ProfileEntry> &profile);
  WinogradGPUMemory getMemory() const { return getMemoryInUse(); }

private:
  GPURuntimeLibrary() = default;
  template <typename Function>
  llvm::Error find(void *library, Function *&function, const char *name);

  std::string path;
  decltype(&winogradGPUVisitDevices) visitAllDevices = nullptr;
  decltype(&winogradGPUStart) startRuntime = nullptr;
  decltype(&winogradGPUStop) stopRuntime = nullptr;
  decltype(&winogradGPUGetDevice) getDeviceInUse = nullptr;
  decltype(&winogradGPUTakeError) takeFirstError = nullptr;
  decltype(&winogradGPUVisitProfile) visitProfile = nullptr;
  decltype(&winogradGPUResetProfile) resetProfile = nullptr;
  decltype(&winogradGPUGetMemory) getMemoryInUse = nullptr;
};

/// Starts the runtime of `target` as WinogradGPUConfig says, calls `body` with
/// it (null for the target `cpu`), and stops it, also after an error. All that
/// `body` compiles for the GPU must end with it.
llvm::Error
withGPU(llvm::StringRef target, const std::optional<std::string> &device,
        bool validate, WinogradGPUProfiling profiling,
        llvm::function_ref<llvm::Error(const GPURuntimeLibrary *gpu)> body);

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_GPURUNTIMELIBRARY_H

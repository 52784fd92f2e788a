//===- Runtime.h - The runtime of this process ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_RUNTIME_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_RUNTIME_H

#include "Stream.h"

namespace winograd::vulkan {

/// Everything behind the C interface. One lock protects it: what takes time
/// happens on the device.
class Runtime {
public:
  /// The one of this process. It is never destroyed: at the process's end the
  /// driver may be gone already.
  static Runtime &get();

  bool visitDevices(void (*visit)(const WinogradGPUDevice *, void *),
                    void *context);
  bool start(const WinogradGPUConfig &config);
  void stop();
  /// Whether functions of part 2 should do something. Starts the runtime if
  /// nobody has.
  bool isReady();
  bool hasStarted() const { return device != nullptr; }

  Stream *createStream();
  void destroyStream(Stream *stream);
  void unload(Module *module);
  /// For functions that got no stream; to be synchronised after each command.
  Stream *getDefaultStream();

  std::mutex mutex;
  runtime::FirstError &error;
  std::unique_ptr<Instance> instance;
  std::unique_ptr<Device> device;
  std::unique_ptr<Memory> memory;
  std::unique_ptr<Kernels> kernels;
  runtime::Profile profile;
  WinogradGPUDevice view = {};

private:
  explicit Runtime(runtime::FirstError &error) : error(error) {}
  bool open(const WinogradGPUConfig &config);
  void close();
  void checkLeaks();

  WinogradGPUProfiling profiling = WinogradGPUProfilingOff;
  std::vector<std::unique_ptr<Stream>> streams;
  /// Those that nobody has.
  std::vector<Stream *> idle;
  Stream *defaultStream = nullptr;
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_RUNTIME_H

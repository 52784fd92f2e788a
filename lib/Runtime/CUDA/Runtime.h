//===- Runtime.h - The state of the CUDA runtime ----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_CUDA_RUNTIME_H
#define WINOGRAD_LIB_RUNTIME_CUDA_RUNTIME_H

#include "../Common/DeviceChoice.h"
#include "Stream.h"
#include <mutex>
#include <set>
#include <vector>

namespace winograd::cuda {

/// A device before it is opened.
struct PhysicalDevice {
  DeviceHandle handle;
  runtime::DeviceInfo info;
};

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
  bool hasStarted() const { return memory != nullptr; }
  /// The driver has a current device for each thread.
  void makeCurrent();

  Module *load(const void *data, int optLevel);
  void unload(Module *module);
  Stream *createStream();
  void destroyStream(Stream *stream);
  /// For functions that got no stream; to be synchronised after each command.
  Stream *getDefaultStream();
  EventHandle createEvent();
  void destroyEvent(EventHandle event);

  std::mutex mutex;
  runtime::FirstError &error;
  std::unique_ptr<Driver> driver;
  std::unique_ptr<Memory> memory;
  runtime::Profile profile;
  WinogradGPUDevice view = {};

private:
  explicit Runtime(runtime::FirstError &error) : error(error) {}
  bool open(const WinogradGPUConfig &config);
  bool openDriver();
  bool getDevices(std::vector<PhysicalDevice> &devices);
  void close();
  void checkLeaks();

  PhysicalDevice device = {};
  ContextHandle context = nullptr;
  WinogradGPUProfiling profiling = WinogradGPUProfilingOff;
  std::vector<std::unique_ptr<Module>> modules;
  std::vector<std::unique_ptr<Stream>> streams;
  /// Those that nobody has.
  std::vector<Stream *> idle;
  Stream *defaultStream = nullptr;
  std::set<EventHandle> events;
};

} // namespace winograd::cuda

#endif // WINOGRAD_LIB_RUNTIME_CUDA_RUNTIME_H

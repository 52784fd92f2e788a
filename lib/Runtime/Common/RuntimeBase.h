//===- RuntimeBase.h - What all runtimes have in common ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_COMMON_RUNTIMEBASE_H
#define WINOGRAD_LIB_RUNTIME_COMMON_RUNTIMEBASE_H

#include "DeviceChoice.h"
#include "Profile.h"
#include <array>
#include <memory>

namespace winograd::runtime {

/// Of a grid, or of a workgroup.
using Sizes = std::array<uint64_t, 3>;

/// Commands in the order in which they were added. The C interface knows one by
/// the address of this, and its functions say what each command does.
class StreamBase {
public:
  virtual ~StreamBase() = default;

  /// `kernel` is what mgpuModuleGetFunction has returned.
  virtual void launch(void *kernel, const Sizes &grid, const Sizes &block,
                      void **params, size_t numParams) = 0;
  virtual void copy(void *to, void *from, size_t size) = 0;
  virtual void fill32(void *to, uint32_t value, size_t count) = 0;
  virtual void fill16(void *to, uint16_t value, size_t count) = 0;
  /// Waits until what was added is done.
  virtual void synchronize() = 0;
};

/// How many of something the program has, e.g. `streams`.
struct Held {
  const char *what;
  size_t count;
};

/// What is behind the C interface, as far as no driver is asked. One lock
/// protects it: what takes time happens on the device.
class RuntimeBase {
public:
  /// The one of this process. It is never destroyed: at the process's end the
  /// driver may be gone already.
  static RuntimeBase &get();
  explicit RuntimeBase(FirstError &error) : error(error) {}
  virtual ~RuntimeBase() = default;

  // As the functions of GPURuntime.h of these names.
  bool visitDevices(void (*visit)(const WinogradGPUDevice *, void *),
                    void *context);
  bool start(const WinogradGPUConfig &config);
  void stop();
  const WinogradGPUDevice *getDevice() const;
  WinogradGPUMemory getMemory() const;

  /// Whether functions of part 2 should do something. Starts the runtime if
  /// nobody has.
  bool isReady();
  /// Whether there is something that can be given back, whatever failed.
  bool canGiveBack();

  /// Null after an error.
  StreamBase *createStream();
  void destroyStream(StreamBase *stream);
  /// `body` works on the stream, or, if it is null, on one that is synchronised
  /// afterwards. `Stream` is the class of this library's.
  template <typename Stream, typename Body>
  void onStream(void *stream, const Body &body) {
    auto *used = stream ? static_cast<StreamBase *>(stream) : getDefault();
    if (!used)
      return;
    body(static_cast<Stream &>(*used));
    if (!stream)
      used->synchronize();
  }
  /// Unloads a module when no command uses it any more.
  void unload(void *module);

  std::mutex mutex;
  FirstError &error;
  Profile profile;

protected:
  /// The devices in the order of WinogradGPUDevice::index. False after an
  /// error; none is no error.
  virtual bool getDevices(std::vector<DeviceInfo> &devices) = 0;
  /// Opens the device that the user means, and describes it: `view` lives as
  /// long as it is open. False after an error; `close` follows.
  virtual bool open(const WinogradGPUConfig &config,
                    WinogradGPUDevice &view) = 0;
  /// Destroys what there is, users before what they use. No stream is left.
  virtual void close() = 0;
  /// Called before the driver is, where it has a current device for each
  /// thread.
  virtual void makeCurrent() {}
  /// Waits for what no stream waits for.
  virtual void waitIdle() {}

  /// Null after an error.
  virtual std::unique_ptr<StreamBase> makeStream() = 0;
  virtual void destroyModule(void *module) = 0;
  virtual WinogradGPUMemory getMemoryStatistics() const = 0;
  /// What the program has to give back.
  virtual std::vector<Held> getHeld() const = 0;
  size_t getNumStreamsHeld() const;

  WinogradGPUProfiling profiling = WinogradGPUProfilingOff;

private:
  StreamBase *getDefault();
  void synchronizeStreams();
  void checkLeaks();

  /// The device in use.
  std::optional<WinogradGPUDevice> view;
  std::vector<std::unique_ptr<StreamBase>> streams;
  /// Those that nobody has.
  std::vector<StreamBase *> idle;
  /// For functions that got no stream.
  StreamBase *defaultStream = nullptr;
};

/// Each library defines it.
std::unique_ptr<RuntimeBase> makeRuntime(FirstError &error);

/// The runtime of this process, locked. `Runtime` is the class of this
/// library's.
template <typename Runtime> class Access {
public:
  Access()
      : runtime(static_cast<Runtime &>(RuntimeBase::get())),
        lock(runtime.mutex) {}
  Runtime *operator->() const { return &runtime; }

private:
  Runtime &runtime;
  std::lock_guard<std::mutex> lock;
};

} // namespace winograd::runtime

#endif // WINOGRAD_LIB_RUNTIME_COMMON_RUNTIMEBASE_H

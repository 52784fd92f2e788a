//===- EntryPoints.cpp - The functions of GPURuntime.h for CUDA -----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

#include "winograd/Runtime/GPURuntime.h"

using namespace winograd::cuda;

namespace {
/// The runtime, locked.
class Access {
public:
  Access() : runtime(Runtime::get()), lock(runtime.mutex) {}
  Runtime *operator->() const { return &runtime; }

  /// Whether there is something that can be given back, whatever failed.
  bool hasStarted() const {
    if (!runtime.hasStarted())
      return false;
    runtime.makeCurrent();
    return true;
  }

private:
  Runtime &runtime;
  std::lock_guard<std::mutex> lock;
};
} // namespace

static Address toAddress(void *pointer) {
  return reinterpret_cast<uintptr_t>(pointer);
}

//===----------------------------------------------------------------------===//
// Part 1
//===----------------------------------------------------------------------===//

bool winogradGPUVisitDevices(void (*visit)(const WinogradGPUDevice *, void *),
                             void *context) {
  return Access()->visitDevices(visit, context);
}

bool winogradGPUStart(const WinogradGPUConfig *config) {
  return Access()->start(*config);
}

void winogradGPUStop(void) { Access()->stop(); }

const WinogradGPUDevice *winogradGPUGetDevice(void) {
  Access runtime;
  return runtime->hasStarted() ? &runtime->view : nullptr;
}

const char *winogradGPUTakeError(void) { return Access()->error.take(); }

void winogradGPUVisitProfile(void (*visit)(const WinogradGPUProfileEntry *,
                                           void *),
                             void *context) {
  Access()->profile.visit(visit, context);
}

void winogradGPUResetProfile(void) { Access()->profile.reset(); }

WinogradGPUMemory winogradGPUGetMemory(void) {
  Access runtime;
  return runtime->hasStarted() ? runtime->memory->getStatistics()
                               : WinogradGPUMemory{};
}

//===----------------------------------------------------------------------===//
// Part 2: kernels
//===----------------------------------------------------------------------===//

void *mgpuModuleLoad(const void *data, size_t) {
  Access runtime;
  return runtime->isReady() ? runtime->load(data, /*optLevel=*/-1) : nullptr;
}

void *mgpuModuleLoadJIT(const void *data, int optLevel, size_t) {
  Access runtime;
  return runtime->isReady() ? runtime->load(data, optLevel < 0 ? 0 : optLevel)
                            : nullptr;
}

void mgpuModuleUnload(void *module) {
  Access runtime;
  if (module && runtime.hasStarted())
    runtime->unload(static_cast<Module *>(module));
}

void *mgpuModuleGetFunction(void *module, const char *name) {
  Access runtime;
  return module && runtime->isReady()
             ? static_cast<Module *>(module)->find(name)
             : nullptr;
}

//===----------------------------------------------------------------------===//
// Part 2: streams
//===----------------------------------------------------------------------===//

/// `body` works on the stream, or, if it is null, on one that is synchronised
/// afterwards.
template <typename Body>
static void onStream(Access &runtime, void *stream, const Body &body) {
  if (stream)
    return body(*static_cast<Stream *>(stream));
  if (Stream *byDefault = runtime->getDefaultStream()) {
    body(*byDefault);
    byDefault->synchronize();
  }
}

void mgpuLaunchKernel(void *function, intptr_t gridX, intptr_t gridY,
                      intptr_t gridZ, intptr_t blockX, intptr_t blockY,
                      intptr_t blockZ, int32_t sharedMemory, void *stream,
                      void **params, void **extra, size_t) {
  Access runtime;
  if (!runtime->isReady())
    return;
  if (!function || sharedMemory != 0 || extra) {
    runtime->error.set(
        "expected a launch of a kernel without dynamic shared memory and "
        "without extra parameters, but got " +
        (!function ? "no kernel"
         : extra   ? "extra parameters"
                   : std::to_string(sharedMemory) + " bytes"));
    return;
  }
  onStream(runtime, stream, [&](Stream &s) {
    s.launch(*static_cast<Kernel *>(function), {gridX, gridY, gridZ},
             {blockX, blockY, blockZ}, params);
  });
}

void *mgpuStreamCreate(void) {
  Access runtime;
  return runtime->isReady() ? runtime->createStream() : nullptr;
}

void mgpuStreamDestroy(void *stream) {
  Access runtime;
  if (stream && runtime.hasStarted())
    runtime->destroyStream(static_cast<Stream *>(stream));
}

void mgpuStreamSynchronize(void *stream) {
  Access runtime;
  if (stream && runtime.hasStarted())
    static_cast<Stream *>(stream)->synchronize();
}

void mgpuStreamWaitEvent(void *stream, void *event) {
  Access runtime;
  if (event && runtime->isReady())
    onStream(runtime, stream,
             [&](Stream &s) { s.waitFor(static_cast<EventHandle>(event)); });
}

void *mgpuEventCreate(void) {
  Access runtime;
  return runtime->isReady() ? runtime->createEvent() : nullptr;
}

void mgpuEventDestroy(void *event) {
  Access runtime;
  if (event && runtime.hasStarted())
    runtime->destroyEvent(static_cast<EventHandle>(event));
}

void mgpuEventSynchronize(void *event) {
  Access runtime;
  if (event && runtime->isReady())
    runtime->driver->check(
        runtime->driver->cuEventSynchronize(static_cast<EventHandle>(event)),
        "cuEventSynchronize");
}

void mgpuEventRecord(void *event, void *stream) {
  Access runtime;
  if (event && runtime->isReady())
    onStream(runtime, stream, [&](Stream &s) {
      runtime->driver->check(
          runtime->driver->cuEventRecord(static_cast<EventHandle>(event),
                                         s.getHandle()),
          "cuEventRecord");
    });
}

//===----------------------------------------------------------------------===//
// Part 2: memory
//===----------------------------------------------------------------------===//

void *mgpuMemAlloc(uint64_t size, void *stream, bool isHostShared) {
  Access runtime;
  if (!runtime->isReady())
    return nullptr;
  if (isHostShared) {
    runtime->error.set("expected memory of the device, but got a request for "
                       "a buffer that it shares with the host");
    return nullptr;
  }
  return reinterpret_cast<void *>(
      runtime->memory->allocate(size, static_cast<Stream *>(stream)));
}

void mgpuMemFree(void *pointer, void *stream) {
  Access runtime;
  if (!pointer || !runtime.hasStarted())
    return;
  if (!runtime->memory->free(toAddress(pointer), static_cast<Stream *>(stream)))
    runtime->error.set("expected to free a buffer of the device, but got "
                       "another address");
}

void mgpuMemcpy(void *to, void *from, size_t size, void *stream) {
  Access runtime;
  if (runtime->isReady())
    onStream(runtime, stream, [&](Stream &s) { s.copy(to, from, size); });
}

void mgpuMemset32(void *to, unsigned value, size_t count, void *stream) {
  Access runtime;
  if (runtime->isReady())
    onStream(runtime, stream, [&](Stream &s) { s.fill32(to, value, count); });
}

void mgpuMemset16(void *to, unsigned short value, size_t count, void *stream) {
  Access runtime;
  if (runtime->isReady())
    onStream(runtime, stream, [&](Stream &s) { s.fill16(to, value, count); });
}

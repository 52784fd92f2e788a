//===- EntryPoints.cpp - The C interface of the runtime -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

#include "winograd/Runtime/GPURuntime.h"

using namespace winograd::vulkan;

namespace {
/// The runtime, locked.
class Access {
public:
  Access() : runtime(Runtime::get()), lock(runtime.mutex) {}
  Runtime *operator->() const { return &runtime; }

private:
  Runtime &runtime;
  std::lock_guard<std::mutex> lock;
};
} // namespace

//===----------------------------------------------------------------------===//
// Part 1: for the program
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
// Part 2: modules
//===----------------------------------------------------------------------===//

void *mgpuModuleLoad(const void *data, size_t size) {
  Access runtime;
  return runtime->isReady() ? runtime->kernels->load(data, size) : nullptr;
}

void *mgpuModuleLoadJIT(const void *, int, size_t) {
  Access runtime;
  if (runtime->isReady())
    runtime->error.set("expected SPIR-V for Vulkan, but got kernels as text");
  return nullptr;
}

void mgpuModuleUnload(void *module) {
  Access runtime;
  if (module && runtime->hasStarted())
    runtime->unload(static_cast<Module *>(module));
}

void *mgpuModuleGetFunction(void *module, const char *name) {
  Access runtime;
  if (!module || !runtime->isReady())
    return nullptr;
  Kernel *kernel = static_cast<Module *>(module)->find(name);
  if (!kernel)
    runtime->error.set(std::string("expected a module with the kernel '") +
                       name + "', but it has none of this name");
  return kernel;
}

//===----------------------------------------------------------------------===//
// Part 2: streams and events
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
                      void **params, void **extra, size_t numParams) {
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
    s.launch(*static_cast<Kernel *>(function),
             {uint64_t(gridX), uint64_t(gridY), uint64_t(gridZ)},
             {uint64_t(blockX), uint64_t(blockY), uint64_t(blockZ)}, params,
             numParams);
  });
}

void *mgpuStreamCreate(void) {
  Access runtime;
  return runtime->isReady() ? runtime->createStream() : nullptr;
}

void mgpuStreamDestroy(void *stream) {
  Access runtime;
  if (stream && runtime->hasStarted())
    runtime->destroyStream(static_cast<Stream *>(stream));
}

void mgpuStreamSynchronize(void *stream) {
  Access runtime;
  if (stream && runtime->hasStarted())
    static_cast<Stream *>(stream)->synchronize();
}

namespace {
/// What was added to the stream before the event.
struct Event {
  Stream *stream = nullptr;
};
} // namespace

// Waiting for an event is waiting for the stream, by the host: streams share
// one queue, and nothing runs before its stream is synchronised.
static void wait(void *event) {
  Access runtime;
  if (event && runtime->hasStarted())
    if (Stream *stream = static_cast<Event *>(event)->stream)
      stream->synchronize();
}

void *mgpuEventCreate(void) { return new Event(); }
void mgpuEventDestroy(void *event) { delete static_cast<Event *>(event); }
void mgpuEventSynchronize(void *event) { wait(event); }
void mgpuStreamWaitEvent(void *, void *event) { wait(event); }
void mgpuEventRecord(void *event, void *stream) {
  if (event)
    static_cast<Event *>(event)->stream = static_cast<Stream *>(stream);
}

//===----------------------------------------------------------------------===//
// Part 2: memory
//===----------------------------------------------------------------------===//

void *mgpuMemAlloc(uint64_t size, void *stream, bool isHostShared) {
  Access runtime;
  if (!runtime->isReady())
    return nullptr;
  if (isHostShared && !runtime->device->hasUnifiedMemory()) {
    runtime->error.set("expected a device whose memory the host reaches, for "
                       "a shared buffer, but got '" +
                       runtime->device->getInfo().name + "'");
    return nullptr;
  }
  void *pointer = nullptr;
  onStream(runtime, stream, [&](Stream &s) { pointer = s.allocate(size); });
  return pointer;
}

void mgpuMemFree(void *pointer, void *stream) {
  Access runtime;
  if (!pointer || !runtime->hasStarted())
    return;
  Buffer *buffer = runtime->memory->find(pointer);
  if (!buffer || buffer->address != pointer) {
    runtime->error.set("expected to free a buffer of the device, but got "
                       "another address");
    return;
  }
  onStream(runtime, stream, [&](Stream &s) { s.free(buffer); });
}

void mgpuMemcpy(void *to, void *from, size_t size, void *stream) {
  Access runtime;
  if (runtime->isReady())
    onStream(runtime, stream, [&](Stream &s) {
      s.copy(static_cast<char *>(to), static_cast<char *>(from), size);
    });
}

void mgpuMemset32(void *to, unsigned value, size_t count, void *stream) {
  Access runtime;
  if (runtime->isReady())
    onStream(runtime, stream, [&](Stream &s) {
      s.fill(static_cast<char *>(to), value, count * sizeof(value));
    });
}

void mgpuMemset16(void *to, unsigned short value, size_t count, void *stream) {
  Access runtime;
  if (!runtime->isReady())
    return;
  onStream(runtime, stream, [&](Stream &s) {
    // Vulkan fills by 4 bytes; an odd element is copied.
    auto *bytes = static_cast<char *>(to);
    uint64_t even = count / 2 * 2 * sizeof(value);
    s.fill(bytes, uint32_t(value) << 16 | value, even);
    if (count % 2)
      s.copy(bytes + even, reinterpret_cast<char *>(&value), sizeof(value));
  });
}

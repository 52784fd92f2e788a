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
using winograd::runtime::StreamBase;

using Access = winograd::runtime::Access<Runtime>;

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
  runtime->onStream<Stream>(stream, [&](Stream &s) {
    s.launch(*static_cast<Kernel *>(function),
             {uint64_t(gridX), uint64_t(gridY), uint64_t(gridZ)},
             {uint64_t(blockX), uint64_t(blockY), uint64_t(blockZ)}, params,
             numParams);
  });
}

namespace {
/// What was added to the stream before the event.
struct Event {
  StreamBase *stream = nullptr;
};
} // namespace

// Waiting for an event is waiting for the stream, by the host: streams share
// one queue, and nothing runs before its stream is synchronised.
static void wait(void *event) {
  Access runtime;
  if (event && runtime->canGiveBack())
    if (StreamBase *stream = static_cast<Event *>(event)->stream)
      stream->synchronize();
}

void *mgpuEventCreate(void) { return new Event(); }
void mgpuEventDestroy(void *event) { delete static_cast<Event *>(event); }
void mgpuEventSynchronize(void *event) { wait(event); }
void mgpuStreamWaitEvent(void *, void *event) { wait(event); }
void mgpuEventRecord(void *event, void *stream) {
  if (event)
    static_cast<Event *>(event)->stream = static_cast<StreamBase *>(stream);
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
  runtime->onStream<Stream>(stream,
                            [&](Stream &s) { pointer = s.allocate(size); });
  return pointer;
}

void mgpuMemFree(void *pointer, void *stream) {
  Access runtime;
  if (!pointer || !runtime->canGiveBack())
    return;
  Buffer *buffer = runtime->memory->find(pointer);
  if (!buffer || buffer->address != pointer) {
    runtime->error.set("expected to free a buffer of the device, but got "
                       "another address");
    return;
  }
  runtime->onStream<Stream>(stream, [&](Stream &s) { s.free(buffer); });
}

void mgpuMemcpy(void *to, void *from, size_t size, void *stream) {
  Access runtime;
  if (runtime->isReady())
    runtime->onStream<Stream>(stream, [&](Stream &s) {
      s.copy(static_cast<char *>(to), static_cast<char *>(from), size);
    });
}

void mgpuMemset32(void *to, unsigned value, size_t count, void *stream) {
  Access runtime;
  if (runtime->isReady())
    runtime->onStream<Stream>(stream, [&](Stream &s) {
      s.fill(static_cast<char *>(to), value, count * sizeof(value));
    });
}

void mgpuMemset16(void *to, unsigned short value, size_t count, void *stream) {
  Access runtime;
  if (!runtime->isReady())
    return;
  runtime->onStream<Stream>(stream, [&](Stream &s) {
    // Vulkan fills by 4 bytes; an odd element is copied.
    auto *bytes = static_cast<char *>(to);
    uint64_t even = count / 2 * 2 * sizeof(value);
    s.fill(bytes, uint32_t(value) << 16 | value, even);
    if (count % 2)
      s.copy(bytes + even, reinterpret_cast<char *>(&value), sizeof(value));
  });
}

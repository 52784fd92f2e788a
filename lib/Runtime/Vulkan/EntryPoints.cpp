//===- EntryPoints.cpp - The C interface, where it is Vulkan's ------------===//
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
// Part 2: events
//===----------------------------------------------------------------------===//

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

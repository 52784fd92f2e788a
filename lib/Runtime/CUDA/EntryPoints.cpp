//===- EntryPoints.cpp - The C interface, where it is CUDA's --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

#include "winograd/Runtime/GPURuntime.h"

using namespace winograd::cuda;
using winograd::runtime::StreamBase;

using Access = winograd::runtime::Access<Runtime>;

static Address toAddress(void *pointer) {
  return reinterpret_cast<uintptr_t>(pointer);
}

static Stream *toStream(void *handle) {
  return static_cast<Stream *>(static_cast<StreamBase *>(handle));
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

void *mgpuModuleGetFunction(void *module, const char *name) {
  Access runtime;
  return module && runtime->isReady()
             ? static_cast<Module *>(module)->find(name)
             : nullptr;
}

//===----------------------------------------------------------------------===//
// Part 2: events
//===----------------------------------------------------------------------===//

void mgpuStreamWaitEvent(void *stream, void *event) {
  Access runtime;
  if (event && runtime->isReady())
    runtime->onStream<Stream>(
        stream, [&](Stream &s) { s.waitFor(static_cast<EventHandle>(event)); });
}

void *mgpuEventCreate(void) {
  Access runtime;
  return runtime->isReady() ? runtime->createEvent() : nullptr;
}

void mgpuEventDestroy(void *event) {
  Access runtime;
  if (event && runtime->canGiveBack())
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
    runtime->onStream<Stream>(stream, [&](Stream &s) {
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
      runtime->memory->allocate(size, toStream(stream)));
}

void mgpuMemFree(void *pointer, void *stream) {
  Access runtime;
  if (!pointer || !runtime->canGiveBack())
    return;
  if (!runtime->memory->free(toAddress(pointer), toStream(stream)))
    runtime->error.set("expected to free a buffer of the device, but got "
                       "another address");
}

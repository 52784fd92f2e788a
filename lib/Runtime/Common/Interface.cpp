//===- Interface.cpp - The C interface that all runtimes share ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled into each runtime, whose other functions of GPURuntime.h are in its
// EntryPoints.cpp.
//
//===----------------------------------------------------------------------===//

#include "RuntimeBase.h"

#include "winograd/Runtime/GPURuntime.h"

using namespace winograd::runtime;

//===----------------------------------------------------------------------===//
// Part 1: for the program
//===----------------------------------------------------------------------===//

bool winogradGPUVisitDevices(void (*visit)(const WinogradGPUDevice *, void *),
                             void *context) {
  return Access<RuntimeBase>()->visitDevices(visit, context);
}

bool winogradGPUStart(const WinogradGPUConfig *config) {
  return Access<RuntimeBase>()->start(*config);
}

void winogradGPUStop(void) { Access<RuntimeBase>()->stop(); }

const WinogradGPUDevice *winogradGPUGetDevice(void) {
  return Access<RuntimeBase>()->getDevice();
}

const char *winogradGPUTakeError(void) {
  return Access<RuntimeBase>()->error.take();
}

void winogradGPUVisitProfile(void (*visit)(const WinogradGPUProfileEntry *,
                                           void *),
                             void *context) {
  Access<RuntimeBase>()->profile.visit(visit, context);
}

void winogradGPUResetProfile(void) { Access<RuntimeBase>()->profile.reset(); }

WinogradGPUMemory winogradGPUGetMemory(void) {
  return Access<RuntimeBase>()->getMemory();
}

//===----------------------------------------------------------------------===//
// Part 2: modules and streams
//===----------------------------------------------------------------------===//

void mgpuModuleUnload(void *module) {
  Access<RuntimeBase> runtime;
  if (module && runtime->canGiveBack())
    runtime->unload(module);
}

void *mgpuStreamCreate(void) {
  Access<RuntimeBase> runtime;
  return runtime->isReady() ? runtime->createStream() : nullptr;
}

void mgpuStreamDestroy(void *stream) {
  Access<RuntimeBase> runtime;
  if (stream && runtime->canGiveBack())
    runtime->destroyStream(static_cast<StreamBase *>(stream));
}

void mgpuStreamSynchronize(void *stream) {
  Access<RuntimeBase> runtime;
  if (stream && runtime->canGiveBack())
    static_cast<StreamBase *>(stream)->synchronize();
}

//===----------------------------------------------------------------------===//
// Part 2: commands
//===----------------------------------------------------------------------===//

void mgpuLaunchKernel(void *function, intptr_t gridX, intptr_t gridY,
                      intptr_t gridZ, intptr_t blockX, intptr_t blockY,
                      intptr_t blockZ, int32_t sharedMemory, void *stream,
                      void **params, void **extra, size_t numParams) {
  Access<RuntimeBase> runtime;
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
  runtime->onStream<StreamBase>(stream, [&](StreamBase &s) {
    s.launch(function, {uint64_t(gridX), uint64_t(gridY), uint64_t(gridZ)},
             {uint64_t(blockX), uint64_t(blockY), uint64_t(blockZ)}, params,
             numParams);
  });
}

void mgpuMemcpy(void *to, void *from, size_t size, void *stream) {
  Access<RuntimeBase> runtime;
  if (runtime->isReady())
    runtime->onStream<StreamBase>(
        stream, [&](StreamBase &s) { s.copy(to, from, size); });
}

void mgpuMemset32(void *to, unsigned value, size_t count, void *stream) {
  Access<RuntimeBase> runtime;
  if (runtime->isReady())
    runtime->onStream<StreamBase>(
        stream, [&](StreamBase &s) { s.fill32(to, value, count); });
}

void mgpuMemset16(void *to, unsigned short value, size_t count, void *stream) {
  Access<RuntimeBase> runtime;
  if (runtime->isReady())
    runtime->onStream<StreamBase>(
        stream, [&](StreamBase &s) { s.fill16(to, value, count); });
}

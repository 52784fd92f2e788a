//===- Interface.cpp - The C interface, where no driver is asked ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of each runtime. The other functions of GPURuntime.h are in its
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

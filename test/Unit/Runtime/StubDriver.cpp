//===- StubDriver.cpp - A libcuda that works on the host ------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StubDriver.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace {

struct Event {
  bool isDone = false;
};
struct Stream {
  std::vector<std::function<void()>> commands;
};
struct Context {};
struct Module {};

enum Status {
  Success = 0,
  InvalidValue = 1,
  OutOfMemory = 2,
  InvalidContext = 201,
  InvalidPtx = 218,
  NotFound = 500,
  NotReady = 600,
  IllegalAddress = 700
};

/// Of both devices.
constexpr size_t memorySize = size_t(1) << 30;

std::mutex lock;
std::map<std::string, int> failures, calls;
std::map<char *, size_t> allocations;
size_t allocated = 0, live = 0;
bool isBroken = false;
Context theContext;
thread_local Context *current = nullptr;

/// What every call begins with.
int begin(const char *name, bool needsContext = true) {
  ++calls[name];
  if (auto failure = failures.find(name); failure != failures.end()) {
    int status = failure->second;
    failures.erase(failure);
    return status;
  }
  return needsContext && !current ? InvalidContext : Success;
}

/// Whether the bytes are all on the host, or all in one allocation.
bool isValid(char *address, size_t size) {
  auto next = allocations.upper_bound(address);
  if (next != allocations.end() && address + size > next->first)
    return false;
  if (next == allocations.begin())
    return true;
  --next;
  char *end = next->first + next->second;
  return address >= end || address + size <= end;
}

bool isOnDevice(float *values, size_t count) {
  auto *address = reinterpret_cast<char *>(values);
  return allocations.count(address) && isValid(address, count * sizeof(float));
}

} // namespace

void stubFail(const char *function, int status) { failures[function] = status; }
int stubCountCalls(const char *function) { return calls[function]; }
size_t stubCountLive() { return live + allocations.size(); }
void stubReset() {
  failures.clear();
  calls.clear();
  isBroken = false;
}

// Defines one of the driver's functions: all are locked, counted, and fail when
// they are told to.
#define STUB(symbol, name, needsContext, parameters, ...)                      \
  extern "C" int symbol parameters {                                           \
    std::lock_guard<std::mutex> guard(lock);                                   \
    if (int status = begin(#name, needsContext))                               \
      return status;                                                           \
    __VA_ARGS__                                                                \
    return Success;                                                            \
  }

STUB(cuInit, cuInit, false, (unsigned), )
STUB(cuDriverGetVersion, cuDriverGetVersion, false, (int *version),
     *version = 13000;)
STUB(cuDeviceGetCount, cuDeviceGetCount, false, (int *count), *count = 2;)
STUB(cuDeviceGet, cuDeviceGet, false, (int *device, int index),
     *device = index;)
STUB(cuDeviceGetName, cuDeviceGetName, false,
     (char *name, int length, int device),
     strncpy(name, device == 0 ? "Stub Tegra" : "Stub H200", length);)
STUB(cuDeviceGetAttribute, cuDeviceGetAttribute, false,
     (int *value, int attribute, int device),
     *value = attribute == 18   ? device == 0
              : attribute == 75 ? 9
              : attribute == 8  ? 49152
              : attribute == 1  ? 1024
              : attribute == 10 ? 32
              : attribute == 16 ? 132
              : attribute == 82 ? 65536
                                : 0;)
STUB(cuDeviceTotalMem_v2, cuDeviceTotalMem, false, (size_t *size, int),
     *size = memorySize;)
STUB(cuDevicePrimaryCtxRetain, cuDevicePrimaryCtxRetain, false,
     (Context * *context, int), *context = &theContext;
     ++live;)
STUB(cuDevicePrimaryCtxRelease_v2, cuDevicePrimaryCtxRelease, false, (int),
     --live;)
STUB(cuCtxSetCurrent, cuCtxSetCurrent, false, (Context * context),
     current = context;)

STUB(cuMemAlloc_v2, cuMemAlloc, true, (char **address, size_t size),
     if (size > memorySize - allocated) return OutOfMemory;
     *address = static_cast<char *>(aligned_alloc(256, size));
     allocations[*address] = size; allocated += size;)
STUB(cuMemFree_v2, cuMemFree, true, (char *address),
     auto allocation = allocations.find(address);
     if (allocation == allocations.end()) return InvalidValue;
     allocated -= allocation->second; allocations.erase(allocation);
     std::free(address);)
STUB(cuMemcpyAsync, cuMemcpyAsync, true,
     (char *to, char *from, size_t size, Stream *stream),
     if (!isValid(to, size) || !isValid(from, size)) return InvalidValue;
     stream->commands.push_back([=] { memcpy(to, from, size); });)
STUB(cuMemsetD32Async, cuMemsetD32Async, true,
     (uint32_t *to, uint32_t value, size_t count, Stream *stream),
     stream->commands.push_back([=] { std::fill_n(to, count, value); });)
STUB(cuMemsetD16Async, cuMemsetD16Async, true,
     (uint16_t *to, uint16_t value, size_t count, Stream *stream),
     stream->commands.push_back([=] { std::fill_n(to, count, value); });)

STUB(
    cuModuleLoadDataEx, cuModuleLoadDataEx, true,
    (Module * *module, const char *text, unsigned count, int *options,
     void **values),
    if (strncmp(text, "bad", 3) == 0) {
      for (unsigned i = 0; i < count; ++i)
        if (options[i] == 5)
          strcpy(static_cast<char *>(values[i]), "line 1: syntax error\n");
      return InvalidPtx;
    } *module = new Module();
    ++live;)
STUB(cuModuleUnload, cuModuleUnload, true, (Module * module), delete module;
     --live;)
STUB(cuModuleGetFunction, cuModuleGetFunction, true,
     (Module * *function, Module *module, const char *name),
     if (strcmp(name, "increment") != 0) return NotFound;
     *function = module;)
STUB(cuLaunchKernel, cuLaunchKernel, true,
     (Module *, unsigned gridX, unsigned, unsigned, unsigned blockX, unsigned,
      unsigned, unsigned, Stream *stream, void **params, void **),
     auto *from = *static_cast<float **>(params[0]);
     auto *to = *static_cast<float **>(params[1]);
     size_t count = size_t(gridX) * blockX;
     bool isInside = isOnDevice(from, count) && isOnDevice(to, count);
     stream->commands.push_back([=] {
       isBroken |= !isInside;
       for (size_t i = 0; isInside && i < count; ++i)
         to[i] = from[i] + 1;
     });)

STUB(cuStreamCreate, cuStreamCreate, true, (Stream * *stream, unsigned),
     *stream = new Stream();
     ++live;)
STUB(cuStreamDestroy_v2, cuStreamDestroy, true, (Stream * stream),
     delete stream;
     --live;)
STUB(cuStreamSynchronize, cuStreamSynchronize, true, (Stream * stream),
     for (const auto &command : stream->commands) command();
     stream->commands.clear(); if (isBroken) return IllegalAddress;)
STUB(cuStreamWaitEvent, cuStreamWaitEvent, true,
     (Stream * stream, Event *event, unsigned),
     // The other stream is synchronised first, or the test is wrong.
     stream->commands.push_back([=] { isBroken |= !event->isDone; });)
STUB(cuEventCreate, cuEventCreate, true, (Event * *event, unsigned),
     *event = new Event();
     ++live;)
STUB(cuEventDestroy_v2, cuEventDestroy, true, (Event * event), delete event;
     --live;)
STUB(cuEventRecord, cuEventRecord, true, (Event * event, Stream *stream),
     event->isDone = false;
     stream->commands.push_back([=] { event->isDone = true; });)
STUB(cuEventSynchronize, cuEventSynchronize, true, (Event * event),
     if (!event->isDone) return NotReady;)
STUB(cuEventElapsedTime, cuEventElapsedTime, true,
     (float *milliseconds, Event *first, Event *last),
     if (!first->isDone || !last->isDone) return NotReady;
     *milliseconds = 2;)

extern "C" int cuGetErrorName(int status, const char **name) {
  static const std::map<int, const char *> names = {
      {InvalidValue, "CUDA_ERROR_INVALID_VALUE"},
      {OutOfMemory, "CUDA_ERROR_OUT_OF_MEMORY"},
      {InvalidContext, "CUDA_ERROR_INVALID_CONTEXT"},
      {InvalidPtx, "CUDA_ERROR_INVALID_PTX"},
      {NotFound, "CUDA_ERROR_NOT_FOUND"},
      {NotReady, "CUDA_ERROR_NOT_READY"},
      {IllegalAddress, "CUDA_ERROR_ILLEGAL_ADDRESS"}};
  auto found = names.find(status);
  if (found == names.end())
    return InvalidValue;
  *name = found->second;
  return Success;
}

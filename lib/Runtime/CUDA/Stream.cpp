//===- Stream.cpp - Commands in order -------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Stream.h"

using namespace winograd::cuda;
using winograd::runtime::Profile;
using winograd::runtime::Sizes;

static Address toAddress(void *pointer) {
  return reinterpret_cast<uintptr_t>(pointer);
}

std::unique_ptr<Stream> Stream::create(const Driver &driver, Memory &memory,
                                       Profile &profile,
                                       WinogradGPUProfiling profiling) {
  std::unique_ptr<Stream> stream(
      new Stream(driver, memory, profile, profiling));
  if (!driver.check(driver.cuStreamCreate(&stream->handle, streamNonBlocking),
                    "cuStreamCreate"))
    return nullptr;
  return stream;
}

Stream::~Stream() {
  for (const Span &span : spans)
    recycle(span);
  if (first)
    idleEvents.push_back(first);
  for (EventHandle event : idleEvents)
    driver.check(driver.cuEventDestroy(event), "cuEventDestroy");
  if (handle)
    driver.check(driver.cuStreamDestroy(handle), "cuStreamDestroy");
}

/// An event at this place in the stream; null after an error.
EventHandle Stream::record() {
  EventHandle event = nullptr;
  if (!idleEvents.empty()) {
    event = idleEvents.back();
    idleEvents.pop_back();
  } else if (!driver.check(driver.cuEventCreate(&event, eventDefault),
                           "cuEventCreate")) {
    return nullptr;
  }
  if (driver.check(driver.cuEventRecord(event, handle), "cuEventRecord"))
    return event;
  idleEvents.push_back(event);
  return nullptr;
}

void Stream::recycle(const Span &span) {
  idleEvents.push_back(span.begin);
  if (span.end)
    idleEvents.push_back(span.end);
}

template <typename Command>
void Stream::add(WinogradGPUProfileKind kind, const std::string &name,
                 uint64_t bytes, const std::string &what,
                 const Command &command) {
  if (profiling != WinogradGPUProfilingOff && !first && !(first = record()))
    return;
  bool isMeasured = profiling == WinogradGPUProfilingCommands;
  EventHandle begin = isMeasured ? record() : nullptr;
  if (isMeasured && !begin)
    return;
  bool isAdded = driver.check(command(), what);
  if (isMeasured)
    spans.push_back({kind, name, bytes, begin, isAdded ? record() : nullptr});
}

void Stream::launch(void *function, const Sizes &grid, const Sizes &block,
                    void **params, size_t) {
  const Kernel &kernel = *static_cast<Kernel *>(function);
  add(WinogradGPUProfileKernel, kernel.name, 0,
      "cuLaunchKernel of '" + kernel.name + "'", [&] {
        return driver.cuLaunchKernel(
            kernel.handle, unsigned(grid[0]), unsigned(grid[1]),
            unsigned(grid[2]), unsigned(block[0]), unsigned(block[1]),
            unsigned(block[2]), /*sharedMemory=*/0, handle, params,
            /*extra=*/nullptr);
      });
}

void Stream::copy(void *to, void *from, size_t size) {
  if (size == 0)
    return;
  bool toDevice = memory.contains(toAddress(to));
  bool fromDevice = memory.contains(toAddress(from));
  WinogradGPUProfileKind kind = !toDevice     ? WinogradGPUProfileDownload
                                : !fromDevice ? WinogradGPUProfileUpload
                                              : WinogradGPUProfileCopy;
  // Host and device share their addresses: the driver knows which is which.
  add(kind, "", size, "cuMemcpyAsync of " + std::to_string(size) + " bytes",
      [&] {
        return driver.cuMemcpyAsync(toAddress(to), toAddress(from), size,
                                    handle);
      });
}

void Stream::fill32(void *to, uint32_t value, size_t count) {
  if (count != 0)
    add(WinogradGPUProfileFill, "", count * sizeof(value), "cuMemsetD32Async",
        [&] {
          return driver.cuMemsetD32Async(toAddress(to), value, count, handle);
        });
}

void Stream::fill16(void *to, uint16_t value, size_t count) {
  if (count != 0)
    add(WinogradGPUProfileFill, "", count * sizeof(value), "cuMemsetD16Async",
        [&] {
          return driver.cuMemsetD16Async(toAddress(to), value, count, handle);
        });
}

void Stream::waitFor(EventHandle event) {
  driver.check(driver.cuStreamWaitEvent(handle, event, 0), "cuStreamWaitEvent");
}

void Stream::measure(const Span &span) {
  float milliseconds = 0;
  if (span.end && driver.check(driver.cuEventElapsedTime(&milliseconds,
                                                         span.begin, span.end),
                               "cuEventElapsedTime"))
    profile.add(span.kind, span.name, milliseconds * 1e-3, span.bytes);
}

void Stream::synchronize() {
  if (first)
    spans.push_back({WinogradGPUProfileStream, "", 0, first, record()});
  first = nullptr;
  bool isDone =
      driver.check(driver.cuStreamSynchronize(handle), "cuStreamSynchronize");
  for (const Span &span : spans) {
    if (isDone)
      measure(span);
    recycle(span);
  }
  spans.clear();
  if (isDone)
    memory.release(this);
}

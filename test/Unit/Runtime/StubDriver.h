//===- StubDriver.h - A libcuda that works on the host ----------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stands in for NVIDIA's driver, as libcuda.so.1. Two devices, whose memory is
// the host's. Commands are done when their stream is synchronised, so that a
// synchronisation that is missing is seen; calls without a current context, and
// copies beyond an allocation, are errors.
//
// Modules are text. One that begins with `bad` is rejected, with a log; every
// other one has the kernel `increment`: to[i] = from[i] + 1, for as many floats
// as there are threads in grid.x and block.x.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TEST_UNIT_RUNTIME_STUBDRIVER_H
#define WINOGRAD_TEST_UNIT_RUNTIME_STUBDRIVER_H

#include <cstddef>

extern "C" {
/// The next call of the function, by its documented name, returns `status`.
void stubFail(const char *function, int status);
/// How often it was called.
int stubCountCalls(const char *function);
/// Contexts, modules, streams, events and allocations that are not given back.
size_t stubCountLive(void);
/// Forgets failures and counts.
void stubReset(void);
}

#endif // WINOGRAD_TEST_UNIT_RUNTIME_STUBDRIVER_H

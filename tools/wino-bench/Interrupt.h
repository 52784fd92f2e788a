//===- Interrupt.h - Whether ctrl-C was pressed -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_BENCH_INTERRUPT_H
#define WINO_BENCH_INTERRUPT_H

/// From now on, the first SIGINT of the process only makes isInterrupted()
/// true, and says so on standard error; the second one ends the process.
void catchInterrupt();

bool isInterrupted();

#endif // WINO_BENCH_INTERRUPT_H

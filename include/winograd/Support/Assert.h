//===- Assert.h - Assertions in our own code --------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The distribution's libMLIR is built with NDEBUG, and some of LLVM's classes
// (pass statistics) have another layout without it. So all of our code is built
// with NDEBUG too, and has assertions of its own.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_SUPPORT_ASSERT_H
#define WINOGRAD_SUPPORT_ASSERT_H

#include "llvm/Support/ErrorHandling.h"

/// Aborts with the message unless the condition holds; nothing without
/// WINOGRAD_ENABLE_ASSERTIONS. For what a user cannot bring about.
#ifdef WINOGRAD_ENABLE_ASSERTIONS
#define WINOGRAD_ASSERT(condition, message)                                    \
  do {                                                                         \
    if (!(condition))                                                          \
      llvm::report_fatal_error(message " (" #condition ")");                   \
  } while (false)
#else
#define WINOGRAD_ASSERT(condition, message)                                    \
  do {                                                                         \
    (void)sizeof(condition);                                                   \
  } while (false)
#endif

#endif // WINOGRAD_SUPPORT_ASSERT_H

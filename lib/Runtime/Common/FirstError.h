//===- FirstError.h - The error that a runtime keeps ------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_COMMON_FIRSTERROR_H
#define WINOGRAD_LIB_RUNTIME_COMMON_FIRSTERROR_H

#include <mutex>
#include <string>

namespace winograd::runtime {

/// Keeps the first error until it is taken: later ones are mostly its
/// consequences. Safe to use from any thread, also from callbacks of a driver.
class FirstError {
public:
  /// One that nobody took goes to standard error.
  ~FirstError() { print(); }

  /// Sets the error, if there is none. Always false, so that a function can
  /// return it.
  bool set(std::string message);
  bool isSet() const;
  /// Null if there is none; lives until the next call.
  const char *take();
  /// Prints and forgets the error, if there is one.
  void print();

private:
  mutable std::mutex mutex;
  bool present = false;
  std::string message, taken;
};

} // namespace winograd::runtime

#endif // WINOGRAD_LIB_RUNTIME_COMMON_FIRSTERROR_H

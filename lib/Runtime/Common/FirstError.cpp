//===- FirstError.cpp - The error that a runtime keeps --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FirstError.h"

#include <cstdio>

using namespace winograd::runtime;

bool FirstError::set(std::string text) {
  std::lock_guard lock(mutex);
  if (!present)
    message = std::move(text);
  present = true;
  return false;
}

bool FirstError::isSet() const {
  std::lock_guard lock(mutex);
  return present;
}

const char *FirstError::take() {
  std::lock_guard lock(mutex);
  if (!present)
    return nullptr;
  present = false;
  taken = std::move(message);
  return taken.c_str();
}

void FirstError::print() {
  if (const char *text = take())
    std::fprintf(stderr, "winograd GPU runtime: error: %s\n", text);
}

//===- Profile.cpp - What a runtime has measured --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Profile.h"

#include <algorithm>

using namespace winograd::runtime;

void Profile::add(WinogradGPUProfileKind kind, const std::string &name,
                  double seconds, uint64_t bytes) {
  auto entry =
      std::find_if(entries.begin(), entries.end(), [&](const Entry &e) {
        return e.kind == kind && e.name == name;
      });
  if (entry == entries.end())
    entry = entries.insert(entries.end(), Entry{kind, name});
  ++entry->count;
  entry->seconds += seconds;
  entry->bytes += bytes;
}

void Profile::visit(void (*visitor)(const WinogradGPUProfileEntry *, void *),
                    void *context) const {
  for (int kind = WinogradGPUProfileKernel; kind <= WinogradGPUProfileStream;
       ++kind)
    for (const Entry &entry : entries)
      if (entry.kind == kind) {
        WinogradGPUProfileEntry view = {entry.kind, entry.name.c_str(),
                                        entry.count, entry.seconds,
                                        entry.bytes};
        visitor(&view, context);
      }
}

//===- DeviceChoice.cpp - Which device a user means -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DeviceChoice.h"

#include <algorithm>
#include <cctype>

using namespace winograd::runtime;

WinogradGPUDevice DeviceInfo::get(size_t index) const {
  return {int32_t(index), name.c_str(),       kind.c_str(),     driver.c_str(),
          memory,         maxWorkgroupMemory, maxWorkgroupSize, maxBuffers,
          subgroupSize,   parallelThreads,    preservedFloats};
}

static std::string toLower(std::string text) {
  for (char &c : text)
    c = char(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// `0: llvmpipe, 1: …`
static std::string list(const std::vector<DeviceInfo> &devices) {
  std::string text;
  for (size_t i = 0; i < devices.size(); ++i)
    text += (i ? ", " : "") + std::to_string(i) + ": " + devices[i].name;
  return text;
}

static bool isNumber(const std::string &text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c); });
}

std::optional<size_t>
winograd::runtime::chooseDevice(const std::vector<DeviceInfo> &devices,
                                const char *choice, const std::string &api,
                                FirstError &error) {
  if (devices.empty()) {
    error.set("expected a device for " + api +
              ", but this machine has none (is its driver installed?)");
    return std::nullopt;
  }
  std::string wanted = toLower(choice ? choice : "");
  if (wanted.empty())
    return 0;
  std::vector<size_t> fitting;
  for (size_t i = 0; i < devices.size(); ++i)
    if (isNumber(wanted)
            ? wanted == std::to_string(i)
            : toLower(devices[i].name).find(wanted) != std::string::npos)
      fitting.push_back(i);
  if (fitting.size() == 1)
    return fitting.front();
  error.set("expected the index or a part of the name of one " + api +
            " device, but got '" + std::string(choice) + "', which fits " +
            (fitting.empty() ? "none" : std::to_string(fitting.size())) +
            " of " + list(devices));
  return std::nullopt;
}

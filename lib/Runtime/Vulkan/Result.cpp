//===- Result.cpp - Calls of Vulkan that may fail -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Result.h"

std::string winograd::vulkan::toString(VkResult result) {
  switch (result) {
#define WINOGRAD_RESULT(name)                                                  \
  case name:                                                                   \
    return #name;
    WINOGRAD_RESULT(VK_NOT_READY)
    WINOGRAD_RESULT(VK_TIMEOUT)
    WINOGRAD_RESULT(VK_INCOMPLETE)
    WINOGRAD_RESULT(VK_ERROR_OUT_OF_HOST_MEMORY)
    WINOGRAD_RESULT(VK_ERROR_OUT_OF_DEVICE_MEMORY)
    WINOGRAD_RESULT(VK_ERROR_INITIALIZATION_FAILED)
    WINOGRAD_RESULT(VK_ERROR_DEVICE_LOST)
    WINOGRAD_RESULT(VK_ERROR_MEMORY_MAP_FAILED)
    WINOGRAD_RESULT(VK_ERROR_LAYER_NOT_PRESENT)
    WINOGRAD_RESULT(VK_ERROR_EXTENSION_NOT_PRESENT)
    WINOGRAD_RESULT(VK_ERROR_FEATURE_NOT_PRESENT)
    WINOGRAD_RESULT(VK_ERROR_INCOMPATIBLE_DRIVER)
    WINOGRAD_RESULT(VK_ERROR_TOO_MANY_OBJECTS)
    WINOGRAD_RESULT(VK_ERROR_FRAGMENTED_POOL)
    WINOGRAD_RESULT(VK_ERROR_OUT_OF_POOL_MEMORY)
    WINOGRAD_RESULT(VK_ERROR_UNKNOWN)
#undef WINOGRAD_RESULT
  default:
    return "VkResult " + std::to_string(result);
  }
}

bool winograd::vulkan::check(VkResult result, const std::string &call,
                             runtime::FirstError &error) {
  return result == VK_SUCCESS ||
         error.set("expected " + call + " to succeed, but got " +
                   toString(result));
}

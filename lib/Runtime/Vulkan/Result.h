//===- Result.h - Calls of Vulkan that may fail -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_RESULT_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_RESULT_H

#include "../Common/FirstError.h"
#include <vulkan/vulkan.h>

namespace winograd::vulkan {

/// `VK_ERROR_DEVICE_LOST`, or the number of a result without a name here.
std::string toString(VkResult result);

/// Whether a call succeeded; sets the error if not. `call` names the function,
/// and on what it worked: `vkAllocateMemory of 4096 bytes`.
bool check(VkResult result, const std::string &call,
           runtime::FirstError &error);

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_RESULT_H

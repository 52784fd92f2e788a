//===- Kernels.h - Modules and their pipelines ------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNTIME_VULKAN_KERNELS_H
#define WINOGRAD_LIB_RUNTIME_VULKAN_KERNELS_H

#include "Device.h"
#include "Spirv.h"
#include <map>

namespace winograd::vulkan {

/// How arguments are passed: so many buffers.
struct KernelLayout {
  VkDescriptorSetLayout set = VK_NULL_HANDLE;
  VkPipelineLayout pipeline = VK_NULL_HANDLE;
};

struct Kernel {
  std::string name;
  std::array<uint32_t, 3> localSize;
  uint32_t numBindings;
  std::vector<bool> isReadOnly;
  KernelLayout layout;
  VkPipeline pipeline = VK_NULL_HANDLE;
};

/// A SPIR-V module, whose entry points are all pipelines already.
struct Module {
  std::vector<std::unique_ptr<Kernel>> kernels;
  Kernel *find(const std::string &name) const;
};

/// All modules of a device.
class Kernels {
public:
  explicit Kernels(Device &device) : device(device) {}
  /// Unloads every module; the device must be idle.
  ~Kernels();

  /// Null after an error.
  Module *load(const void *data, size_t size);
  /// Nothing may use the module any more.
  void unload(Module *module);
  size_t getNumLoaded() const { return modules.size(); }

private:
  bool checkCapabilities(const SpirvInfo &info);
  bool checkPreservedFloats(const SpirvInfo &info);
  bool checkLocalSize(const SpirvInfo::EntryPoint &entryPoint);
  bool checkSubgroups(const SpirvInfo &info,
                      const SpirvInfo::EntryPoint &entryPoint);
  bool build(Module &module, const std::vector<uint32_t> &words,
             const SpirvInfo &info);
  const KernelLayout *getLayout(uint32_t numBindings);

  Device &device;
  std::map<uint32_t, KernelLayout> layouts;
  std::vector<std::unique_ptr<Module>> modules;
};

} // namespace winograd::vulkan

#endif // WINOGRAD_LIB_RUNTIME_VULKAN_KERNELS_H

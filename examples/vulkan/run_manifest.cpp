//===- run_manifest.cpp - Runs compiled kernels with Vulkan ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Executes a function that `wino-translate --emit=spirv` has compiled, without
// MLIR: docs/Manifest.md describes its files. Arrays are files of bare bytes.
//
//===----------------------------------------------------------------------===//

#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>
#include <vulkan/vulkan_raii.hpp>

using namespace vk;
using Json = nlohmann::json;
using Failure = std::runtime_error;

static std::string readFile(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  return file ? bytes : throw Failure("cannot read '" + path + "'");
}

/// The first device, with all of its features and a queue for kernels.
struct Gpu {
  raii::Context context;
  raii::Instance instance = nullptr;
  raii::PhysicalDevice physical = nullptr;
  raii::Device device = nullptr;
  uint32_t family = 0;
  Gpu() {
    ApplicationInfo application;
    application.apiVersion = VK_API_VERSION_1_2;
    instance = {context, InstanceCreateInfo({}, &application)};
    physical = raii::PhysicalDevices(instance).at(0);
    auto families = physical.getQueueFamilyProperties();
    while (!(families.at(family).queueFlags & QueueFlagBits::eCompute))
      ++family;
    float priority = 1;
    DeviceQueueCreateInfo queues({}, family, 1, &priority);
    auto features = physical.getFeatures2<PhysicalDeviceFeatures2,
                                          PhysicalDeviceVulkan11Features,
                                          PhysicalDeviceVulkan12Features>();
    DeviceCreateInfo info({}, queues);
    info.pNext = &features.get<PhysicalDeviceFeatures2>();
    device = {physical, info};
  }
};

/// Memory that both sides see.
struct Array {
  raii::Buffer buffer;
  raii::DeviceMemory memory = nullptr;
  char *bytes;
  Array(const Gpu &on, const BufferCreateInfo &info) : buffer(on.device, info) {
    auto wanted = MemoryPropertyFlagBits::eHostVisible |
                  MemoryPropertyFlagBits::eHostCoherent;
    MemoryRequirements needs = buffer.getMemoryRequirements();
    auto types = on.physical.getMemoryProperties().memoryTypes;
    uint32_t type = 0;
    while (!(needs.memoryTypeBits >> type & 1) ||
           (types.at(type).propertyFlags & wanted) != wanted)
      ++type;
    memory = {on.device, MemoryAllocateInfo(needs.size, type)};
    buffer.bindMemory(*memory, 0);
    bytes = static_cast<char *>(memory.mapMemory(0, VK_WHOLE_SIZE));
  }
};

/// A pipeline whose storage buffer i, in set 0, is the kernel's argument i.
struct Kernel {
  raii::DescriptorSetLayout bindings = nullptr;
  raii::PipelineLayout layout = nullptr;
  raii::Pipeline pipeline = nullptr;
  Kernel(const Gpu &on, const Json &kernel, const std::string &dir) {
    std::vector<DescriptorSetLayoutBinding> list;
    for (uint32_t i = 0; i < kernel.at("bindings").size(); ++i)
      list.emplace_back(i, DescriptorType::eStorageBuffer, 1,
                        ShaderStageFlagBits::eCompute);
    bindings = {on.device, DescriptorSetLayoutCreateInfo({}, list)};
    layout = {on.device, PipelineLayoutCreateInfo({}, *bindings)};
    std::string file = readFile(dir + kernel.at("file").get<std::string>());
    std::vector<uint32_t> words(file.size() / 4);
    std::memcpy(words.data(), file.data(), words.size() * 4);
    raii::ShaderModule code(on.device, ShaderModuleCreateInfo({}, words));
    std::string entry = kernel.at("entry");
    PipelineShaderStageCreateInfo stage({}, ShaderStageFlagBits::eCompute,
                                        *code, entry.c_str());
    pipeline = {on.device, nullptr,
                ComputePipelineCreateInfo({}, stage, *layout)};
  }
};

/// The buffers of a function; arguments and constants get their contents.
static std::vector<Array> makeBuffers(const Gpu &on, const Json &function,
                                      const std::string &dir, char **inputs) {
  std::vector<Array> buffers;
  for (const Json &buffer : function.at("buffers")) {
    size_t size = buffer.at("bytes");
    BufferCreateInfo info({}, size, BufferUsageFlagBits::eStorageBuffer);
    buffers.emplace_back(on, info);
    if (buffer.at("kind") != "constant")
      continue;
    std::string file = readFile(dir + buffer.at("file").get<std::string>());
    file.copy(buffers.back().bytes, size, buffer.at("offset").get<size_t>());
  }
  for (const Json &argument : function.at("arguments")) {
    std::string path = *inputs++, file = readFile(path);
    if (file.size() != argument.at("bytes").get<size_t>())
      throw Failure("expected '" + path + "' to have " +
                    argument.at("bytes").dump() + " bytes");
    file.copy(buffers[argument.at("buffer").get<size_t>()].bytes, file.size());
  }
  return buffers;
}

/// All launches, one after the other.
static void run(const Gpu &on, const Json &manifest, const Json &function,
                const std::string &dir, std::vector<Array> &buffers) {
  std::map<std::string, Kernel> kernels;
  for (const Json &kernel : manifest.at("kernels"))
    kernels.try_emplace(kernel.at("name"), on, kernel, dir);
  uint32_t launches = function.at("launches").size(), bindings = 0;
  for (const Json &launch : function.at("launches"))
    bindings += launch.at("buffers").size();
  DescriptorPoolSize size(DescriptorType::eStorageBuffer, bindings);
  DescriptorPoolCreateInfo sets({}, launches, size);
  raii::DescriptorPool pool(on.device, sets);
  raii::CommandPool commandPool(on.device,
                                CommandPoolCreateInfo({}, on.family));
  CommandBufferAllocateInfo one(*commandPool, CommandBufferLevel::ePrimary, 1);
  raii::CommandBuffer list = std::move(raii::CommandBuffers(on.device, one)[0]);
  // What a launch writes, the next ones and the host read.
  auto compute = PipelineStageFlagBits::eComputeShader;
  MemoryBarrier barrier(AccessFlagBits::eShaderWrite,
                        AccessFlagBits::eShaderRead |
                            AccessFlagBits::eShaderWrite |
                            AccessFlagBits::eHostRead);
  list.begin({});
  for (const Json &launch : function.at("launches")) {
    const Kernel &kernel = kernels.at(launch.at("kernel"));
    DescriptorSetAllocateInfo info(*pool, *kernel.bindings);
    DescriptorSet set = (*on.device).allocateDescriptorSets(info)[0];
    uint32_t binding = 0;
    for (size_t buffer : launch.at("buffers")) {
      DescriptorBufferInfo all(*buffers.at(buffer).buffer, 0, VK_WHOLE_SIZE);
      WriteDescriptorSet write(set, binding++, 0,
                               DescriptorType::eStorageBuffer, {}, all);
      on.device.updateDescriptorSets(write, {});
    }
    list.bindPipeline(PipelineBindPoint::eCompute, *kernel.pipeline);
    list.bindDescriptorSets(PipelineBindPoint::eCompute, *kernel.layout, 0, set,
                            {});
    const Json &n = launch.at("grid");
    list.dispatch(n[0], n[1], n[2]);
    list.pipelineBarrier(compute, compute | PipelineStageFlagBits::eHost, {},
                         barrier, {}, {});
  }
  list.end();
  on.device.getQueue(on.family, 0).submit(SubmitInfo({}, {}, *list));
  on.device.waitIdle();
}

int main(int argc, char **argv) try {
  if (argc < 3)
    throw Failure("usage: run_manifest FOLDER FUNCTION INPUT... OUTPUT...");
  std::string dir = argv[1] + std::string("/");
  Json manifest = Json::parse(readFile(dir + "manifest.json"));
  if (manifest.at("version") != 1 || manifest.at("target") != "spirv")
    throw Failure("expected a manifest of version 1 for spirv");
  Json function;
  for (const Json &entry : manifest.at("functions"))
    if (entry.at("name") == argv[2])
      function = entry;
  if (function.is_null())
    throw Failure("the manifest does not have that function");
  size_t inputs = function.at("arguments").size();
  if (size_t(argc) != inputs + function.at("results").size() + 3)
    throw Failure("expected a file for each argument and each result");
  Gpu gpu;
  std::vector<Array> buffers = makeBuffers(gpu, function, dir, argv + 3);
  run(gpu, manifest, function, dir, buffers);
  for (const Json &result : function.at("results"))
    std::ofstream(argv[3 + inputs++], std::ios::binary)
        .write(buffers.at(result.at("buffer").get<size_t>()).bytes,
               result.at("bytes").get<std::streamsize>());
} catch (const std::exception &error) {
  std::cerr << "run_manifest: error: " << error.what() << "\n";
  return 1;
}

//===- TargetDescription.cpp - The machine that a module is for ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/TargetDescription.h"
#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVAttributes.h"
#include "mlir/Dialect/SPIRV/IR/TargetAndABI.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Diagnostics.h"
#include "winograd/Support/Limits.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// A key of the description, and the field that it sets.
template <typename TargetTy> struct EntryOf {
  StringLiteral key;
  int64_t TargetTy::*field;
  int64_t least, most;
};
using Entry = EntryOf<CPUTarget>;
} // namespace

static constexpr int64_t maxCache = int64_t(1) << 40;
static constexpr int64_t maxTime = CPUTarget::maxTime;
static constexpr Entry entries[] = {
    {"max_vector_op_width", &CPUTarget::vectorBits, 64, limits::lanes * 32},
    {"vector_registers", &CPUTarget::vectorRegisters, 4,
     limits::registerTile * 2},
    {"L1_cache_size_in_bytes", &CPUTarget::l1, 1024, maxCache},
    {"L2_cache_size_in_bytes", &CPUTarget::l2, 1024, maxCache},
    {"L3_cache_size_in_bytes", &CPUTarget::l3, 1024, maxCache},
    {"num_threads", &CPUTarget::threads, 1, limits::threads},
    {"f16_conversions", &CPUTarget::f16Conversions, 0, 1},
    {"vector_unit_width", &CPUTarget::unitBits, 32, limits::lanes * 32},
    {"fma_time", &CPUTarget::fmaTime, 1, maxTime},
    {"load_time", &CPUTarget::loadTime, 1, maxTime},
    {"fma_latency", &CPUTarget::fmaLatency, 1, maxTime},
    {"operation_time", &CPUTarget::operationTime, 1, maxTime},
    {"transform_access_time", &CPUTarget::transformAccessTime, 1, maxTime},
    {"l2_stream_time", &CPUTarget::l2StreamTime, 0, maxTime},
    {"l3_stream_time", &CPUTarget::l3StreamTime, 0, maxTime},
    {"l2_block_time", &CPUTarget::l2BlockTime, 0, maxTime},
    {"l3_block_time", &CPUTarget::l3BlockTime, 0, maxTime},
    {"memory_time", &CPUTarget::memoryTime, 0, maxTime},
    {"tile_time", &CPUTarget::tileTime, 0, maxTime},
    {"transpose_time", &CPUTarget::transposeTime, 0, maxTime},
    {"value_time", &CPUTarget::valueTime, 0, maxTime},
    {"row_time", &CPUTarget::rowTime, 0, maxTime},
    {"direct_efficiency", &CPUTarget::directEfficiency, 1, 1000},
};

static constexpr EntryOf<GPUTarget> gpuEntries[] = {
    {"workgroup_memory_in_bytes", &GPUTarget::workgroupMemory, 0,
     limits::deviceLimit},
    {"max_workgroup_size", &GPUTarget::workgroupSize, 1, limits::deviceLimit},
    {"max_buffers", &GPUTarget::bindings, 1, limits::deviceLimit},
    {"registers_per_thread", &GPUTarget::registers, 1, limits::deviceLimit},
    {"max_instructions", &GPUTarget::instructions, 1, limits::deviceLimit},
    {"threads_in_step", &GPUTarget::lanes, 1, limits::deviceLimit},
    {"launch_time", &GPUTarget::launchTime, 0, limits::deviceLimit},
    {"access_time", &GPUTarget::accessTime, 0, limits::deviceLimit},
    {"value_time", &GPUTarget::valueTime, 0, limits::deviceLimit},
    {"workgroup_access_time", &GPUTarget::workgroupAccessTime, 0,
     limits::deviceLimit},
    {"barrier_time", &GPUTarget::barrierTime, 0, limits::deviceLimit},
};

static constexpr StringLiteral deviceName = "CPU", gpuName = "GPU";

/// What the closest description has of the device.
static std::optional<TargetDeviceSpecInterface> findDevice(Operation *op,
                                                           StringRef name) {
  TargetSystemSpecInterface system;
  for (; op && !system; op = op->getParentOp())
    system = op->getAttrOfType<TargetSystemSpecInterface>(
        DLTIDialect::kTargetSystemDescAttrName);
  if (!system)
    return std::nullopt;
  return system.getDeviceSpecForDeviceID(
      StringAttr::get(system.getContext(), name));
}

/// Calls `visit` with the entries that the closest description has of the
/// device, and their values.
template <typename TargetTy, size_t N>
static void forEachEntry(
    Operation *op, StringRef name, const EntryOf<TargetTy> (&entries)[N],
    function_ref<void(const EntryOf<TargetTy> &, Attribute value)> visit) {
  std::optional<TargetDeviceSpecInterface> device = findDevice(op, name);
  if (!device)
    return;
  for (const EntryOf<TargetTy> &entry : entries)
    for (DataLayoutEntryInterface found : device->getEntries())
      if (auto key = dyn_cast<StringAttr>(found.getKey());
          key && key.getValue() == entry.key)
        visit(entry, found.getValue());
}

/// The value, if it is an integer in the entry's range.
template <typename TargetTy>
static std::optional<int64_t> readValue(const EntryOf<TargetTy> &entry,
                                        Attribute value) {
  auto integer = dyn_cast<IntegerAttr>(value);
  std::optional<int64_t> number =
      integer ? integer.getValue().trySExtValue() : std::nullopt;
  if (!number || *number < entry.least || *number > entry.most)
    return std::nullopt;
  return number;
}

template <typename TargetTy, size_t N>
static TargetTy readTarget(Operation *op, StringRef name,
                           const EntryOf<TargetTy> (&entries)[N],
                           TargetTy target = {}) {
  forEachEntry<TargetTy>(
      op, name, entries, [&](const EntryOf<TargetTy> &entry, Attribute value) {
        target.*entry.field =
            readValue(entry, value).value_or(target.*entry.field);
      });
  return target;
}

template <typename TargetTy, size_t N>
static LogicalResult checkTarget(Operation *op, StringRef name,
                                 const EntryOf<TargetTy> (&entries)[N]) {
  LogicalResult result = success();
  forEachEntry<TargetTy>(
      op, name, entries, [&](const EntryOf<TargetTy> &entry, Attribute value) {
        if (readValue(entry, value))
          return;
        result = op->emitError("expected '")
                 << entry.key << "' of the target's description to be an "
                 << "integer from " << entry.least << " to " << entry.most
                 << ", but got " << value;
      });
  return result;
}

CPUTarget winograd::getCPUTarget(Operation *op) {
  return readTarget(op, deviceName, entries);
}

LogicalResult winograd::checkCPUTarget(Operation *op) {
  return checkTarget(op, deviceName, entries);
}

bool winograd::describesCPU(Operation *op) {
  return findDevice(op, deviceName).has_value();
}

/// What `#spirv.target_env` says of the device.
static void readTargetEnvironment(Operation *op, GPUTarget &target) {
  spirv::TargetEnvAttr environment;
  for (; op && !environment; op = op->getParentOp())
    environment =
        op->getAttrOfType<spirv::TargetEnvAttr>(spirv::getTargetEnvAttrName());
  if (!environment)
    return;
  spirv::ResourceLimitsAttr limits = environment.getResourceLimits();
  target.workgroupMemory = limits.getMaxComputeSharedMemorySize();
  target.workgroupSize = limits.getMaxComputeWorkgroupInvocations();
  if (limits.getSubgroupSize() > 0)
    target.lanes = limits.getSubgroupSize();
}

GPUTarget winograd::getGPUTarget(Operation *op) {
  GPUTarget target;
  readTargetEnvironment(op, target);
  return readTarget(op, gpuName, gpuEntries, target);
}

LogicalResult winograd::checkGPUTarget(Operation *op) {
  return checkTarget(op, gpuName, gpuEntries);
}

static constexpr StringLiteral threadsKey = "num_threads";

/// The entry of a device's description for a field of `target`.
template <typename TargetTy>
static DataLayoutEntryInterface makeEntry(Builder &builder,
                                          const EntryOf<TargetTy> &entry,
                                          const TargetTy &target) {
  return DataLayoutEntryAttr::get(
      builder.getStringAttr(entry.key),
      builder.getI64IntegerAttr(target.*entry.field));
}

/// The description of a device, as an entry of the system's.
static DataLayoutEntryInterface
makeDevice(Builder &builder, StringRef name,
           ArrayRef<DataLayoutEntryInterface> list) {
  return DataLayoutEntryAttr::get(
      builder.getStringAttr(name),
      TargetDeviceSpecAttr::get(builder.getContext(), list));
}

void winograd::describeProcessor(Operation *module, const CPUTarget &target) {
  if (module->hasAttr(DLTIDialect::kTargetSystemDescAttrName))
    return;
  module->getContext()->getOrLoadDialect<DLTIDialect>();
  Builder builder(module->getContext());
  SmallVector<DataLayoutEntryInterface> list;
  for (const Entry &entry : entries)
    if (entry.key != threadsKey)
      list.push_back(makeEntry(builder, entry, target));
  module->setAttr(
      DLTIDialect::kTargetSystemDescAttrName,
      TargetSystemSpecAttr::get(builder.getContext(),
                                {makeDevice(builder, deviceName, list)}));
}

void winograd::describeCPUTarget(Operation *module, const CPUTarget &target) {
  describeProcessor(module, target);
  auto system = module->getAttrOfType<TargetSystemSpecAttr>(
      DLTIDialect::kTargetSystemDescAttrName);
  if (!system)
    return;
  Builder builder(module->getContext());
  StringAttr cpu = builder.getStringAttr(deviceName);
  SmallVector<DataLayoutEntryInterface> devices(system.getEntries());
  for (DataLayoutEntryInterface &device : devices) {
    auto spec = dyn_cast<TargetDeviceSpecAttr>(device.getValue());
    if (!spec || device.getKey() != DataLayoutEntryKey(cpu) ||
        llvm::any_of(spec.getEntries(), [&](DataLayoutEntryInterface entry) {
          return entry.getKey() ==
                 DataLayoutEntryKey(builder.getStringAttr(threadsKey));
        }))
      continue;
    SmallVector<DataLayoutEntryInterface> list(spec.getEntries());
    for (const Entry &entry : entries)
      if (entry.key == threadsKey)
        list.push_back(makeEntry(builder, entry, target));
    device = makeDevice(builder, deviceName, list);
  }
  module->setAttr(DLTIDialect::kTargetSystemDescAttrName,
                  TargetSystemSpecAttr::get(builder.getContext(), devices));
}

void winograd::describeGPUTarget(Operation *module, const GPUTarget &target,
                                 const GPULimits &given) {
  module->getContext()->getOrLoadDialect<DLTIDialect>();
  Builder builder(module->getContext());
  SmallVector<DataLayoutEntryInterface> devices;
  if (auto system = module->getAttrOfType<TargetSystemSpecAttr>(
          DLTIDialect::kTargetSystemDescAttrName))
    devices.assign(system.getEntries().begin(), system.getEntries().end());
  // What is known already, but for what is given.
  GPUTarget known = target;
  readTargetEnvironment(module, known);
  known = readTarget(module, gpuName, gpuEntries, known);
  for (auto [entry, value] : llvm::zip(gpuEntries, given))
    if (value)
      known.*entry.field = *value;
  SmallVector<DataLayoutEntryInterface> list;
  for (const EntryOf<GPUTarget> &entry : gpuEntries)
    list.push_back(makeEntry(builder, entry, known));
  // Other keys are other people's.
  for (DataLayoutEntryInterface &device : devices)
    if (auto spec = dyn_cast<TargetDeviceSpecAttr>(device.getValue());
        spec &&
        device.getKey() == DataLayoutEntryKey(builder.getStringAttr(gpuName)))
      llvm::copy_if(spec.getEntries(), std::back_inserter(list),
                    [](DataLayoutEntryInterface entry) {
                      auto key = dyn_cast<StringAttr>(entry.getKey());
                      return !key ||
                             llvm::none_of(gpuEntries, [&](const auto &known) {
                               return known.key == key.getValue();
                             });
                    });
  llvm::erase_if(devices, [&](DataLayoutEntryInterface device) {
    return device.getKey() ==
           DataLayoutEntryKey(builder.getStringAttr(gpuName));
  });
  devices.push_back(makeDevice(builder, gpuName, list));
  module->setAttr(DLTIDialect::kTargetSystemDescAttrName,
                  TargetSystemSpecAttr::get(builder.getContext(), devices));
}

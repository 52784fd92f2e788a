//===- Manifest.cpp - What to do with kernels -----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Manifest.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "winograd/Transforms/GPU/KernelArguments.h"
#include "winograd/Utils/Constants.h"
#include "llvm/ADT/TypeSwitch.h"
#include <limits>

using namespace mlir;
using namespace mlir::winograd;

/// Constants begin at multiples of this in their file, which every device takes
/// as an offset into a buffer.
static constexpr int64_t constantAlignment = 256;

FailureOr<ManifestTensor> ManifestTensor::get(Location loc, Type type) {
  auto memref = dyn_cast<MemRefType>(type);
  if (!memref || !memref.hasStaticShape() || memref.getNumElements() == 0 ||
      !memref.getLayout().isIdentity() || memref.getMemorySpace())
    return emitError(loc, "expected a memref of static shape that is not "
                          "empty, identity layout and no memory space, but "
                          "got ")
           << type;
  ManifestTensor tensor;
  tensor.shape.assign(memref.getShape().begin(), memref.getShape().end());
  tensor.element = memref.getElementType();
  if (auto vector = dyn_cast<VectorType>(tensor.element)) {
    llvm::append_range(tensor.shape, vector.getShape());
    tensor.element = vector.getElementType();
  }
  unsigned bits = tensor.element.isIntOrFloat()
                      ? tensor.element.getIntOrFloatBitWidth()
                      : 0;
  if (bits != 8 && bits != 16 && bits != 32 && bits != 64)
    return emitError(loc, "expected elements of 8, 16, 32 or 64 bits, but got ")
           << type;
  tensor.bytes = ShapedType::getNumElements(tensor.shape) * (bits / 8);
  return tensor;
}

namespace {

/// Follows one function, and those that it calls, from its first operation to
/// its last.
class Follower {
public:
  Follower(Manifest &manifest, ModuleOp module)
      : manifest(manifest), symbols(module) {}

  LogicalResult follow(func::FuncOp entry);

private:
  /// What a memref is, from its allocation to its release, counted in
  /// operations.
  struct Memory {
    ManifestBuffer buffer;
    int64_t begin;
    int64_t end = std::numeric_limits<int64_t>::max();

    bool isFreed() const { return end != std::numeric_limits<int64_t>::max(); }
  };
  /// Which one the memrefs of a function are, as indices of `memories`.
  using Values = llvm::DenseMap<Value, unsigned>;

  unsigned addMemory(ManifestBuffer buffer);
  int64_t addConstant(ElementsAttr value, int64_t bytes);
  FailureOr<SmallVector<unsigned>> run(func::FuncOp function,
                                       ArrayRef<unsigned> arguments);
  LogicalResult visit(Operation &op, Values &values);
  LogicalResult visitGlobal(memref::GetGlobalOp op, Values &values);
  LogicalResult visitDealloc(memref::DeallocOp op, Values &values);
  LogicalResult visitCall(func::CallOp op, Values &values);
  LogicalResult visitLaunch(gpu::LaunchFuncOp op, Values &values);
  LogicalResult addKernel(gpu::LaunchFuncOp op, GridSize block);
  LogicalResult setResults(func::FuncOp entry, ArrayRef<unsigned> results);
  int64_t chooseScratch(const Memory &memory, MutableArrayRef<int64_t> ends);
  void assignBuffers();

  Manifest &manifest;
  SymbolTable symbols;
  ManifestFunction function;
  /// Until assignBuffers, `function` names them instead of its buffers.
  std::vector<Memory> memories;
  int64_t time = 0;
  llvm::DenseMap<Operation *, unsigned> constants;
  SmallVector<func::FuncOp> calls;
};

} // namespace

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

unsigned Follower::addMemory(ManifestBuffer buffer) {
  memories.push_back({buffer, time});
  return memories.size() - 1;
}

/// The smallest of the scratch buffers that is free and large enough, or else
/// the largest that is free, or else a new one. `ends` are the times at which
/// they are free again. Launches are in order, so what has used a buffer before
/// is done with it.
int64_t Follower::chooseScratch(const Memory &memory,
                                MutableArrayRef<int64_t> ends) {
  int64_t chosen = -1;
  for (auto [index, buffer] : llvm::enumerate(function.buffers)) {
    if (buffer.kind != ManifestBuffer::Scratch || ends[index] > memory.begin)
      continue;
    if (chosen < 0) {
      chosen = index;
      continue;
    }
    int64_t best = function.buffers[chosen].bytes;
    bool fits = buffer.bytes >= memory.buffer.bytes;
    bool bestFits = best >= memory.buffer.bytes;
    if (fits ? !bestFits || buffer.bytes < best
             : !bestFits && buffer.bytes > best)
      chosen = index;
  }
  return chosen;
}

/// Gives each memory its buffer; scratch memory shares them.
void Follower::assignBuffers() {
  SmallVector<int64_t> buffers, ends;
  for (const Memory &memory : memories) {
    int64_t chosen = memory.buffer.kind == ManifestBuffer::Scratch
                         ? chooseScratch(memory, ends)
                         : -1;
    if (chosen < 0) {
      chosen = function.buffers.size();
      function.buffers.push_back(memory.buffer);
      ends.push_back(0);
    }
    int64_t &bytes = function.buffers[chosen].bytes;
    bytes = std::max(bytes, memory.buffer.bytes);
    ends[chosen] = memory.end;
    buffers.push_back(chosen);
  }
  for (auto *parameters : {&function.arguments, &function.results})
    for (ManifestParameter &parameter : *parameters)
      parameter.buffer = buffers[parameter.buffer];
  for (ManifestLaunch &launch : function.launches)
    for (int64_t &buffer : launch.buffers)
      buffer = buffers[buffer];
}

/// The place of a constant in the file; equal ones share it.
int64_t Follower::addConstant(ElementsAttr value, int64_t bytes) {
  for (const auto &[other, offset] : manifest.constants)
    if (other == value)
      return offset;
  int64_t offset = llvm::alignTo(manifest.constantBytes, constantAlignment);
  manifest.constants.emplace_back(value, offset);
  manifest.constantBytes = offset + bytes;
  return offset;
}

LogicalResult Follower::visitGlobal(memref::GetGlobalOp op, Values &values) {
  auto global = symbols.lookup<memref::GlobalOp>(op.getName());
  auto value =
      global && global.getConstant()
          ? dyn_cast_or_null<ElementsAttr>(global.getInitialValueAttr())
          : ElementsAttr();
  if (!value || getStoredBytes(value).empty())
    return op.emitOpError("expected the memref.global of a constant whose "
                          "elements are known");
  auto tensor = ManifestTensor::get(op.getLoc(), op.getType());
  if (failed(tensor))
    return failure();
  auto [known, isNew] = constants.try_emplace(global);
  if (isNew) {
    int64_t offset = addConstant(value, tensor->bytes);
    known->second =
        addMemory({ManifestBuffer::Constant, tensor->bytes, offset});
  }
  values[op] = known->second;
  return success();
}

LogicalResult Follower::visitDealloc(memref::DeallocOp op, Values &values) {
  Memory &memory = memories[values[op.getMemref()]];
  if (memory.buffer.kind != ManifestBuffer::Scratch || memory.isFreed())
    return op.emitOpError("expected memory that memref.alloc has made and that "
                          "is not freed yet");
  memory.end = time;
  return success();
}

//===----------------------------------------------------------------------===//
// Calls and launches
//===----------------------------------------------------------------------===//

LogicalResult Follower::visitCall(func::CallOp op, Values &values) {
  auto callee = symbols.lookup<func::FuncOp>(op.getCallee());
  if (!callee || callee.isExternal())
    return op.emitOpError("expected a call of a function that has a body");
  if (llvm::is_contained(calls, callee))
    return op.emitOpError("expected no recursion");
  SmallVector<unsigned> arguments;
  for (Value operand : op.getOperands())
    arguments.push_back(values[operand]);
  auto results = run(callee, arguments);
  if (failed(results))
    return failure();
  for (auto [value, memory] : llvm::zip_equal(op.getResults(), *results))
    values[value] = memory;
  return success();
}

static FailureOr<GridSize> getGridSize(gpu::LaunchFuncOp op,
                                       gpu::KernelDim3 size) {
  GridSize result;
  for (auto [extent, value] :
       llvm::zip_equal(result, ValueRange{size.x, size.y, size.z})) {
    APInt constant;
    if (!matchPattern(value, m_ConstantInt(&constant)) ||
        !constant.isStrictlyPositive())
      return op.emitOpError("expected numbers of blocks and threads that are "
                            "positive constants");
    extent = constant.getSExtValue();
  }
  return result;
}

LogicalResult Follower::addKernel(gpu::LaunchFuncOp op, GridSize block) {
  auto gpuModule = symbols.lookup<gpu::GPUModuleOp>(op.getKernelModuleName());
  auto kernel = gpuModule
                    ? gpuModule.lookupSymbol<gpu::GPUFuncOp>(op.getKernelName())
                    : gpu::GPUFuncOp();
  if (!kernel || op.getKernelModuleName() != op.getKernelName())
    return op.emitOpError("expected a gpu.func in a gpu.module of the same "
                          "name, but got ")
           << op.getKernel();
  std::optional<ArrayRef<int32_t>> known = kernel.getKnownBlockSize();
  if (!known || !llvm::equal(*known, block)) {
    InFlightDiagnostic diagnostic =
        op.emitOpError("expected as many threads in a block as the kernel's "
                       "known_block_size");
    diagnostic.attachNote(kernel.getLoc()) << "the kernel is here";
    return diagnostic;
  }
  auto [entry, isNew] = manifest.kernels.try_emplace(kernel.getName());
  if (!isNew)
    return success();
  entry->second.name = kernel.getName().str();
  entry->second.block = block;
  int64_t &lanes = entry->second.subgroupLanes;
  kernel.walk([&lanes](gpu::SubgroupReduceOp reduce) {
    lanes = std::max<int64_t>(lanes, reduce.getClusterSize().value_or(1));
  });
  llvm::BitVector written = findWrittenArguments(kernel);
  for (unsigned i = 0; i < written.size(); ++i) {
    auto tensor =
        ManifestTensor::get(kernel.getLoc(), kernel.getArgument(i).getType());
    if (failed(tensor))
      return failure();
    entry->second.bindings.push_back({*tensor, written[i]});
  }
  return success();
}

LogicalResult Follower::visitLaunch(gpu::LaunchFuncOp op, Values &values) {
  if (op.getAsyncToken() || !op.getAsyncDependencies().empty() ||
      op.getDynamicSharedMemorySize() || op.hasClusterSize())
    return op.emitOpError("expected no tokens, no dynamic workgroup memory and "
                          "no clusters");
  auto grid = getGridSize(op, op.getGridSizeOperandValues());
  auto block = getGridSize(op, op.getBlockSizeOperandValues());
  if (failed(grid) || failed(block) || failed(addKernel(op, *block)))
    return failure();
  ManifestLaunch launch{op.getKernelName().str(), *grid, *block, {}};
  const ManifestKernel &kernel = manifest.kernels[op.getKernelName()];
  for (auto [index, operand] : llvm::enumerate(op.getKernelOperands())) {
    if (!isa<MemRefType>(operand.getType()))
      return op.emitOpError("expected only memrefs as arguments, but got ")
             << operand.getType();
    const Memory &memory = memories[values[operand]];
    if (memory.isFreed())
      return op.emitOpError("expected argument ")
             << index << " to be memory that is not freed yet";
    if (memory.buffer.kind == ManifestBuffer::Constant &&
        kernel.bindings[index].isWritten)
      return op.emitOpError("expected argument ")
             << index << ", a constant, to be only read";
    launch.buffers.push_back(values[operand]);
  }
  function.launches.push_back(std::move(launch));
  return success();
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

LogicalResult Follower::visit(Operation &op, Values &values) {
  ++time;
  return llvm::TypeSwitch<Operation *, LogicalResult>(&op)
      .Case([&](memref::AllocOp op) -> LogicalResult {
        auto tensor = ManifestTensor::get(op.getLoc(), op.getType());
        if (failed(tensor))
          return failure();
        values[op] = addMemory({ManifestBuffer::Scratch, tensor->bytes});
        return success();
      })
      .Case([&](memref::GetGlobalOp op) { return visitGlobal(op, values); })
      .Case([&](memref::DeallocOp op) { return visitDealloc(op, values); })
      .Case([&](func::CallOp op) { return visitCall(op, values); })
      .Case([&](gpu::LaunchFuncOp op) { return visitLaunch(op, values); })
      .Case<memref::ExpandShapeOp, memref::CollapseShapeOp, memref::CastOp>(
          [&](Operation *op) {
            values[op->getResult(0)] = values[op->getOperand(0)];
            return ManifestTensor::get(op->getLoc(),
                                       op->getResult(0).getType());
          })
      .Default([](Operation *op) -> LogicalResult {
        // Numbers of blocks and threads.
        if (matchPattern(op, m_Constant()) &&
            !isa<MemRefType>(op->getResult(0).getType()))
          return success();
        return op->emitOpError("expected memref.alloc, memref.dealloc, "
                               "memref.get_global, a change of shape, "
                               "gpu.launch_func or func.call in a function on "
                               "the host");
      });
}

FailureOr<SmallVector<unsigned>> Follower::run(func::FuncOp callee,
                                               ArrayRef<unsigned> arguments) {
  if (!callee.getBody().hasOneBlock())
    return callee.emitOpError("expected one block, without control flow");
  calls.push_back(callee);
  Values values;
  for (auto [value, memory] : llvm::zip_equal(callee.getArguments(), arguments))
    values[value] = memory;
  Block &block = callee.getBody().front();
  for (Operation &op : block.without_terminator())
    if (failed(visit(op, values)))
      return failure();
  calls.pop_back();
  SmallVector<unsigned> results;
  for (Value value : block.getTerminator()->getOperands())
    results.push_back(values[value]);
  return results;
}

LogicalResult Follower::setResults(func::FuncOp entry,
                                   ArrayRef<unsigned> results) {
  for (auto [index, result] : llvm::enumerate(results)) {
    auto tensor =
        ManifestTensor::get(entry.getLoc(), entry.getResultTypes()[index]);
    if (failed(tensor))
      return failure();
    Memory &memory = memories[result];
    if (memory.isFreed())
      return entry.emitOpError("expected result ")
             << index << " to be memory that is not freed";
    if (memory.buffer.kind == ManifestBuffer::Scratch)
      memory.buffer.kind = ManifestBuffer::Result;
    function.results.push_back(
        {"output" + std::to_string(index), *tensor, result});
  }
  return success();
}

LogicalResult Follower::follow(func::FuncOp entry) {
  function.name = entry.getName().str();
  SmallVector<unsigned> arguments;
  for (BlockArgument argument : entry.getArguments()) {
    auto tensor = ManifestTensor::get(entry.getLoc(), argument.getType());
    if (failed(tensor))
      return failure();
    arguments.push_back(addMemory({ManifestBuffer::Argument, tensor->bytes}));
    function.arguments.push_back(
        {"input" + std::to_string(argument.getArgNumber()), *tensor,
         arguments.back()});
  }
  auto results = run(entry, arguments);
  if (failed(results) || failed(setResults(entry, *results)))
    return failure();
  assignBuffers();
  manifest.functions.push_back(std::move(function));
  return success();
}

FailureOr<Manifest> Manifest::get(ModuleOp module,
                                  ArrayRef<std::string> functions) {
  Manifest manifest;
  for (StringRef name : functions)
    if (failed(Follower(manifest, module)
                   .follow(module.lookupSymbol<func::FuncOp>(name))))
      return failure();
  return manifest;
}

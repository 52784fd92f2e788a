//===- MetalTranslation.cpp - Kernels to Metal text -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Conversion/SPIRVToMetal/MetalTranslation.h"
#include "MetalFile.h"
#include "SPIRVCross.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Target/SPIRV/Serialization.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// One kernel, in the two forms that the translation needs.
struct Kernel {
  gpu::GPUFuncOp function;
  spirv::ModuleOp module;

  StringRef getName() { return function.getName(); }
};
} // namespace

static llvm::Expected<Kernel> getKernel(gpu::GPUModuleOp module) {
  auto functions = module.getOps<gpu::GPUFuncOp>();
  auto modules = module.getOps<spirv::ModuleOp>();
  if (!llvm::hasSingleElement(functions) || !llvm::hasSingleElement(modules))
    return llvm::createStringError(
        "expected gpu module '" + module.getName() +
        "' to hold a gpu.func and its spirv.module, as "
        "winograd-kernels-to-spirv=embed=false makes them");
  return Kernel{*functions.begin(), *modules.begin()};
}

static int64_t sizeInBytes(Type type) {
  if (auto array = dyn_cast<spirv::ArrayType>(type))
    return array.getNumElements() * sizeInBytes(array.getElementType());
  if (auto vector = dyn_cast<VectorType>(type))
    return vector.getNumElements() * sizeInBytes(vector.getElementType());
  return llvm::divideCeil(type.getIntOrFloatBitWidth(), 8);
}

static int64_t getThreadgroupBytes(spirv::ModuleOp module) {
  int64_t bytes = 0;
  for (auto variable : module.getOps<spirv::GlobalVariableOp>())
    if (variable.storageClass() == spirv::StorageClass::Workgroup)
      bytes += sizeInBytes(
          cast<spirv::PointerType>(variable.getType()).getPointeeType());
  return bytes;
}

/// The lanes that simdgroups must at least have: exchanges are with the lane
/// whose number is another one XOR a constant. 1 if there are none.
static int64_t getSimdgroupLanes(spirv::ModuleOp module) {
  int64_t lanes = 1;
  module.walk([&](spirv::GroupNonUniformShuffleXorOp op) {
    APInt mask;
    if (matchPattern(op.getMask(), m_ConstantInt(&mask)))
      lanes = std::max<int64_t>(lanes, llvm::NextPowerOf2(mask.getZExtValue()));
  });
  return lanes;
}

static llvm::Error checkKernel(Kernel kernel, const MetalLimits &limits) {
  auto fail = [&](const Twine &expected, int64_t figure) {
    return llvm::createStringError("expected " + expected + " in kernel '" +
                                   kernel.getName() + "' for Metal, but got " +
                                   Twine(figure));
  };
  int64_t buffers = kernel.function.getFunctionType().getNumInputs();
  if (buffers > limits.buffers)
    return fail("at most " + Twine(limits.buffers) + " buffers", buffers);
  int64_t threads = 1;
  for (int32_t size : kernel.function.getKnownBlockSizeAttr().asArrayRef())
    threads *= size;
  if (threads > limits.threadsPerThreadgroup)
    return fail("at most " + Twine(limits.threadsPerThreadgroup) +
                    " threads in a threadgroup",
                threads);
  int64_t bytes = getThreadgroupBytes(kernel.module);
  if (bytes > limits.threadgroupBytes)
    return fail("at most " + Twine(limits.threadgroupBytes) +
                    " bytes of threadgroup memory",
                bytes);
  for (spirv::Capability capability :
       kernel.module.getVceTriple()->getCapabilities())
    if (capability == spirv::Capability::Float64)
      return llvm::createStringError("expected no f64 in kernel '" +
                                     kernel.getName() +
                                     "', which Metal does not have");
  return llvm::Error::success();
}

static StringRef getScalarName(Type type) {
  if (type.isBF16())
    return "ushort (bits of a bf16)";
  if (type.isF16())
    return "half";
  if (type.isF32())
    return "float";
  // Bytes that are 0 or 1.
  if (type.isInteger(1))
    return "bool";
  return type.isInteger(8)    ? "char"
         : type.isInteger(16) ? "short"
         : type.isInteger(32) ? "int"
                              : "long";
}

/// Whether a kernel only reads a buffer, as its conversion has found out.
static bool isReadOnly(spirv::ModuleOp module, unsigned binding) {
  for (auto variable : module.getOps<spirv::GlobalVariableOp>())
    if (variable.getBinding() == binding)
      return variable->hasAttr("non_writable");
  return false;
}

/// The comment before a kernel: how to launch it, and its arguments.
static std::string describe(Kernel kernel) {
  std::string text;
  llvm::raw_string_ostream os(text);
  auto join = [](ArrayRef<int32_t> sizes) {
    return llvm::join(
        llvm::map_range(sizes,
                        [](int32_t size) { return std::to_string(size); }),
        " x ");
  };
  os << "// " << kernel.getName() << ": ";
  if (std::optional<ArrayRef<int32_t>> grid =
          kernel.function.getKnownGridSize())
    os << join(*grid) << " threadgroups of ";
  else
    os << "threadgroups of ";
  os << join(*kernel.function.getKnownBlockSize()) << " threads, "
     << getThreadgroupBytes(kernel.module) << " bytes of threadgroup memory";
  if (int64_t lanes = getSimdgroupLanes(kernel.module); lanes > 1)
    os << ", simdgroups of at least " << lanes;
  os << "\n";
  os << "//   buffer  name, type, bytes\n";
  ArrayRef<Type> types = kernel.function.getFunctionType().getInputs();
  for (auto [i, type] : llvm::enumerate(types)) {
    auto memref = cast<MemRefType>(type);
    Type element = memref.getElementType();
    std::string elementName =
        getScalarName(getElementTypeOrSelf(element)).str();
    if (auto vector = dyn_cast<VectorType>(element))
      elementName += std::to_string(vector.getNumElements());
    os << llvm::formatv("//   {0,6}  ", i) << kernel.getName() << "_arg" << i
       << ": " << (isReadOnly(kernel.module, i) ? "const " : "") << elementName;
    for (int64_t size : memref.getShape())
      os << "[" << size << "]";
    os << ", " << memref.getNumElements() * sizeInBytes(element) << "\n";
  }
  return text;
}

llvm::Expected<std::string>
winograd::translateToMetal(ModuleOp module, const MetalLimits &limits) {
  MetalFile file;
  for (auto gpuModule : module.getOps<gpu::GPUModuleOp>()) {
    llvm::Expected<Kernel> kernel = getKernel(gpuModule);
    if (!kernel)
      return kernel.takeError();
    if (llvm::Error error = checkKernel(*kernel, limits))
      return error;
    // Of a copy: the serialiser replaces the results of loops in what it is
    // given, which is no valid module afterwards.
    OwningOpRef<spirv::ModuleOp> copy = kernel->module.clone();
    SmallVector<uint32_t, 0> binary;
    if (failed(spirv::serialize(*copy, binary)))
      return llvm::createStringError("expected to serialize the kernel '" +
                                     kernel->getName() + "'");
    llvm::Expected<std::string> text =
        crossCompileToMetal(binary, kernel->getName());
    if (!text)
      return text.takeError();
    if (llvm::Error error =
            file.addKernel(kernel->getName(), describe(*kernel), *text))
      return error;
  }
  for (auto binary : module.getOps<gpu::BinaryOp>())
    return llvm::createStringError("expected kernel '" + binary.getName() +
                                   "' as a spirv.module, but got a gpu.binary");
  return file.getText();
}

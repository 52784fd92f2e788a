//===- EntrySignature.cpp - The function that is run ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/EntrySignature.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

/// `tensor<4xf32>`, or `tensor<4xf32>, tensor<?xi8>`.
template <typename T> static std::string print(const T &value) {
  std::string text;
  llvm::raw_string_ostream os(text);
  if constexpr (std::is_convertible_v<T, Type>)
    os << value;
  else
    llvm::interleaveComma(value, os);
  return text;
}

//===----------------------------------------------------------------------===//
// Before lowering
//===----------------------------------------------------------------------===//

/// Memrefs that a caller could pass for a tensor become one.
static Type getAsTensor(Type type) {
  auto memref = dyn_cast<MemRefType>(type);
  if (!memref || !memref.getLayout().isIdentity() || memref.getMemorySpace())
    return type;
  return RankedTensorType::get(memref.getShape(), memref.getElementType());
}

static Error checkTypes(TypeRange types, const Twine &what, bool memrefs,
                        SmallVectorImpl<RankedTensorType> &tensors) {
  for (Type type : types) {
    auto tensor =
        dyn_cast<RankedTensorType>(memrefs ? getAsTensor(type) : type);
    if (!tensor || tensor.getEncoding() || !getNpyType(tensor.getElementType()))
      return createStringError("expected " + what +
                               " to be ranked tensors of f16, bf16, f32, f64, "
                               "i1, i8, i16, i32, i64 or index, but got " +
                               print(type));
    tensors.push_back(tensor);
  }
  return Error::success();
}

Expected<EntrySignature> EntrySignature::get(ModuleOp module, StringRef name,
                                             bool memrefs) {
  Operation *symbol = module.lookupSymbol(name);
  if (!symbol) {
    SmallVector<StringRef> names;
    for (auto func : module.getOps<func::FuncOp>())
      names.push_back(func.getSymName());
    return createStringError("expected --entry to name a function of the "
                             "module, but got '" +
                             name + "'; it has: " + print(names));
  }
  auto func = dyn_cast<func::FuncOp>(symbol);
  if (!func)
    return createStringError("expected '" + name +
                             "' to be a func.func, but "
                             "got " +
                             symbol->getName().getStringRef());
  if (func.isDeclaration())
    return createStringError("expected '" + name +
                             "' to have a body, but it "
                             "is only declared");
  EntrySignature signature{name.str(), {}, {}};
  if (Error error =
          checkTypes(func.getArgumentTypes(), "the arguments of '" + name + "'",
                     memrefs, signature.inputs))
    return error;
  if (Error error =
          checkTypes(func.getResultTypes(), "the results of '" + name + "'",
                     memrefs, signature.results))
    return error;
  return signature;
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

/// More take minutes.
static constexpr int64_t kMaxRandomBytes = int64_t(1) << 32;

bool EntrySignature::isStatic() const {
  return llvm::all_of(
      inputs, [](RankedTensorType type) { return type.hasStaticShape(); });
}

Error EntrySignature::checkInputs(ArrayRef<NpyArray> arrays) const {
  return checkInputs(llvm::map_to_vector(
      arrays, [](const NpyArray &array) { return array.getHeader(); }));
}

Error EntrySignature::checkInputs(ArrayRef<NpyHeader> arrays) const {
  if (arrays.size() != inputs.size())
    return createStringError("expected as many inputs as '" + name +
                             "' has arguments, " + Twine(inputs.size()) + " (" +
                             print(inputs) + "), but got " +
                             Twine(arrays.size()));
  for (auto [index, array, type] : llvm::enumerate(arrays, inputs)) {
    if (!isReadableAs(type.getElementType(), array.type))
      return createStringError(
          "expected input " + Twine(index) + " to have elements of type " +
          getNpyType(type.getElementType())->str() + " for " + print(type) +
          ", but got " + array.type.str());
    if (failed(verifyCompatibleShape(array.shape, type.getShape())))
      return createStringError("expected input " + Twine(index) +
                               " to have the shape of " + print(type) +
                               ", but got " + shapeToString(array.shape));
  }
  return Error::success();
}

Expected<std::vector<NpyArray>>
EntrySignature::makeRandomInputs(uint64_t seed,
                                 Distribution distribution) const {
  std::vector<NpyArray> arrays;
  int64_t left = kMaxRandomBytes;
  for (auto [index, type] : llvm::enumerate(inputs)) {
    if (!type.hasStaticShape())
      return createStringError("expected static shapes for random inputs, but "
                               "got " +
                               print(type) + " for input " + Twine(index));
    Type elementType = type.getElementType();
    int64_t bytes = getNpyType(elementType)->bytes;
    for (int64_t size : type.getShape())
      if (llvm::MulOverflow(bytes, size, bytes))
        bytes = kMaxRandomBytes + 1;
    left -= std::min(bytes, kMaxRandomBytes + 1);
    if (left < 0)
      return createStringError("expected at most 4 GiB of random inputs, but "
                               "got " +
                               print(type) + " for input " + Twine(index));
    Expected<NpyArray> array =
        NpyArray::allocate(*getNpyType(elementType), type.getShape());
    if (!array)
      return array.takeError();
    fillRandom(*array, elementType, seed + index, distribution);
    arrays.push_back(std::move(*array));
  }
  return arrays;
}

//===----------------------------------------------------------------------===//
// After lowering
//===----------------------------------------------------------------------===//

/// {allocated, aligned, offset, sizes, strides}: a memref's members in LLVM.
static SmallVector<Type> getDescriptorMembers(RankedTensorType type,
                                              bool asArguments) {
  MLIRContext *context = type.getContext();
  Type ptr = LLVM::LLVMPointerType::get(context);
  Type i64 = IntegerType::get(context, 64);
  SmallVector<Type> members = {ptr, ptr, i64};
  if (asArguments)
    members.append(2 * type.getRank(), i64);
  else if (type.getRank() != 0)
    members.append(2, LLVM::LLVMArrayType::get(i64, type.getRank()));
  return members;
}

static Error checkLoweredFunction(ModuleOp module, StringRef name,
                                  LLVM::LLVMFunctionType type) {
  Operation *symbol = module.lookupSymbol(name);
  auto func = dyn_cast_or_null<LLVM::LLVMFuncOp>(symbol);
  if (!func || func.isExternal())
    return createStringError(
        "expected the pipeline to lower the entry to an llvm.func '" + name +
        "', but got " +
        (func     ? "a declaration"
         : symbol ? symbol->getName().getStringRef()
                  : "nothing"));
  if (func.getFunctionType() != type)
    return createStringError("expected the pipeline to lower the entry to '" +
                             name + "' with the type " + print(type) +
                             ", but got " + print(func.getFunctionType()));
  return Error::success();
}

Error EntrySignature::checkLowered(ModuleOp module) const {
  MLIRContext *context = module.getContext();
  context->getOrLoadDialect<LLVM::LLVMDialect>(); // a pipeline may not need it
  SmallVector<Type> arguments, descriptors;
  for (RankedTensorType type : inputs)
    llvm::append_range(arguments, getDescriptorMembers(type, true));
  for (RankedTensorType type : results)
    descriptors.push_back(LLVM::LLVMStructType::getLiteral(
        context, getDescriptorMembers(type, false)));
  Type none = LLVM::LLVMVoidType::get(context);
  Type result = descriptors.empty() ? none
                : descriptors.size() == 1
                    ? descriptors.front()
                    : LLVM::LLVMStructType::getLiteral(context, descriptors);
  if (Error error = checkLoweredFunction(
          module, name, LLVM::LLVMFunctionType::get(result, arguments)))
    return error;
  SmallVector<Type> pointers(inputs.size() + !results.empty(),
                             LLVM::LLVMPointerType::get(context));
  return checkLoweredFunction(module, getLoweredName(),
                              LLVM::LLVMFunctionType::get(none, pointers));
}

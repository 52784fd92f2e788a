//===- Arrays.cpp - Arrays of Python for compiled code --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Conversions.h"
#include "mlir/IR/TypeUtilities.h"

#include <nanobind/stl/string.h>

namespace nb = nanobind;
using namespace mlir;
using namespace mlir::winograd;
using namespace mlir::winograd::python;

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

/// NumPy's name of what a tensor holds, or ml_dtypes'.
static std::string getTypeName(Type type) {
  if (type.isBF16())
    return "bfloat16";
  NpyType npyType = *getNpyType(type);
  const char *kind = npyType.kind == 'f'   ? "float"
                     : npyType.kind == 'u' ? "uint"
                                           : "int";
  return npyType.kind == 'b' ? "bool"
                             : kind + std::to_string(8 * npyType.bytes);
}

static std::string getTypeName(nb::dlpack::dtype type) {
  std::string name;
  switch (nb::dlpack::dtype_code(type.code)) {
  case nb::dlpack::dtype_code::Bool:
    return "bool";
  case nb::dlpack::dtype_code::Int:
    name = "int";
    break;
  case nb::dlpack::dtype_code::UInt:
    name = "uint";
    break;
  case nb::dlpack::dtype_code::Float:
    name = "float";
    break;
  case nb::dlpack::dtype_code::Bfloat:
    name = "bfloat";
    break;
  case nb::dlpack::dtype_code::Complex:
    name = "complex";
    break;
  default:
    return "type " + std::to_string(type.code) + " of DLPack";
  }
  return name + std::to_string(type.bits) +
         (type.lanes == 1 ? "" : "x" + std::to_string(type.lanes));
}

/// Whether the function may read elements of DLPack's type as `type`. The bits
/// of a bf16 can be a uint16, since NumPy has no other type for them.
static bool isReadableAs(Type type, nb::dlpack::dtype from) {
  if (from.lanes != 1 || from.bits % 8 != 0)
    return false;
  unsigned bytes = from.bits / 8;
  switch (nb::dlpack::dtype_code(from.code)) {
  case nb::dlpack::dtype_code::Bool:
    return winograd::isReadableAs(type, {'b', bytes});
  case nb::dlpack::dtype_code::Int:
    return winograd::isReadableAs(type, {'i', bytes});
  case nb::dlpack::dtype_code::UInt:
    return winograd::isReadableAs(type, {'u', bytes});
  case nb::dlpack::dtype_code::Float:
    return winograd::isReadableAs(type, {'f', bytes});
  case nb::dlpack::dtype_code::Bfloat:
    return type.isBF16() && bytes == 2;
  default:
    return false;
  }
}

static nb::dlpack::dtype toDLPack(NpyType type) {
  using Code = nb::dlpack::dtype_code;
  Code code = type.kind == 'f'   ? Code::Float
              : type.kind == 'u' ? Code::UInt
              : type.kind == 'b' ? Code::Bool
                                 : Code::Int;
  return {uint8_t(code), uint8_t(8 * type.bytes), 1};
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// `expected input 0 WHAT tensor<4xf32>, but got ACTUAL`.
static std::string complain(size_t index, const std::string &what,
                            RankedTensorType type, const std::string &actual) {
  std::string text;
  llvm::raw_string_ostream(text) << "expected input " << index << ' ' << what
                                 << ' ' << type << ", but got " << actual;
  return text;
}

std::vector<AnyArray> mlir::winograd::python::importArrays(nb::args objects) {
  std::vector<AnyArray> arrays;
  for (size_t index = 0; index < objects.size(); ++index) {
    AnyArray array;
    if (!nb::try_cast(objects[index], array, /*convert=*/false) ||
        !array.is_valid())
      throw nb::type_error(
          ("expected input " + std::to_string(index) +
           " to be an array of NumPy, or another with __dlpack__, but got " +
           nb::type_name(objects[index].type()).c_str())
              .c_str());
    arrays.push_back(std::move(array));
  }
  return arrays;
}

static SmallVector<int64_t> getShape(const AnyArray &array) {
  SmallVector<int64_t> shape;
  for (size_t dim = 0; dim < array.ndim(); ++dim)
    shape.push_back(array.shape(dim));
  return shape;
}

static bool isContiguous(const AnyArray &array) {
  int64_t stride = 1;
  for (size_t dim = array.ndim(); dim-- > 0;) {
    if (array.size() != 0 && array.shape(dim) != 1 &&
        array.stride(dim) != stride)
      return false;
    stride *= array.shape(dim);
  }
  return true;
}

/// Throws unless `array` is what the function takes for `type`.
static void check(size_t index, RankedTensorType type, const AnyArray &array) {
  if (array.device_type() != nb::device::cpu::value)
    throw nb::value_error(complain(index, "to be in the CPU's memory for", type,
                                   "device type " +
                                       std::to_string(array.device_type()) +
                                       " of DLPack")
                              .c_str());
  if (!::isReadableAs(type.getElementType(), array.dtype()))
    throw nb::type_error(complain(index,
                                  "to have elements of type " +
                                      getTypeName(type.getElementType()) +
                                      " for",
                                  type, getTypeName(array.dtype()))
                             .c_str());
  SmallVector<int64_t> shape = getShape(array);
  if (failed(verifyCompatibleShape(shape, type.getShape())))
    throw nb::value_error(
        complain(index, "to have the shape of", type, shapeToString(shape))
            .c_str());
  if (!isContiguous(array))
    throw nb::value_error(
        complain(index, "to be contiguous, in C order, for", type,
                 "other strides; numpy.ascontiguousarray makes such a copy")
            .c_str());
  if (reinterpret_cast<uintptr_t>(array.data()) % array.itemsize() != 0)
    throw nb::value_error(complain(index,
                                   "to be aligned as its elements are for",
                                   type, "an address that is not")
                              .c_str());
}

std::vector<ArrayView>
mlir::winograd::python::viewArguments(const EntrySignature &signature,
                                      const std::vector<AnyArray> &arrays,
                                      std::vector<NpyArray> &copies) {
  if (arrays.size() != signature.inputs.size())
    throw nb::type_error(("expected " +
                          std::to_string(signature.inputs.size()) +
                          " inputs of '" + signature.name + "', but got " +
                          std::to_string(arrays.size()))
                             .c_str());
  std::vector<ArrayView> views;
  for (size_t index = 0; index < arrays.size(); ++index) {
    const AnyArray &array = arrays[index];
    check(index, signature.inputs[index], array);
    void *data = const_cast<void *>(array.data());
    SmallVector<int64_t> shape = getShape(array);
    llvm::ArrayRef bytes(static_cast<const uint8_t *>(data), array.nbytes());
    if (signature.inputs[index].getElementType().isInteger(1) &&
        llvm::any_of(bytes, [](uint8_t byte) { return byte > 1; })) {
      auto copy = NpyArray::allocate({'b', 1}, shape);
      if (!copy)
        raise(copy.takeError(), {});
      llvm::copy(bytes, copy->data());
      normalizeBooleans(*copy);
      data = copies.emplace_back(std::move(*copy)).data();
    }
    views.push_back({data, std::move(shape)});
  }
  return views;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

nb::object mlir::winograd::python::toNumPy(const OwnedArray &array) {
  using Owner = std::shared_ptr<void>;
  nb::capsule owner(new Owner(array.owner), [](void *pointer) noexcept {
    delete static_cast<Owner *>(pointer);
  });
  SmallVector<size_t> shape(array.shape.begin(), array.shape.end());
  nb::ndarray<nb::numpy> result(array.data, shape.size(), shape.data(), owner,
                                /*strides=*/nullptr, toDLPack(array.type),
                                nb::device::cpu::value);
  return nb::cast(result);
}

nb::tuple mlir::winograd::python::describe(RankedTensorType type) {
  nb::list sizes;
  for (int64_t size : type.getShape())
    sizes.append(ShapedType::isDynamic(size) ? nb::none() : nb::cast(size));
  return nb::make_tuple(getTypeName(type.getElementType()), nb::tuple(sizes));
}

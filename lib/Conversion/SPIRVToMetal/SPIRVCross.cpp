//===- SPIRVCross.cpp - One kernel through SPIRV-Cross --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SPIRVCross.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <spirv_cross_c.h>

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// A context of SPIRV-Cross, which owns all that is made with it.
class CrossCompiler {
public:
  CrossCompiler(StringRef kernel) : kernel(kernel) {}
  ~CrossCompiler() {
    if (context)
      spvc_context_destroy(context);
  }
  CrossCompiler(const CrossCompiler &) = delete;
  CrossCompiler &operator=(const CrossCompiler &) = delete;

  llvm::Expected<std::string> run(ArrayRef<uint32_t> binary);

private:
  spvc_result parse(ArrayRef<uint32_t> binary);
  spvc_result setOptions();
  spvc_result nameTypes();
  std::string getElementName(spvc_type type) const;
  llvm::Error fail(StringRef step) const;

  StringRef kernel;
  spvc_context context = nullptr;
  spvc_compiler compiler = nullptr;
};
} // namespace

llvm::Error CrossCompiler::fail(StringRef step) const {
  const char *reason =
      context ? spvc_context_get_last_error_string(context) : "out of memory";
  return llvm::createStringError("expected SPIRV-Cross to " + step +
                                 " the kernel '" + kernel +
                                 "', but got: " + reason);
}

spvc_result CrossCompiler::parse(ArrayRef<uint32_t> binary) {
  spvc_parsed_ir ir;
  spvc_result result =
      spvc_context_parse_spirv(context, binary.data(), binary.size(), &ir);
  if (result != SPVC_SUCCESS)
    return result;
  return spvc_context_create_compiler(context, SPVC_BACKEND_MSL, ir,
                                      SPVC_CAPTURE_MODE_TAKE_OWNERSHIP,
                                      &compiler);
}

spvc_result CrossCompiler::setOptions() {
  spvc_compiler_options options;
  spvc_result result =
      spvc_compiler_create_compiler_options(compiler, &options);
  auto setBool = [&](spvc_compiler_option option) {
    if (result == SPVC_SUCCESS)
      result = spvc_compiler_options_set_bool(options, option, SPVC_TRUE);
  };
  // macOS 10.15 and iOS 13.
  if (result == SPVC_SUCCESS)
    result = spvc_compiler_options_set_uint(options,
                                            SPVC_COMPILER_OPTION_MSL_VERSION,
                                            SPVC_MAKE_MSL_VERSION(2, 2, 0));
  // [[buffer(n)]] for binding n, not in the order of first use.
  setBool(SPVC_COMPILER_OPTION_MSL_ENABLE_DECORATION_BINDING);
  // Arrays in private memory are never copied as a whole, and so need no
  // wrapper.
  setBool(SPVC_COMPILER_OPTION_MSL_FORCE_NATIVE_ARRAYS);
  if (result != SPVC_SUCCESS)
    return result;
  return spvc_compiler_install_compiler_options(compiler, options);
}

/// The name of the elements of an array type, as Metal has them: float, half4.
std::string CrossCompiler::getElementName(spvc_type type) const {
  std::string name;
  switch (spvc_type_get_basetype(type)) {
  case SPVC_BASETYPE_FP16:
    name = "half";
    break;
  case SPVC_BASETYPE_FP32:
    name = "float";
    break;
  // Integers of MLIR have no sign; MLIR writes them as unsigned ones.
  case SPVC_BASETYPE_UINT8:
    name = "uchar";
    break;
  case SPVC_BASETYPE_UINT16:
    name = "ushort";
    break;
  case SPVC_BASETYPE_UINT32:
    name = "uint";
    break;
  case SPVC_BASETYPE_UINT64:
    name = "ulong";
    break;
  default:
    name = "other";
  }
  unsigned length = spvc_type_get_vector_size(type);
  return length == 1 ? name : name + std::to_string(length);
}

/// SPIRV-Cross names a type without a name after its number, which another
/// kernel uses for another type.
spvc_result CrossCompiler::nameTypes() {
  spvc_resources resources;
  spvc_result result =
      spvc_compiler_create_shader_resources(compiler, &resources);
  const spvc_reflected_resource *buffers = nullptr;
  size_t numBuffers = 0;
  if (result == SPVC_SUCCESS)
    result = spvc_resources_get_resource_list_for_type(
        resources, SPVC_RESOURCE_TYPE_STORAGE_BUFFER, &buffers, &numBuffers);
  if (result != SPVC_SUCCESS)
    return result;
  for (size_t i = 0; i < numBuffers; ++i) {
    SpvId block = buffers[i].base_type_id;
    spvc_type blockType = spvc_compiler_get_type_handle(compiler, block);
    spvc_type array = spvc_compiler_get_type_handle(
        compiler, spvc_type_get_member_type(blockType, 0));
    std::string name = getElementName(array) + "_array_" +
                       std::to_string(spvc_type_get_array_dimension(array, 0));
    spvc_compiler_set_name(compiler, block, name.c_str());
    spvc_compiler_set_member_name(compiler, block, 0, "data");
  }
  return SPVC_SUCCESS;
}

/// SPIRV-Cross takes the variants of min, max and clamp for fast math, which
/// need not know infinities. Without a namespace, they are what the options of
/// Metal's compiler say.
static std::string dropFastVariants(StringRef text) {
  SmallVector<StringRef> parts;
  text.split(parts, "fast::");
  return llvm::join(parts, "");
}

llvm::Expected<std::string> CrossCompiler::run(ArrayRef<uint32_t> binary) {
  if (spvc_context_create(&context) != SPVC_SUCCESS)
    return fail("start with");
  if (parse(binary) != SPVC_SUCCESS)
    return fail("read");
  if (setOptions() != SPVC_SUCCESS || nameTypes() != SPVC_SUCCESS)
    return fail("prepare");
  const char *text = nullptr;
  if (spvc_compiler_compile(compiler, &text) != SPVC_SUCCESS)
    return fail("translate");
  const char *name = spvc_compiler_get_cleansed_entry_point_name(
      compiler, kernel.str().c_str(), SpvExecutionModelGLCompute);
  if (!name || kernel != name)
    return llvm::createStringError(
        "expected a kernel whose name is free in Metal, but got '" + kernel +
        "'");
  return dropFastVariants(text);
}

llvm::Expected<std::string>
winograd::crossCompileToMetal(ArrayRef<uint32_t> binary, StringRef kernel) {
  return CrossCompiler(kernel).run(binary);
}

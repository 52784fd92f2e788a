//===- StoredCodeTest.cpp - Tests of StoredCode.h -------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StoredCode.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

/// As it is stored.
std::string makeFile(MLIRContext &context, StringRef object,
                     ArrayRef<CodeConstants::Constant> constants = {}) {
  Builder builder(&context);
  EntrySignature signature;
  signature.results = {
      RankedTensorType::get({2, ShapedType::kDynamic}, builder.getF32Type()),
      RankedTensorType::get({}, builder.getIndexType())};
  StoredCode code(signature, {1234, true}, {"libomp.so"}, object, constants);
  std::string header;
  return llvm::join(code.layOut(header), "");
}

TEST(StoredCode, IsReadAsItWasWritten) {
  MLIRContext context;
  std::string file = makeFile(context, "object");
  std::optional<StoredCode> code = StoredCode::parse(file);
  ASSERT_TRUE(code);
  EXPECT_EQ(code->object, "object");
  EXPECT_EQ((code->object.data() - file.data()) % 64, 0);
  EXPECT_EQ(code->scratch.bytes, 1234);
  EXPECT_TRUE(code->scratch.hasDynamic);
  EXPECT_EQ(code->libraries, std::vector<std::string>{"libomp.so"});
  EntrySignature signature;
  ASSERT_TRUE(succeeded(code->getResults(&context, signature)));
  ASSERT_EQ(signature.results.size(), 2u);
  EXPECT_EQ(signature.results[0].getShape(),
            ArrayRef<int64_t>({2, ShapedType::kDynamic}));
  EXPECT_TRUE(signature.results[1].getElementType().isIndex());
}

TEST(StoredCode, HasConstantsInPlace) {
  MLIRContext context;
  std::string bytes(100, 'b');
  std::string file =
      makeFile(context, "object", {{"one", "a"}, {"other", bytes}});
  AsmResourceBlob memory = HeapAsmResourceBlob::allocateAndCopyWithAlign(
      ArrayRef<char>(file.data(), file.size()), 64);
  StringRef mapped(memory.getData().data(), file.size());
  std::optional<StoredCode> code = StoredCode::parse(mapped);
  ASSERT_TRUE(code);
  EXPECT_EQ(code->object, "object");
  ASSERT_EQ(code->constants.size(), 2u);
  EXPECT_EQ(code->constants[0].name, "one");
  EXPECT_EQ(code->constants[0].bytes, "a");
  EXPECT_EQ(code->constants[1].name, "other");
  EXPECT_EQ(code->constants[1].bytes, bytes);
  for (const CodeConstants::Constant &constant : code->constants)
    EXPECT_EQ(reinterpret_cast<uintptr_t>(constant.bytes.data()) % 64, 0u);
}

TEST(StoredCode, NoticesEveryMissingByte) {
  MLIRContext context;
  std::string file = makeFile(context, "object");
  for (size_t size = 0; size < file.size(); ++size)
    EXPECT_FALSE(StoredCode::parse(StringRef(file).take_front(size))) << size;
  EXPECT_FALSE(StoredCode::parse(file + " "));
}

TEST(StoredCode, NoticesEveryChange) {
  MLIRContext context;
  std::string file = makeFile(context, "object");
  for (size_t i = 0; i < file.size(); ++i) {
    file[i] ^= 4;
    EXPECT_FALSE(StoredCode::parse(file)) << i;
    file[i] ^= 4;
  }
}

TEST(StoredCode, HasResultsThatAreTensors) {
  MLIRContext context;
  StoredCode code;
  EntrySignature signature;
  for (const char *text :
       {"", "f32", "tensor<*xf32>", "tensor<2x", "!none.t"}) {
    code.results = {text};
    EXPECT_TRUE(failed(code.getResults(&context, signature))) << text;
  }
}

} // namespace

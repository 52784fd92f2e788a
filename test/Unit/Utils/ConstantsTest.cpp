//===- ConstantsTest.cpp - Tests of Constants.h ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/Constants.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

ElementsAttr makeFilled(MLIRContext &context, int64_t count, char byte) {
  auto type = RankedTensorType::get(count, Builder(&context).getF32Type());
  return makeConstant(
      type, [&](MutableArrayRef<char> bytes) { llvm::fill(bytes, byte); });
}

TEST(Constants, AreAttributesWhereSmall) {
  MLIRContext context;
  EXPECT_TRUE(isa<DenseElementsAttr>(makeFilled(context, 100, 1)));
}

TEST(Constants, AreSharedResourcesWhereLarge) {
  MLIRContext context;
  ElementsAttr large = makeFilled(context, 100000, 1);
  auto resource = dyn_cast<DenseResourceElementsAttr>(large);
  ASSERT_TRUE(resource);
  ArrayRef<char> bytes = getStoredBytes(large);
  ASSERT_EQ(bytes.size(), 400000u);
  EXPECT_TRUE(llvm::all_of(bytes, [](char byte) { return byte == 1; }));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(bytes.data()) % 64, 0u);
  EXPECT_EQ(makeFilled(context, 100000, 1), large);
  EXPECT_NE(makeFilled(context, 100000, 2), large);
}

} // namespace

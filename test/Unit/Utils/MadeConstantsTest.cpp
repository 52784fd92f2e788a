//===- MadeConstantsTest.cpp - Tests of MadeConstants.h -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Utils/MadeConstants.h"
#include "mlir/IR/Builders.h"
#include "winograd/Utils/Constants.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

class MadeConstantsTest : public testing::Test {
protected:
  /// A large constant of these bytes.
  DenseResourceElementsAttr make(char byte) {
    auto type = RankedTensorType::get(100000, Builder(&context).getF32Type());
    return cast<DenseResourceElementsAttr>(makeConstant(
        type, [&](MutableArrayRef<char> bytes) { llvm::fill(bytes, byte); }));
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(&context));
};

TEST_F(MadeConstantsTest, ReleasesWhatIsNotUsed) {
  DenseResourceElementsAttr given = make(1);
  MadeConstants made(&context);
  DenseResourceElementsAttr used = make(2), unused = make(3);
  (*module)->setAttr("list", ArrayAttr::get(&context, {used}));
  EXPECT_EQ(made.count(), 2u);
  made.release(*module);
  EXPECT_EQ(made.count(), 1u);
  EXPECT_EQ(getStoredBytes(given).size(), 400000u);
  EXPECT_EQ(getStoredBytes(used).size(), 400000u);
  EXPECT_TRUE(getStoredBytes(unused).empty());
  // What was released can be made again.
  EXPECT_EQ(getStoredBytes(make(3)).size(), 400000u);
}

TEST_F(MadeConstantsTest, MovesWhatWasMade) {
  DenseResourceElementsAttr given = make(1);
  MadeConstants made(&context);
  DenseResourceElementsAttr mine = make(2);
  EXPECT_EQ(make(1), given);
  EXPECT_FALSE(made.take(given.getRawHandle()));
  ArrayRef<char> bytes = getStoredBytes(mine);
  std::optional<AsmResourceBlob> blob = made.take(mine.getRawHandle());
  ASSERT_TRUE(blob);
  EXPECT_EQ(blob->getData().data(), bytes.data());
  EXPECT_TRUE(getStoredBytes(mine).empty());
  EXPECT_FALSE(made.take(mine.getRawHandle()));
}

} // namespace

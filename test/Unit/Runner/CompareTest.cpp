//===- CompareTest.cpp - Elements and the distance of arrays --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Compare.h"
#include "winograd/Runner/Elements.h"
#include "winograd/Runner/Timing.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"
#include <cmath>
#include <cstring>
#include <limits>

using namespace mlir;
using namespace mlir::winograd;

namespace {

class CompareTest : public testing::Test {
protected:
  /// A 1-D array of the type that `type` has in files.
  template <typename T> NpyArray makeArray(Type type, std::vector<T> values) {
    NpyArray array = llvm::cantFail(
        NpyArray::allocate(*getNpyType(type), {int64_t(values.size())}));
    EXPECT_EQ(array.sizeInBytes(), values.size() * sizeof(T));
    std::memcpy(array.data(), values.data(), array.sizeInBytes());
    return array;
  }
  template <typename T>
  Comparison run(Type type, std::vector<T> value, std::vector<T> reference) {
    return llvm::cantFail(
        compare(makeArray(type, value), makeArray(type, reference), type));
  }

  MLIRContext context;
  Builder b{&context};
};

TEST_F(CompareTest, MeasuresTheDistance) {
  Comparison result =
      run<float>(b.getF32Type(), {1, 2, 3, 4}, {1, 2.5, -7, 3.5});
  EXPECT_EQ(result.maxAbs, 10);
  EXPECT_EQ(result.maxReference, 7);
  EXPECT_DOUBLE_EQ(result.rms, std::sqrt((0.25 + 100 + 0.25) / 4));
  EXPECT_EQ(result.mismatches, 0);
}

TEST_F(CompareTest, CountsWhatIsNotFiniteInOneOnly) {
  float inf = std::numeric_limits<float>::infinity(), nan = std::nanf("");
  Comparison same =
      run<float>(b.getF32Type(), {inf, -inf, nan, 1}, {inf, -inf, nan, 3});
  EXPECT_EQ(same.mismatches, 0);
  EXPECT_EQ(same.maxAbs, 2);
  EXPECT_EQ(same.rms, 2);
  Comparison other =
      run<float>(b.getF32Type(), {inf, nan, nan, 1}, {-inf, inf, 1, nan});
  EXPECT_EQ(other.mismatches, 4);
  EXPECT_EQ(other.maxAbs, 0);
}

TEST_F(CompareTest, LoadsEveryElementTypeExactly) {
  // 1.5 and -2 in half precision and in bfloat16.
  EXPECT_EQ(run<uint16_t>(b.getF16Type(), {0x3e00}, {0xc000}).maxAbs, 3.5);
  EXPECT_EQ(run<uint16_t>(b.getBF16Type(), {0x3fc0}, {0xc000}).maxAbs, 3.5);
  EXPECT_EQ(run<double>(b.getF64Type(), {1e-300}, {0}).maxAbs, 1e-300);
  EXPECT_EQ(run<int8_t>(b.getI8Type(), {-128}, {127}).maxAbs, 255);
  EXPECT_EQ(run<int16_t>(b.getI16Type(), {-1}, {1}).maxAbs, 2);
  EXPECT_EQ(run<int32_t>(b.getI32Type(), {-1}, {1}).maxAbs, 2);
  EXPECT_EQ(run<uint8_t>(b.getI1Type(), {1}, {0}).maxAbs, 1);
  EXPECT_EQ(run<int64_t>(b.getIndexType(), {-5}, {5}).maxAbs, 10);
  // More than a double can tell apart.
  int64_t large = (int64_t(1) << 62) + 1;
  EXPECT_EQ(run<int64_t>(b.getI64Type(), {large}, {large - 1}).maxAbs, 1);
  Type unsignedType = b.getIntegerType(8, /*isSigned=*/false);
  EXPECT_EQ(run<uint8_t>(unsignedType, {255}, {0}).maxAbs, 255);
}

TEST_F(CompareTest, RefusesOtherShapesAndTypes) {
  Type f32 = b.getF32Type();
  auto result =
      compare(makeArray<float>(f32, {1, 2}), makeArray<float>(f32, {1}), f32);
  ASSERT_FALSE(result);
  EXPECT_EQ(llvm::toString(result.takeError()),
            "expected an array of shape 1 and type <f4, but got 2 and <f4");
}

TEST_F(CompareTest, ReadsWhatHasTheSameBits) {
  EXPECT_TRUE(isReadableAs(b.getBF16Type(), {'V', 2}));
  EXPECT_TRUE(isReadableAs(b.getBF16Type(), {'u', 2}));
  EXPECT_FALSE(isReadableAs(b.getBF16Type(), {'f', 2}));
  EXPECT_FALSE(isReadableAs(b.getF16Type(), {'u', 2}));
  EXPECT_TRUE(isReadableAs(b.getI32Type(), {'u', 4}));
  EXPECT_FALSE(isReadableAs(b.getI32Type(), {'f', 4}));
  EXPECT_FALSE(isReadableAs(b.getI32Type(), {'i', 8}));
  EXPECT_FALSE(isReadableAs(b.getI1Type(), {'u', 1}));
  EXPECT_FALSE(isReadableAs(b.getIntegerType(8, false), {'i', 1}));
  EXPECT_FALSE(getNpyType(b.getIntegerType(4)));
  EXPECT_FALSE(getNpyType(b.getTF32Type()));
}

TEST_F(CompareTest, RandomNumbersAreNormalAndRepeatable) {
  for (Type type : {Type(b.getF16Type()), Type(b.getBF16Type()),
                    Type(b.getF32Type()), Type(b.getF64Type())}) {
    auto fill = [&](uint64_t seed) {
      NpyArray array =
          llvm::cantFail(NpyArray::allocate(*getNpyType(type), {4096}));
      fillRandom(array, type, seed);
      return array;
    };
    NpyArray array = fill(1);
    double sum = 0, squares = 0;
    for (int64_t i = 0; i < array.numElements(); ++i) {
      double x = getElementLoader(type)(array.data() + i * array.type().bytes);
      sum += x;
      squares += x * x;
    }
    EXPECT_NEAR(sum / 4096, 0, 0.1);
    EXPECT_NEAR(squares / 4096, 1, 0.1);
    EXPECT_EQ(llvm::cantFail(compare(array, fill(1), type)).maxAbs, 0);
    EXPECT_GT(llvm::cantFail(compare(array, fill(2), type)).maxAbs, 1);
  }
}

TEST_F(CompareTest, RandomIntegersAreSmall) {
  for (auto [type, low, high] : {std::tuple(b.getIntegerType(64), -4, 4),
                                 std::tuple(b.getIntegerType(8), -4, 4),
                                 std::tuple(b.getIntegerType(16, false), 0, 4),
                                 std::tuple(b.getIntegerType(1), 0, 1)}) {
    NpyArray array =
        llvm::cantFail(NpyArray::allocate(*getNpyType(type), {1000}));
    fillRandom(array, type, 0);
    double least = 0, most = 0;
    for (int64_t i = 0; i < array.numElements(); ++i) {
      double x = getElementLoader(type)(array.data() + i * array.type().bytes);
      least = std::min(least, x);
      most = std::max(most, x);
    }
    EXPECT_EQ(least, low);
    EXPECT_EQ(most, high);
  }
}

TEST(TimingTest, Median) {
  EXPECT_EQ(median({3}), 3);
  EXPECT_EQ(median({9, 1, 2}), 2);
  EXPECT_EQ(median({9, 1, 2, 4}), 3);
}

TEST(TimingTest, FormatsThreeDigits) {
  EXPECT_EQ(formatSeconds(1.234), "1.23 s");
  EXPECT_EQ(formatSeconds(0.1234), "123 ms");
  EXPECT_EQ(formatSeconds(0.01234), "12.3 ms");
  EXPECT_EQ(formatSeconds(0.00000123), "1.23 us");
  EXPECT_EQ(formatSeconds(0.0000000123), "0.01 us");
  EXPECT_EQ(formatSeconds(123.4), "123 s");
}

} // namespace

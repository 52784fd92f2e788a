//===- KernelCostsTest.cpp - The work of kernels --------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/KernelCosts.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Parser/Parser.h"
#include <gtest/gtest.h>

using namespace mlir;
using namespace mlir::winograd;

/// The cost of a kernel of 4 workgroups of 8 threads with this body.
static KernelCost
getCost(const std::string &body,
        const std::string &sizes = "known_block_size = array<i32: 8, 1, 1>, "
                                   "known_grid_size = array<i32: 4, 1, 1>") {
  MLIRContext context;
  context.loadDialect<arith::ArithDialect, gpu::GPUDialect, math::MathDialect,
                      memref::MemRefDialect, scf::SCFDialect,
                      vector::VectorDialect>();
  auto module = parseSourceString<ModuleOp>(
      "module { gpu.module @k { gpu.func @k(%x: memref<10x10xf32>, "
      "%n: memref<6xf16>) kernel attributes {" +
          sizes +
          "} {\n"
          "%c0 = arith.constant 0 : index\n"
          "%c1 = arith.constant 1 : index\n"
          "%c2 = arith.constant 2 : index\n"
          "%c8 = arith.constant 8 : index\n"
          "%c9 = arith.constant 9 : index\n"
          "%t = gpu.thread_id x\n"
          "%a = memref.load %x[%c0, %c0] : memref<10x10xf32>\n" +
          body + "\ngpu.return } } }",
      &context);
  if (!module) {
    ADD_FAILURE() << "not a module";
    return {};
  }
  auto costs = getKernelCosts(*module);
  EXPECT_EQ(costs.size(), 1u);
  return costs.lookup("k");
}

TEST(KernelCosts, CountsBytesOfArguments) {
  EXPECT_EQ(getCost("").bytes, 10u * 10 * 4 + 6 * 2);
}

TEST(KernelCosts, CountsBytesOfVectorsAndWorkgroupMemory) {
  MLIRContext context;
  context.loadDialect<gpu::GPUDialect, memref::MemRefDialect>();
  auto module = parseSourceString<ModuleOp>(
      "module { gpu.module @k { gpu.func @k(%x: memref<3xvector<4xf32>>) "
      "workgroup(%a: memref<10x2xf16, #gpu.address_space<workgroup>>, "
      "%b: memref<5xf64, #gpu.address_space<workgroup>>) kernel { "
      "gpu.return } } }",
      &context);
  ASSERT_TRUE(module);
  KernelCost cost = getKernelCosts(*module).lookup("k");
  EXPECT_EQ(cost.bytes, 3u * 4 * 4);
  EXPECT_EQ(cost.workgroupBytes, 10u * 2 * 2 + 5 * 8);
}

TEST(KernelCosts, CountsOperationsOfAllThreads) {
  EXPECT_EQ(getCost("").flops, 0);
  EXPECT_EQ(getCost("%b = arith.addf %a, %a : f32").flops, 32);
  EXPECT_EQ(getCost("%b = math.fma %a, %a, %a : f32").flops, 64);
  EXPECT_EQ(getCost("%b = vector.broadcast %a : f32 to vector<4xf32>\n"
                    "%c = vector.fma %b, %b, %b : vector<4xf32>\n"
                    "%d = arith.mulf %c, %c : vector<4xf32>")
                .flops,
            32 * (8 + 4));
  // Not floats.
  EXPECT_EQ(getCost("%b = arith.addi %t, %c1 : index").flops, 0);
}

TEST(KernelCosts, MultipliesByTripCounts) {
  const std::string body = "{ %b = arith.addf %a, %a : f32 }";
  EXPECT_EQ(getCost("scf.for %i = %c0 to %c9 step %c2 " + body).flops, 32 * 5);
  EXPECT_EQ(getCost("scf.for %i = %c0 to %c9 step %c1 { scf.for %j = %c1 to "
                    "%c9 step %c1 " +
                    body + " }")
                .flops,
            32 * 72);
  EXPECT_EQ(getCost("%r = scf.for %i = %c0 to %c8 step %c1 iter_args(%s = %a) "
                    "-> (f32) { %b = arith.addf %s, %a : f32\n scf.yield %b : "
                    "f32 }")
                .flops,
            32 * 8);
  // The 8 threads of a workgroup share the iterations.
  EXPECT_EQ(getCost("scf.for %i = %t to %c9 step %c8 " + body).flops, 4 * 9);
  EXPECT_EQ(getCost("scf.for %i = %t to %c9 step %c2 " + body).flops,
            std::nullopt);
  EXPECT_EQ(getCost("scf.for %i = %c0 to %t step %c1 " + body).flops,
            std::nullopt);
  // What does not count may repeat as often as it likes.
  EXPECT_EQ(getCost("scf.for %i = %c0 to %t step %c1 {}").flops, 0);
}

TEST(KernelCosts, TakesTheLargerBranch) {
  EXPECT_EQ(getCost("%b = arith.cmpi ult, %t, %c2 : index\n"
                    "scf.if %b { %c = arith.addf %a, %a : f32 } else {\n"
                    "%d = arith.addf %a, %a : f32\n"
                    "%e = arith.addf %d, %a : f32 }")
                .flops,
            64);
}

TEST(KernelCosts, NeedsTheSizesOfTheLaunch) {
  EXPECT_EQ(getCost("", "known_block_size = array<i32: 8, 1, 1>").flops,
            std::nullopt);
}

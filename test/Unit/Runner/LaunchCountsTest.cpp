//===- LaunchCountsTest.cpp - What a call launches and holds --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/LaunchCounts.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Parser/Parser.h"
#include <gtest/gtest.h>

using namespace mlir;
using namespace mlir::winograd;

/// A layer that launches two kernels, with a constant and a buffer between the
/// two, and functions that call it.
static constexpr char layers[] = R"mlir(
module attributes {gpu.container_module} {
  gpu.module @small {
    gpu.func @small(%x: memref<2x8xf32>, %y: memref<2x8xf32>)
        workgroup(%a : memref<3xf32, #gpu.address_space<workgroup>>) kernel {
      gpu.return
    }
  }
  gpu.module @large {
    gpu.func @large(%x: memref<2x8xf32>, %c: memref<4xf32>, %y: memref<2x8xf32>)
        workgroup(%a : memref<9xf32, #gpu.address_space<workgroup>>) kernel {
      gpu.return
    }
  }
  memref.global "private" constant @c : memref<4xf32> = dense<1.0>
  memref.global "private" constant @unused : memref<99xf32> = dense<1.0>
  func.func @layer(%x: memref<16xf32>) -> memref<16xf32> {
    %one = arith.constant 1 : index
    %c = memref.get_global @c : memref<4xf32>
    %unused = memref.get_global @unused : memref<99xf32>
    %x2 = memref.expand_shape %x [[0, 1]] output_shape [2, 8]
        : memref<16xf32> into memref<2x8xf32>
    %t = memref.alloc() : memref<2x8xf32>
    %never = memref.alloc() : memref<77xf32>
    %y = memref.alloc() : memref<2x8xf32>
    gpu.launch_func @small::@small blocks in (%one, %one, %one)
        threads in (%one, %one, %one)
        args(%x2 : memref<2x8xf32>, %t : memref<2x8xf32>)
    gpu.launch_func @large::@large blocks in (%one, %one, %one)
        threads in (%one, %one, %one)
        args(%t : memref<2x8xf32>, %c : memref<4xf32>, %y : memref<2x8xf32>)
    %y1 = memref.collapse_shape %y [[0, 1]]
        : memref<2x8xf32> into memref<16xf32>
    return %y1 : memref<16xf32>
  }
  func.func @network(%x: memref<16xf32>, %unused: memref<55xf32>)
      -> memref<16xf32> {
    %0 = call @layer(%x) : (memref<16xf32>) -> memref<16xf32>
    %1 = call @layer(%0) : (memref<16xf32>) -> memref<16xf32>
    return %1 : memref<16xf32>
  }
  func.func @nothing(%x: memref<16xf32>) -> memref<16xf32> {
    return %x : memref<16xf32>
  }
  func.func @endless(%x: memref<16xf32>) -> memref<16xf32> {
    %0 = call @endless(%x) : (memref<16xf32>) -> memref<16xf32>
    return %0 : memref<16xf32>
  }
}
)mlir";

static LaunchCounts count(StringRef entry) {
  MLIRContext context;
  context.loadDialect<arith::ArithDialect, func::FuncDialect, gpu::GPUDialect,
                      memref::MemRefDialect>();
  auto module = parseSourceString<ModuleOp>(layers, &context);
  if (!module) {
    ADD_FAILURE() << "not a module";
    return {};
  }
  return countLaunches(*module, entry, getKernelCosts(*module));
}

TEST(LaunchCounts, CountsWhatKernelsUse) {
  LaunchCounts counts = count("layer");
  EXPECT_EQ(counts.kernels, 2u);
  EXPECT_EQ(counts.buffers, 4u); // x, t, c, y
  EXPECT_EQ(counts.bytes, 3u * 16 * 4 + 4 * 4);
  EXPECT_EQ(counts.workgroupBytes, 9u * 4);
}

TEST(LaunchCounts, FollowsCalls) {
  LaunchCounts counts = count("network");
  EXPECT_EQ(counts.kernels, 4u);
  // x, and t and y of two layers; the constant is the same.
  EXPECT_EQ(counts.buffers, 6u);
  EXPECT_EQ(counts.bytes, 5u * 16 * 4 + 4 * 4);
}

TEST(LaunchCounts, CountsNothingWithoutKernels) {
  for (StringRef entry : {"nothing", "endless", "none"}) {
    LaunchCounts counts = count(entry);
    EXPECT_EQ(counts.kernels, 0u);
    EXPECT_EQ(counts.buffers, 0u);
    EXPECT_EQ(counts.bytes, 0u);
  }
}

//===- SingleKernel.cpp - A whole convolution in one thread ---------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvolutionKernel.h"
#include "Kernels.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// A thread has one tile and output channel, at all positions.
class SingleKernel : ConvolutionKernel {
public:
  SingleKernel(RewriterBase &rewriter, WinogradConvolution &convolution,
               StringRef name)
      : ConvolutionKernel(rewriter, convolution, /*fusesInput=*/true, name) {}

  Value run(int64_t threads) {
    LoopGroup items;
    for (const LoopGroup *group :
         {&loops.groups, &loops.columns, &loops.rows}) {
      llvm::append_range(items.loops, group->loops);
      llvm::append_range(items.sizes, group->sizes);
    }
    setCurrent(items, kernel.beginThreads(items.size(), threads));
    SmallVector<Value> sums(loops.positions.size(), zero());
    storeOutput(kernel.sumUp(
        loops.depth.size(), 1, sums, [&](Value depth, SmallVector<Value> sums) {
          setCurrent(loops.depth, depth);
          for (auto [number, value] : llvm::enumerate(transformInput())) {
            setCurrent(loops.positions, kernel.index(number));
            sums[number] = multiplyAdd(value, loadFilter(), sums[number]);
          }
          return sums;
        }));
    return kernel.launch().front();
  }
};
} // namespace

Value winograd::emitSingleKernel(RewriterBase &rewriter,
                                 WinogradConvolution &convolution,
                                 StringRef name, const KernelOptions &options) {
  return SingleKernel(rewriter, convolution, name).run(options.workgroupSize);
}

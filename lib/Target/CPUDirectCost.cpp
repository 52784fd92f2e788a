//===- CPUDirectCost.cpp - How long a direct convolution takes ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CoreCost.h"
#include "winograd/Support/Limits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cmath>

using namespace mlir::winograd;

/// What a product by rows of pixels costs for each one by vectors of channels:
/// it broadcasts filters, and goes through no panels.
static constexpr double costOfPixels = 1.3;

double mlir::winograd::fillVectors(int64_t extent, int64_t lanes) {
  return double(llvm::divideCeil(extent, lanes)) * double(lanes) /
         double(extent);
}

bool mlir::winograd::prefersChannels(int64_t channels, int64_t pixels,
                                     int64_t lanes) {
  return fillVectors(channels, lanes) <
         costOfPixels * fillVectors(pixels, lanes);
}

/// The least lanes of a vector.
static constexpr int64_t leastLanes = 4;

int64_t mlir::winograd::padChannels(int64_t channels, int64_t lanes) {
  while (lanes > leastLanes && lanes % 2 == 0 && channels <= lanes / 2)
    lanes /= 2;
  return llvm::alignTo(channels, lanes);
}

namespace {
/// A direct convolution of images with their columns innermost.
class DirectModel {
public:
  DirectModel(const ConvolutionSizes &sizes, const CPUSetting &setting)
      : sizes(sizes), setting(setting), target(setting.target),
        slowdown(1000 / double(target.directEfficiency)),
        steps(double(sizes.inputChannels) * product(sizes.filter)),
        pixels(product(sizes.output)) {}

  /// Of all images, one after the other.
  double getCycles() const {
    int64_t lanes = target.lanes(), channels = sizes.outputChannels,
            panel = lanes * target.columns();
    if (channels < panel)
      panel = int64_t(llvm::alignTo(channels, lanes));
    bool hasPanels = channels % lanes == 0 ||
                     prefersChannels(channels, sizes.output.back(), lanes);
    double arithmetic = hasPanels ? getPanelCycles(panel) : getPixelCycles();
    double panels = hasPanels ? double(llvm::divideCeil(channels, panel)) : 1;
    return double(sizes.batch) *
               (arithmetic + getCopyCycles() + getStreamCycles(panels)) +
           coldCycles(getFilterBytes(), getFootprint(), setting.otherBytes,
                      target);
  }

private:
  /// Pixels from which on those of a row are the rows of register tiles, as
  /// lib/Transforms/CPU/VectorTile.cpp has them.
  static constexpr int64_t leastRows = 4;

  /// Vectors of channels; the rows of register tiles are the pixels of a row of
  /// the image, or those of its longest dimension. Sums go through a transpose.
  double getPanelCycles(int64_t panel) const {
    int64_t channels = sizes.outputChannels;
    int64_t rows = sizes.output.back();
    if (rows < leastRows)
      rows = *llvm::max_element(sizes.output);
    auto cyclesOf = [&](int64_t values) {
      return pixels / double(rows) *
             sumCycles(rows, values, steps, target, slowdown);
    };
    double cycles = double(channels / panel) * cyclesOf(panel);
    if (channels % panel)
      cycles += cyclesOf(padChannels(channels % panel, target.lanes()));
    double vectors = std::ceil(double(channels) / double(target.lanes()));
    double images = pixels / double(sizes.output.back());
    double left = double(sizes.output.back() % target.lanes());
    return cycles + vectors * pixels * 2 * toCycles(target.transposeTime) +
           images * left * double(channels) * toCycles(target.valueTime);
  }

  /// Vectors of pixels, whose rows are the channels.
  double getPixelCycles() const {
    int64_t columns = sizes.output.back();
    return pixels / double(columns) *
           sumCycles(sizes.outputChannels, columns, steps, target, slowdown);
  }

  /// Of the image into its padded copy: a load and a store of each vector.
  double getCopyCycles() const {
    double vectors =
        pixels * double(sizes.inputChannels) / double(target.lanes());
    return 2 * vectors * toCycles(target.transformAccessTime);
  }

  double getFilterBytes() const {
    return product(sizes.filter) * double(sizes.inputChannels) *
           double(sizes.outputChannels) * double(setting.bytes);
  }

  /// Bytes of the filter, and of an image and its result.
  double getFootprint() const {
    double channels =
        double(sizes.inputChannels) + double(sizes.outputChannels);
    return getFilterBytes() + pixels * channels * double(setting.bytes);
  }

  /// The filter comes from where all of it lies, with the images that pass by;
  /// the image is read for every panel.
  double getStreamCycles(double panels) const {
    double image = pixels * double(sizes.inputChannels) * double(setting.bytes);
    return streamCycles(getFilterBytes(), getFootprint(), Stream::Long,
                        target) +
           streamCycles(image * panels, image, Stream::Long, target);
  }

  const ConvolutionSizes &sizes;
  const CPUSetting &setting;
  const CPUTarget &target;
  double slowdown, steps;
  double pixels; ///< of an image
};
} // namespace

double mlir::winograd::estimateDirect(const ConvolutionSizes &givenSizes,
                                      const CPUSetting &setting) {
  ConvolutionSizes sizes = withoutZeros(givenSizes);
  return DirectModel(sizes, setting).getCycles() /
         double(setting.target.threads);
}

/// The largest divisor of `extent` that is at most `limit`, of those that are
/// no longer than any block needs to be.
static int64_t largestDivisor(int64_t extent, int64_t limit) {
  limit = std::min<int64_t>(limit, 65536);
  for (int64_t size = std::min(extent, limit); size > 1; --size)
    if (extent % size == 0)
      return size;
  return 1;
}

DirectBlock mlir::winograd::chooseDirectBlock(const CPUTarget &target,
                                              int64_t lanes, int64_t channels,
                                              int64_t rows, int64_t rowBytes) {
  int64_t panel = std::min<int64_t>(lanes * target.columns(),
                                    llvm::alignTo(channels, lanes));
  int64_t bytes = std::max<int64_t>(1, saturatingProduct(panel, rowBytes));
  return {panel,
          largestDivisor(rows, std::max<int64_t>(1, target.l2 / 2 / bytes))};
}

//===- PlanCandidates.cpp - What a plan costs, or why not -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/PlanCandidates.h"
#include "winograd/Support/Limits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>

using namespace mlir::winograd;

using Algorithms = llvm::SmallVector<CookToom>;

/// The tiles a = m + r - 1 that come into question, with m of at least 2.
static constexpr int64_t leastAlpha = 3, mostAlpha = 10;
/// What the models see of odd tiles, and of different ones in each dimension,
/// is less certain (measured: within a tenth). They have to be better by this.
static constexpr double unevenFactor = 1.1;
/// Shapes of blocks by which algorithms are compared; the best one's block is
/// then chosen among all.
static constexpr int64_t comparedShapes = 400;

std::string PlanCandidate::describe() const {
  std::string name = getPlanName(kind).str();
  return algorithms.empty() ? name
                            : name + " " + describeAlgorithms(algorithms);
}

//===----------------------------------------------------------------------===//
// Algorithms
//===----------------------------------------------------------------------===//

/// The algorithms with tiles of these sizes a; none where an m would be
/// below 2.
static std::optional<Algorithms> buildTiles(const ConvolutionSizes &sizes,
                                            llvm::ArrayRef<int64_t> alphas) {
  llvm::SmallVector<int64_t> outputs;
  for (auto [alpha, r] : llvm::zip_equal(alphas, sizes.filter)) {
    outputs.push_back(r == 1 ? 1 : alpha - r + 1);
    if (r > 1 && outputs.back() < 2)
      return std::nullopt;
  }
  llvm::Expected<Algorithms> algorithms = buildAlgorithms(sizes, outputs);
  if (algorithms)
    return std::move(*algorithms);
  llvm::consumeError(algorithms.takeError());
  return std::nullopt;
}

/// Calls `visit` with the algorithms that a wish leaves. False, with a
/// `problem`, if the tile that is asked for has none.
static bool forEachUniform(const ConvolutionSizes &sizes,
                           const PlanWishes &wishes, std::string &problem,
                           llvm::function_ref<void(const Algorithms &)> visit) {
  if (wishes.tile > 0) {
    llvm::Expected<Algorithms> algorithms = buildAlgorithms(
        sizes, llvm::SmallVector<int64_t>(sizes.filter.size(), wishes.tile));
    if (!algorithms) {
      problem = llvm::toString(algorithms.takeError());
      return false;
    }
    visit(*algorithms);
    return true;
  }
  // With one tap in each dimension there is nothing to save.
  if (llvm::all_of(sizes.filter, [](int64_t r) { return r == 1; })) {
    if (auto algorithms = buildTiles(sizes, sizes.filter))
      visit(*algorithms);
    return true;
  }
  // Equal tiles; where filters are not square also equal outputs, since a long
  // filter's tile is too large for a short one.
  for (int64_t alpha = leastAlpha; alpha <= mostAlpha; ++alpha)
    if (auto algorithms = buildTiles(
            sizes, llvm::SmallVector<int64_t>(sizes.filter.size(), alpha)))
      visit(*algorithms);
  if (llvm::all_equal(sizes.filter))
    return true;
  for (int64_t m = 2; m < mostAlpha; ++m) {
    llvm::SmallVector<int64_t> alphas =
        llvm::map_to_vector(sizes.filter, [&](int64_t r) { return m + r - 1; });
    if (llvm::any_of(alphas, [](int64_t a) { return a > mostAlpha; }))
      break;
    if (auto algorithms = buildTiles(sizes, alphas))
      visit(*algorithms);
  }
  return true;
}

//===----------------------------------------------------------------------===//
// What all targets share
//===----------------------------------------------------------------------===//

namespace {
/// The values of a convolution, in bytes.
struct Volumes {
  double outer = 0; ///< x, g and y
  double input = 0, filter = 0, product = 0;

  Volumes(const ConvolutionFigures &figures,
          llvm::ArrayRef<CookToom> algorithms) {
    const ConvolutionSizes &sizes = figures.sizes;
    double pixels = double(sizes.batch), taps = 1, positions = 1,
           tiles = double(sizes.batch);
    for (auto [output, filter] : llvm::zip_equal(sizes.output, sizes.filter)) {
      pixels *= double(output);
      taps *= double(filter);
    }
    for (auto [algorithm, output] : llvm::zip(algorithms, sizes.output)) {
      positions *= double(algorithm.alpha());
      tiles *= double(llvm::divideCeil(output, algorithm.m()));
    }
    double inputs = double(sizes.inputChannels),
           outputs = double(sizes.outputChannels),
           groups = double(figures.groups), bytes = double(figures.bytes);
    outer = double(figures.outerBytes) *
            (pixels * (inputs + outputs) + groups * taps * inputs * outputs);
    input = bytes * positions * tiles * inputs;
    filter = bytes * positions * groups * inputs * outputs;
    product = bytes * positions * tiles * outputs;
  }
};
} // namespace

/// Whether the tiles are all of one even size.
static bool areEven(llvm::ArrayRef<CookToom> algorithms) {
  return llvm::all_of(algorithms, [&](const CookToom &algorithm) {
    return algorithm.alpha() % 2 == 0 &&
           algorithm.alpha() == algorithms.front().alpha();
  });
}

/// Fills in what follows from the plan and its algorithms alone.
static void describeMemory(PlanCandidate &candidate,
                           const ConvolutionFigures &figures) {
  Volumes volumes(figures, candidate.algorithms);
  candidate.traffic = volumes.outer;
  if (candidate.kind == PlanKind::Direct)
    return;
  candidate.memory = volumes.filter;
  candidate.traffic += volumes.filter;
  if (candidate.kind == PlanKind::FourBuffer ||
      candidate.kind == PlanKind::ThreeBuffer) {
    candidate.memory += volumes.input;
    candidate.traffic += 2 * volumes.input;
  }
  if (candidate.kind == PlanKind::FourBuffer) {
    candidate.memory += volumes.product;
    candidate.traffic += 2 * volumes.product;
  }
}

/// Every error is fine, and every size.
static PlanWishes getNoWishes() {
  PlanWishes wishes;
  wishes.maxError = std::numeric_limits<double>::infinity();
  return wishes;
}

/// What becomes of a constant filter.
static void predictGrowth(PlanCandidate &candidate,
                          const ConvolutionFigures &figures,
                          double maxConstantGrowth) {
  double before = double(figures.filterBytes),
         after = Volumes(figures, candidate.algorithms).filter;
  if (!figures.hasConstantFilter || after > double(limits::foldedBytes))
    return;
  candidate.addedBytes = after - before;
  if (candidate.refusal.empty() && after > maxConstantGrowth * before)
    candidate.refusal =
        llvm::formatv("makes {0:F0} bytes of a constant filter of {1:F0}, "
                      "{2:F2} times as many, more than {3:F2}",
                      after, before, after / before, maxConstantGrowth);
}

static void predict(PlanCandidate &candidate, const ConvolutionFigures &figures,
                    const PlanWishes &wishes) {
  if (candidate.kind == PlanKind::Direct) {
    candidate.error = predictDirectError(figures.directSizes, figures.roundoff);
    return;
  }
  candidate.error =
      predictError(figures.sizes, candidate.algorithms, figures.roundoff);
  candidate.error.relative =
      candidate.error.rms /
      predictDirectError(figures.directSizes, figures.roundoff).rms;
  if (candidate.refusal.empty() && candidate.error.relative > wishes.maxError)
    candidate.refusal =
        llvm::formatv("has {0:F2} times the direct convolution's rounding "
                      "error, more than {1:F2}",
                      candidate.error.relative, wishes.maxError);
  predictGrowth(candidate, figures, wishes.maxConstantGrowth);
}

/// The fastest first, what is refused at the end.
static void sortByTime(std::vector<PlanCandidate> &candidates) {
  // Where two take as long, the direct convolution comes first, then what has
  // the smaller tiles.
  auto getKey = [](const PlanCandidate &candidate) {
    llvm::SmallVector<int64_t> outputs = llvm::map_to_vector(
        candidate.algorithms, [](const CookToom &a) { return a.m(); });
    return std::tuple(!candidate.refusal.empty(), candidate.time,
                      candidate.kind != PlanKind::Direct, candidate.kind,
                      std::move(outputs));
  };
  llvm::sort(candidates, [&](const PlanCandidate &a, const PlanCandidate &b) {
    return getKey(a) < getKey(b);
  });
}

static std::vector<PlanCandidate>::iterator
findBestTiled(std::vector<PlanCandidate> &candidates) {
  return llvm::find_if(candidates, [](const PlanCandidate &candidate) {
    return candidate.kind != PlanKind::Direct && candidate.refusal.empty();
  });
}

/// The fastest of `start` and what differs from it in one dimension after the
/// other, of the same kind.
static PlanCandidate
refineTiles(const ConvolutionFigures &figures, const PlanCandidate &start,
            llvm::function_ref<PlanCandidate(llvm::ArrayRef<CookToom>)> price) {
  PlanCandidate best = start;
  if (start.algorithms.size() < 2)
    return best;
  for (size_t axis = 0; axis < start.algorithms.size(); ++axis) {
    llvm::SmallVector<int64_t> alphas =
        llvm::map_to_vector(best.algorithms, [](const CookToom &algorithm) {
          return algorithm.alpha();
        });
    int64_t current = alphas[axis];
    for (int64_t alpha = leastAlpha; alpha <= mostAlpha; ++alpha) {
      alphas[axis] = alpha;
      if (alpha == current)
        continue;
      std::optional<Algorithms> algorithms = buildTiles(figures.sizes, alphas);
      if (!algorithms)
        continue;
      PlanCandidate other = price(*algorithms);
      if (other.refusal.empty() && other.time < best.time)
        best = std::move(other);
    }
  }
  return best;
}

/// `refined` takes the place of `best` if it has the same tiles, and stands
/// beside it otherwise.
static void replace(std::vector<PlanCandidate> &candidates, PlanCandidate &best,
                    PlanCandidate refined) {
  auto isSame = [](const CookToom &a, const CookToom &b) {
    return a.m() == b.m();
  };
  if (llvm::equal(best.algorithms, refined.algorithms, isSame))
    best = std::move(refined);
  else
    candidates.push_back(std::move(refined));
  sortByTime(candidates);
}

//===----------------------------------------------------------------------===//
// CPUs
//===----------------------------------------------------------------------===//

/// Tiles of an image, for each row of a register tile, below which blocks,
/// which are parts of an image, waste most of its registers.
static constexpr double fewTilesPerRow = 0.25;

/// Whether there are several images of few tiles. (The gradient to a filter has
/// one tile for each of its channels.)
static bool fewTiles(const ConvolutionFigures &figures,
                     llvm::ArrayRef<CookToom> algorithms,
                     const CPUTarget &target) {
  int64_t tiles = 1;
  for (auto [algorithm, output] :
       llvm::zip_equal(algorithms, figures.sizes.output))
    tiles = saturatingProduct(tiles, llvm::divideCeil(output, algorithm.m()));
  return double(tiles) <= fewTilesPerRow * double(target.rows()) &&
         figures.sizes.batch > figures.groups;
}

static PlanCandidate pricePlan(const ConvolutionFigures &figures, PlanKind kind,
                               llvm::ArrayRef<CookToom> algorithms,
                               const CPUTarget &target, int64_t shapes) {
  PlanCandidate candidate;
  candidate.kind = kind;
  CPUSetting setting{target, figures.bytes, figures.otherBytes};
  if (kind == PlanKind::Direct) {
    candidate.time = estimateDirect(figures.directSizes, setting);
    describeMemory(candidate, figures);
    return candidate;
  }
  // Other plans than `blocked` have its blocks, too.
  candidate.algorithms.assign(algorithms.begin(), algorithms.end());
  candidate.block = chooseBlock(figures.sizes, algorithms, setting, shapes);
  double cycles = candidate.block.cycles;
  if (kind == PlanKind::FourBuffer && fewTiles(figures, algorithms, target))
    cycles = estimateFourBuffer(figures.sizes, algorithms, setting,
                                !figures.hasConstantFilter);
  candidate.time = cycles * (areEven(algorithms) ? 1 : unevenFactor);
  describeMemory(candidate, figures);
  if (kind == PlanKind::Blocked)
    candidate.memory +=
        double(candidate.block.scratch) * double(target.threads);
  return candidate;
}

PlanCandidate
mlir::winograd::pricePlanOnCPU(const ConvolutionFigures &figures, PlanKind kind,
                               llvm::ArrayRef<CookToom> algorithms,
                               const CPUTarget &target) {
  PlanCandidate candidate =
      pricePlan(figures, kind, algorithms, target, limits::blockShapes);
  predict(candidate, figures, getNoWishes());
  return candidate;
}

namespace {
/// The candidates on a CPU.
class CPUPricing {
public:
  CPUPricing(const ConvolutionFigures &figures, const PlanWishes &wishes,
             const CPUTarget &target)
      : figures(figures), wishes(wishes), target(target) {}

  std::vector<PlanCandidate> run(std::string &problem) {
    candidates.push_back(price(PlanKind::Direct, {}, 0));
    PlanKind kind =
        figures.hasKnownChannels ? PlanKind::Blocked : PlanKind::FourBuffer;
    if (wishes.kind && *wishes.kind != PlanKind::Direct)
      kind = *wishes.kind;
    bool hasTile = forEachUniform(
        figures.sizes, wishes, problem, [&](const Algorithms &algorithms) {
          candidates.push_back(price(kind, algorithms, comparedShapes));
          if (kind == PlanKind::Blocked && !wishes.kind &&
              fewTiles(figures, algorithms, target))
            candidates.push_back(
                price(PlanKind::FourBuffer, algorithms, comparedShapes));
        });
    if (!hasTile)
      return {};
    sortByTime(candidates);
    refine();
    return std::move(candidates);
  }

private:
  PlanCandidate price(PlanKind kind, llvm::ArrayRef<CookToom> algorithms,
                      int64_t shapes) {
    PlanCandidate candidate =
        pricePlan(figures, kind, algorithms, target, shapes);
    predict(candidate, figures, wishes);
    return candidate;
  }

  /// Tries other tiles than the best ones' in one dimension at a time, and
  /// chooses the best one's block among all.
  void refine() {
    auto best = findBestTiled(candidates);
    if (best == candidates.end())
      return;
    PlanCandidate refined =
        wishes.tile == 0
            ? refineTiles(figures, *best,
                          [&](llvm::ArrayRef<CookToom> algorithms) {
                            return price(best->kind, algorithms,
                                         comparedShapes);
                          })
            : *best;
    replace(candidates, *best,
            price(refined.kind, refined.algorithms, limits::blockShapes));
  }

  const ConvolutionFigures &figures;
  const PlanWishes &wishes;
  const CPUTarget &target;
  std::vector<PlanCandidate> candidates;
};
} // namespace

std::vector<PlanCandidate>
mlir::winograd::priceOnCPU(const ConvolutionFigures &figures,
                           const PlanWishes &wishes, const CPUTarget &target,
                           std::string &problem) {
  return CPUPricing(figures, wishes, target).run(problem);
}

//===----------------------------------------------------------------------===//
// GPUs
//===----------------------------------------------------------------------===//

static GPUProblem makeProblem(const ConvolutionFigures &figures,
                              llvm::ArrayRef<CookToom> algorithms) {
  GPUProblem problem = makeGPUProblem(
      algorithms.empty() ? figures.directSizes : figures.sizes, algorithms);
  problem.groups = figures.groups;
  problem.rows = std::max<int64_t>(1, problem.rows / figures.groups);
  problem.directSteps = figures.directSteps;
  problem.bytes = figures.bytes;
  problem.epilogueBuffers = figures.epilogueBuffers;
  problem.epilogueOperations = figures.epilogueOperations;
  return problem;
}

static GPUEstimate estimate(PlanKind kind, const GPUProblem &problem,
                            const GPUTarget &target) {
  switch (kind) {
  case PlanKind::FourBuffer:
    return estimateFourBuffer(problem, target);
  case PlanKind::ThreeBuffer:
    return estimateFused(problem, target, /*fusesInput=*/false);
  case PlanKind::Blocked:
    return estimateFused(problem, target, /*fusesInput=*/true);
  case PlanKind::SingleKernel:
    return estimateSingleKernel(problem, target);
  case PlanKind::Direct:
    return estimateGPUDirect(problem, target);
  }
  llvm_unreachable("a kind without a case");
}

static PlanCandidate pricePlan(const ConvolutionFigures &figures, PlanKind kind,
                               llvm::ArrayRef<CookToom> algorithms,
                               const GPUTarget &target, GPUEstimate estimate,
                               const PlanWishes &wishes) {
  PlanCandidate candidate;
  candidate.kind = kind;
  candidate.algorithms.assign(algorithms.begin(), algorithms.end());
  candidate.time = estimate.time * (areEven(algorithms) ? 1 : unevenFactor);
  if (kind != PlanKind::Direct && !figures.hasConstantFilter)
    candidate.time += double(target.launchTime);
  candidate.refusal = estimate.refusal;
  candidate.gpu = std::move(estimate);
  describeMemory(candidate, figures);
  predict(candidate, figures, wishes);
  return candidate;
}

PlanCandidate
mlir::winograd::pricePlanOnGPU(const ConvolutionFigures &figures, PlanKind kind,
                               llvm::ArrayRef<CookToom> algorithms,
                               const GPUTarget &target) {
  return pricePlan(figures, kind, algorithms, target,
                   estimate(kind, makeProblem(figures, algorithms), target),
                   getNoWishes());
}

PlanCandidate mlir::winograd::priceScheduleOnGPU(
    const ConvolutionFigures &figures, PlanKind kind,
    llvm::ArrayRef<CookToom> algorithms, const GPUSchedule &schedule,
    const GPUTarget &target) {
  return pricePlan(figures, kind, algorithms, target,
                   estimateFusedAs(makeProblem(figures, algorithms), target,
                                   /*fusesInput=*/kind == PlanKind::Blocked,
                                   schedule),
                   getNoWishes());
}

std::vector<PlanCandidate>
mlir::winograd::priceOnGPU(const ConvolutionFigures &figures,
                           const PlanWishes &wishes, const GPUTarget &target,
                           std::string &problem) {
  std::vector<PlanCandidate> candidates;
  auto add = [&](const GPUProblem &problem, PlanKind kind,
                 const Algorithms &algorithms) {
    candidates.push_back(pricePlan(figures, kind, algorithms, target,
                                   estimate(kind, problem, target), wishes));
  };
  bool hasTile = forEachUniform(
      figures.sizes, wishes, problem, [&](const Algorithms &algorithms) {
        GPUProblem gpuProblem = makeProblem(figures, algorithms);
        for (PlanKind kind : {PlanKind::FourBuffer, PlanKind::ThreeBuffer,
                              PlanKind::Blocked, PlanKind::SingleKernel})
          add(gpuProblem, kind, algorithms);
      });
  if (!hasTile)
    return {};
  add(makeProblem(figures, {}), PlanKind::Direct, {});
  sortByTime(candidates);
  // A fused kernel's schedule takes too long to look for once more.
  auto best = findBestTiled(candidates);
  if (wishes.tile == 0 && best != candidates.end() &&
      best->kind == PlanKind::FourBuffer)
    replace(
        candidates, *best,
        refineTiles(figures, *best, [&](llvm::ArrayRef<CookToom> algorithms) {
          return pricePlan(figures, PlanKind::FourBuffer, algorithms, target,
                           estimate(PlanKind::FourBuffer,
                                    makeProblem(figures, algorithms), target),
                           wishes);
        }));
  return candidates;
}

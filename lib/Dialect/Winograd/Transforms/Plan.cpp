//===- Plan.cpp - Decide how each convolution is computed ----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanFigures.h"
#include "PlanRemarks.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "winograd/Dialect/Winograd/Analysis/WinogradForm.h"
#include "winograd/Dialect/Winograd/IR/WinogradDialect.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/PlanConvolution.h"
#include "winograd/Support/Limits.h"
#include "winograd/Target/TargetDescription.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::winograd {
#define GEN_PASS_DEF_WINOGRADPLAN
#include "winograd/Dialect/Winograd/Transforms/Passes.h.inc"
} // namespace mlir::winograd

using namespace mlir;
using namespace mlir::winograd;

namespace {
/// Decides about convolutions, one by one, with the same options.
class Planner : private WinogradPlanOptions {
public:
  /// Errors in the options are reported at `root`.
  Planner(Operation *root, const WinogradPlanOptions &options)
      : WinogradPlanOptions(options), root(root) {}

  LogicalResult checkOptions() {
    if (target != "cpu" && target != "gpu")
      return root->emitError("expected the option 'target' to be cpu or gpu, "
                             "but got '")
             << target << "'";
    onGPU = target == "gpu";
    if (std::string problem = checkPlanName(planName, onGPU); !problem.empty())
      return root->emitError(problem);
    if (tile < 0 || tile > CookToom::maxAlpha - 1)
      return root->emitError("expected the option 'tile' to be 0 to ")
             << CookToom::maxAlpha - 1 << ", but got " << tile;
    if (failed(checkLimit("max-error", maxError)) ||
        failed(checkLimit("max-constant-growth", maxConstantGrowth)))
      return failure();
    return onGPU ? checkGPUTarget(root) : checkCPUTarget(root);
  }

  /// The plan of `op`, which it now has.
  FailureOr<PlanDecision> decide(linalg::LinalgOp op) {
    std::string reason;
    FailureOr<Convolution> convolution = analyzeForWinograd(op, reason);
    if (failed(convolution)) {
      if (auto planned = op->getAttrOfType<PlanAttr>(PlanAttr::attrName);
          planned && planned.getKind() != PlanKind::Direct)
        return op.emitOpError("cannot have the plan ")
               << getPlanName(planned.getKind()) << ": " << reason;
      return leave(op, reason);
    }
    if (auto planned = op->getAttrOfType<PlanAttr>(PlanAttr::attrName))
      return keep(*convolution, planned);
    if (!finiteOnly || !promisesFinite(op)) {
      return leave(op, "its values may be infinite, NaN, or too large for "
                       "Winograd's sums (finite-only=false)");
    }
    return choose(*convolution);
  }

private:
  LogicalResult checkLimit(StringRef option, double value) {
    if (value >= 0)
      return success();
    return root->emitError("expected the option '")
           << option << "' to be at least 0, but got "
           << llvm::formatv("{0}", value).str();
  }

  /// What the options and the attributes ask for.
  PlanWishes getWishes(Operation *op) {
    PlanWishes wishes;
    wishes.kind = parsePlanKind(planName);
    wishes.tile = tile;
    if (maxConstantGrowth > 0)
      wishes.maxConstantGrowth = maxConstantGrowth;
    if (std::optional<double> limit = getMaxError(op))
      wishes.maxError = *limit;
    else if (maxError > 0)
      wishes.maxError = maxError;
    else if (tile > 0)
      wishes.maxError = std::numeric_limits<double>::infinity();
    return wishes;
  }

  static PlanDecision leave(linalg::LinalgOp op, StringRef reason) {
    remarkLeft(op, reason);
    return {{}, reason.str()};
  }

  ConvolutionFigures getFigures(const Convolution &convolution) {
    ConvolutionFigures figures =
        winograd::getFigures(convolution, onGPU, narrowTransforms);
    double all = getConstantBytes(
        convolution.op->getParentOfType<FunctionOpInterface>());
    if (figures.hasConstantFilter)
      all -= getBytesOfConstant(convolution.getFilter());
    figures.otherBytes = std::max(0.0, all);
    return figures;
  }

  /// Of all constants of a function, which every run of it reads.
  double getConstantBytes(Operation *function) {
    if (!function)
      return 0;
    auto [entry, isNew] = constantBytes.try_emplace(function, 0.0);
    double &bytes = entry->second;
    if (isNew)
      function->walk([&](Operation *op) {
        if (op->hasTrait<OpTrait::ConstantLike>() && op->getNumResults() == 1)
          bytes += getBytesOfConstant(op->getResult(0));
      });
    return bytes;
  }

  std::vector<PlanCandidate> price(const Convolution &convolution,
                                   const PlanWishes &wishes,
                                   std::string &problem) {
    ConvolutionFigures figures = getFigures(convolution);
    Operation *op = convolution.op;
    return onGPU ? priceOnGPU(figures, wishes, getGPUTarget(op), problem)
                 : priceOnCPU(figures, wishes, getCPUTarget(op), problem);
  }

  FailureOr<PlanDecision> choose(Convolution &convolution) {
    linalg::LinalgOp op = convolution.op;
    if (onGPU && failed(requireStaticShapes(op)))
      return failure();
    PlanWishes wishes = getWishes(op);
    std::string problem;
    std::vector<PlanCandidate> candidates = price(convolution, wishes, problem);
    if (candidates.empty()) {
      return leave(op, problem);
    }
    auto isWanted = [&](const PlanCandidate &candidate) {
      return !wishes.kind || candidate.kind == *wishes.kind;
    };
    auto chosen = llvm::find_if(candidates, isWanted);
    // (On a CPU there is always the direct convolution.)
    if (chosen == candidates.end() || !chosen->refusal.empty())
      return LogicalResult(refuse(convolution, candidates, wishes));
    int64_t numRefused =
        llvm::count_if(candidates, [](const PlanCandidate &candidate) {
          return !candidate.refusal.empty();
        });
    FailureOr<PlanAttr> attr = makePlan(convolution, *chosen);
    if (failed(attr))
      return failure();
    op->setAttr(PlanAttr::attrName, *attr);
    remarkChoice(convolution, *chosen, candidates, wishes, onGPU);
    return PlanDecision{*attr, "", numRefused};
  }

  static LogicalResult requireStaticShapes(linalg::LinalgOp op) {
    if (!op.hasDynamicShape())
      return success();
    return op.emitOpError("expected a convolution of static shape on a GPU");
  }

  /// A plan that is there.
  FailureOr<PlanDecision> keep(Convolution &convolution, PlanAttr given) {
    linalg::LinalgOp op = convolution.op;
    if (!onGPU && given.getKind() == PlanKind::SingleKernel)
      return op.emitOpError("cannot have the plan single-kernel on a CPU");
    if (onGPU && !given.getBlock().empty())
      return op.emitOpError("expected a plan with a workgroup on a GPU, but "
                            "got one with a block");
    if (!onGPU && given.getWorkgroup())
      return op.emitOpError("expected a plan with a block on a CPU, but got "
                            "one with a workgroup");
    if (!given.getBlock().empty() && !convolution.hasKnownChannels())
      return op.emitOpError("expected a plan without a block for channels of "
                            "unknown size");
    remarkGiven(convolution, given.getKind());
    if (given.getKind() == PlanKind::Direct)
      return PlanDecision{given, "", 0};
    if ((onGPU && failed(requireStaticShapes(op))) ||
        failed(checkAlgorithms(convolution, given)))
      return failure();
    if (given.getBlock().empty() && failed(complete(convolution, given)))
      return failure();
    return PlanDecision{op->getAttrOfType<PlanAttr>(PlanAttr::attrName), "", 0};
  }

  static LogicalResult checkAlgorithms(Convolution &convolution,
                                       PlanAttr given) {
    SmallVector<Convolution::Window> windows = getTransformed(convolution);
    linalg::LinalgOp op = convolution.op;
    if (given.getAlgorithms().size() != windows.size())
      return op.emitOpError("expected a plan with ")
             << windows.size() << " algorithms, one for each dimension with "
             << "more taps than its stride, but got "
             << given.getAlgorithms().size();
    for (auto [algorithm, window] :
         llvm::zip_equal(given.getAlgorithms(), windows))
      if (int64_t taps = WindowForm::get(window).taps; algorithm.getR() != taps)
        return op.emitOpError("expected an algorithm F(m, ")
               << taps << ") of the plan, but got F(" << algorithm.getM()
               << ", " << algorithm.getR() << ")";
    return success();
  }

  /// Chooses the sizes that a given plan leaves open, and checks on a GPU those
  /// that it has.
  LogicalResult complete(Convolution &convolution, PlanAttr given) {
    ConvolutionFigures figures = getFigures(convolution);
    SmallVector<CookToom> algorithms =
        llvm::map_to_vector(given.getAlgorithms(), [](AlgorithmAttr attr) {
          return attr.getCookToom();
        });
    PlanCandidate candidate;
    if (WorkgroupScheduleAttr sizes = given.getWorkgroup())
      candidate = priceScheduleOnGPU(figures, given.getKind(), algorithms,
                                     {sizes.getTiles(), sizes.getChannels(),
                                      sizes.getDepth(), sizes.getRows(),
                                      sizes.getColumns()},
                                     getGPUTarget(convolution.op));
    else if (onGPU)
      candidate = pricePlanOnGPU(figures, given.getKind(), algorithms,
                                 getGPUTarget(convolution.op));
    else
      candidate = pricePlanOnCPU(figures, given.getKind(), algorithms,
                                 getCPUTarget(convolution.op));
    linalg::LinalgOp op = convolution.op;
    if (!candidate.refusal.empty())
      return op.emitOpError("cannot have the plan ")
             << getPlanName(candidate.kind) << ", which " << candidate.refusal;
    FailureOr<PlanAttr> sizes = makePlan(convolution, candidate);
    if (failed(sizes))
      return failure();
    op->setAttr(PlanAttr::attrName,
                PlanAttr::get(getContext(), given.getKind(),
                              given.getAlgorithms(), sizes->getBlock(),
                              sizes->getPanel(), sizes->getWorkgroup()));
    return success();
  }

  FailureOr<PlanAttr> makePlan(Convolution &convolution,
                               const PlanCandidate &candidate) {
    linalg::LinalgOp op = convolution.op;
    SmallVector<AlgorithmAttr> algorithms = llvm::map_to_vector(
        candidate.algorithms, [&](const CookToom &algorithm) {
          return AlgorithmAttr::get(getContext(), algorithm);
        });
    if (candidate.kind == PlanKind::Direct)
      return PlanAttr::get(getContext(), candidate.kind, {}, {}, 0, {});
    if (onGPU) {
      WorkgroupScheduleAttr workgroup;
      const GPUSchedule &schedule = candidate.gpu.schedule;
      if (candidate.kind == PlanKind::ThreeBuffer ||
          candidate.kind == PlanKind::Blocked)
        workgroup = WorkgroupScheduleAttr::get(
            getContext(), schedule.tiles, schedule.channels, schedule.depth,
            schedule.rows, schedule.columns);
      return PlanAttr::get(getContext(), candidate.kind, algorithms, {}, 0,
                           workgroup);
    }
    BlockShape shape = candidate.block;
    if (!block.empty() &&
        failed(overrideBlock(convolution, candidate.algorithms, shape)))
      return failure();
    if (convolution.hasKnownChannels())
      return PlanAttr::get(getContext(), candidate.kind, algorithms,
                           shape.tiles, shape.panel, {});
    if (candidate.kind != PlanKind::FourBuffer)
      return op.emitOpError("cannot have the plan ")
             << getPlanName(candidate.kind)
             << ", which needs channels of known size";
    return PlanAttr::get(getContext(), candidate.kind, algorithms, {}, 0, {});
  }

  LogicalResult overrideBlock(Convolution &convolution,
                              ArrayRef<CookToom> algorithms,
                              BlockShape &shape) {
    bool isPositive =
        llvm::all_of(block, [](int64_t tiles) { return tiles > 0; });
    linalg::LinalgOp op = convolution.op;
    if (block.size() != shape.tiles.size() || !isPositive)
      return op.emitOpError("expected the option 'block' to have ")
             << shape.tiles.size() << " positive numbers, one for each "
             << "transformed dimension";
    // What an image does not have is no part of a block.
    SmallVector<int64_t> ranges = op.getStaticLoopRanges();
    for (auto [index, window] : llvm::enumerate(getTransformed(convolution))) {
      int64_t extent = ranges[window.image];
      WindowForm form = WindowForm::get(window);
      int64_t most =
          ShapedType::isDynamic(extent)
              ? limits::dynamicBlock
              : std::max<int64_t>(
                    llvm::divideCeil(extent + form.shift,
                                     form.resultStep() * algorithms[index].m()),
                    1);
      shape.tiles[index] = std::min(block[index], most);
    }
    return success();
  }

  MLIRContext *getContext() { return root->getContext(); }

  Operation *root;
  bool onGPU = false;
  llvm::DenseMap<Operation *, double> constantBytes; ///< of functions
};

class WinogradPlan : public winograd::impl::WinogradPlanBase<WinogradPlan> {
public:
  using WinogradPlanBase::WinogradPlanBase;

  void runOnOperation() override {
    Planner planner(getOperation(), getOptions());
    if (failed(planner.checkOptions()))
      return signalPassFailure();
    FailureOr<SmallVector<linalg::LinalgOp>> operations =
        collectConvolutions(getOperation());
    if (failed(operations))
      return signalPassFailure();
    for (linalg::LinalgOp op : *operations) {
      FailureOr<PlanDecision> decision = planner.decide(op);
      if (failed(decision))
        return signalPassFailure();
      numRefused += decision->numRefused;
      if (decision->plan)
        count(decision->plan.getKind());
      else
        ++numLeft;
    }
  }

private:
  WinogradPlanOptions getOptions() const {
    WinogradPlanOptions options;
    options.target = target;
    options.planName = planName;
    options.tile = tile;
    options.block.assign(block.begin(), block.end());
    options.maxError = maxError;
    options.maxConstantGrowth = maxConstantGrowth;
    options.finiteOnly = finiteOnly;
    options.narrowTransforms = narrowTransforms;
    return options;
  }

  void count(PlanKind kind) {
    switch (kind) {
    case PlanKind::Blocked:
      ++numBlocked;
      break;
    case PlanKind::ThreeBuffer:
      ++numThreeBuffer;
      break;
    case PlanKind::FourBuffer:
      ++numFourBuffer;
      break;
    case PlanKind::SingleKernel:
      ++numSingleKernel;
      break;
    case PlanKind::Direct:
      ++numDirect;
      break;
    }
  }
};
} // namespace

FailureOr<PlanDecision>
winograd::planConvolution(linalg::LinalgOp op,
                          const WinogradPlanOptions &options) {
  Planner planner(op, options);
  if (failed(planner.checkOptions()))
    return failure();
  return planner.decide(op);
}

//===- DuplicateLoops.cpp - Loops that compute the same -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopInvariant.h"
#include "mlir/IR/OperationSupport.h"

using namespace mlir;
using namespace mlir::winograd;

using Buffers = BufferAccesses::Buffers;

namespace {
/// A loop that could be one of two: what it reads, and the one buffer that it
/// alone writes.
struct Candidate {
  Operation *loop;
  Buffers reads;
  Value written;
};

class DuplicateFinder {
public:
  DuplicateFinder(const BufferAccesses &accesses,
                  SmallVectorImpl<LoopViolation> &violations)
      : accesses(accesses), violations(violations) {}

  void check(Block &block) {
    DenseMap<llvm::hash_code, SmallVector<Candidate>> known;
    for (Operation &op : block) {
      if (!isLoop(&op))
        continue;
      std::optional<Candidate> candidate = makeCandidate(&op);
      if (!candidate)
        continue;
      SmallVector<Candidate> &alike = known[hash(&op)];
      for (const Candidate &earlier : alike)
        if (isDuplicate(earlier, *candidate)) {
          violations.push_back(
              {&op,
               "expected loops to compute different values, but one before "
               "computes the same into another buffer (L3)",
               {{earlier.loop->getLoc(), "the loop before"}}});
          break;
        }
      alike.push_back(std::move(*candidate));
    }
  }

private:
  std::optional<Candidate> makeCandidate(Operation *op) const {
    Candidate candidate{op, {}, {}};
    Buffers writes, leaving = getLeavingBuffers(op, accesses);
    accesses.collect(op, candidate.reads, writes);
    if (leaving.size() != 1)
      return std::nullopt;
    candidate.written = leaving.front();
    candidate.reads.remove(candidate.written);
    candidate.reads.remove_if(
        [&](Value buffer) { return accesses.isPrivate(buffer, op); });
    bool isOnlyWriter =
        !BufferAccesses::isOfCaller(candidate.written) &&
        llvm::all_of(accesses.getAccesses(candidate.written),
                     [&](const BufferAccess &access) {
                       return !access.writes || op->isAncestor(access.op) ||
                              access.op->hasTrait<OpTrait::ReturnLike>();
                     });
    // (What reads nothing fills a buffer.)
    if (candidate.reads.empty() || !isOnlyWriter)
      return std::nullopt;
    return candidate;
  }

  /// Equal for duplicates.
  static llvm::hash_code hash(Operation *op) {
    llvm::hash_code code = llvm::hash_value(0);
    op->walk([&](Operation *inner) {
      code =
          llvm::hash_combine(code, inner->getName(), inner->getNumOperands());
    });
    return code;
  }

  /// Whether two values are the same, but for the buffer that is written.
  bool isAlike(Value a, Value b, const Candidate &first,
               const Candidate &second) const {
    if (a == b)
      return true;
    if (a.getType() != b.getType())
      return false;
    if (a == first.written && b == second.written)
      return true;
    // Scratch memory that each loop has for itself.
    if (accesses.isPrivate(a, first.loop) &&
        accesses.isPrivate(b, second.loop) &&
        !accesses.getAccesses(a).empty() && !accesses.getAccesses(b).empty())
      return true;
    Operation *left = a.getDefiningOp(), *right = b.getDefiningOp();
    return left && right && left->getNumRegions() == 0 &&
           left->getNumOperands() != 0 && isEqual(left, right, first, second);
  }

  bool isEqual(Operation *left, Operation *right, const Candidate &first,
               const Candidate &second) const {
    // What is defined inside of one, and its counterpart in the other.
    DenseMap<Value, Value> counterparts;
    return OperationEquivalence::isEquivalentTo(
        left, right,
        [&](Value a, Value b) {
          return success(counterparts.lookup(a) == b ||
                         isAlike(a, b, first, second));
        },
        [&](Value a, Value b) { counterparts[a] = b; },
        OperationEquivalence::IgnoreLocations);
  }

  bool isDuplicate(const Candidate &first, const Candidate &second) const {
    if (first.written == second.written ||
        first.written.getType() != second.written.getType() ||
        first.reads.getArrayRef() != second.reads.getArrayRef() ||
        !isEqual(first.loop, second.loop, first, second))
      return false;
    // The same values, unless one was written meanwhile.
    for (Operation *op = first.loop->getNextNode(); op != second.loop;
         op = op->getNextNode()) {
      Buffers reads, writes;
      accesses.collect(op, reads, writes);
      if (llvm::any_of(writes, [&](Value buffer) {
            return first.reads.contains(buffer);
          }))
        return false;
    }
    return true;
  }

  const BufferAccesses &accesses;
  SmallVectorImpl<LoopViolation> &violations;
};
} // namespace

void winograd::checkDuplicates(FunctionOpInterface function,
                               const BufferAccesses &accesses,
                               SmallVectorImpl<LoopViolation> &violations) {
  DuplicateFinder finder(accesses, violations);
  function->walk([&](Block *block) { finder.check(*block); });
}

//===- CPUFamilies.cpp - What is known of families of processors ----------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Target/CPUCost.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace mlir::winograd;

namespace {
/// What code of this project's takes beside multiply-adds, as CPUTarget has it,
/// of vectors that are a unit's, of 256 bits where transposes are concerned.
struct CodeTimes {
  int64_t operation, access, tile, transpose, value, row, directEfficiency;
};

/// One level of caches after the other, as CPUTarget has them.
struct StreamTimes {
  int64_t l2Stream, l3Stream, l2Block, l3Block, memory;
};

/// What one family of processors does. Longer vectors than a unit takes at once
/// occupy it for as many cycles as they have parts.
struct Family {
  llvm::StringLiteral prefix; ///< of the names that LLVM has for it
  int64_t unitBits;           ///< that a unit takes at once
  int64_t fmas, loads;        ///< units
  int64_t latency;            ///< of a multiply-add, in cycles
  StreamTimes streams;
  CodeTimes code;
};
} // namespace

// Measured: Zen 3 by some fifty convolutions, Zen 4 by two hundred with vectors
// of 256 and as many of 512 bits (docs/CPU.md), each time in a virtual machine.
static constexpr CodeTimes zen3Code = {333, 650, 10000, 1600, 1000, 13000, 750},
                           zen4Code = {75, 930, 5000, 1150, 130, 4300, 920};
static constexpr StreamTimes zen3Streams = {500, 800, 1000, 2286, 8000},
                             zen4Streams = {140, 270, 850, 1750, 4500},
                             // From L3 29 GB/s, from memory 16 to 23 GB/s, at
                             // 2.9 GHz (Sapphire Rapids).
    meshStreams = {1000, 6400, 1500, 6400, 9000};

// Units and latencies are the makers': AMD's "Software Optimization Guide" for
// the families 19h (56665, 57647) and 1Ah (58455), Intel's "Optimization
// Reference Manual" (248966), chapter 2, Arm's "Software Optimization Guide"
// for each Neoverse core, and Apple's "Silicon CPU Optimization Guide".
//
// What has not been measured has the times of what is most like it, until
// somebody calibrates one: Zen 5 those of Zen 4, Intel's other servers, whose
// last level is a mesh, too, the streams of Sapphire Rapids, all others those
// of Zen 3. The longer prefix comes first.
static constexpr Family families[] = {
    {"znver3", 256, 2, 2, 4, zen3Streams, zen3Code},
    {"znver4", 256, 2, 2, 4, zen4Streams, zen4Code},
    {"znver5", 512, 2, 2, 4, zen4Streams, zen4Code},
    {"skylake-avx512", 512, 2, 2, 4, meshStreams, zen3Code},
    {"cascadelake", 512, 2, 2, 4, meshStreams, zen3Code},
    {"icelake-server", 512, 2, 2, 4, meshStreams, zen3Code},
    {"sapphirerapids", 512, 2, 2, 4, meshStreams, zen3Code},
    {"emeraldrapids", 512, 2, 2, 4, meshStreams, zen3Code},
    {"graniterapids", 512, 2, 2, 4, meshStreams, zen3Code},
    {"skylake", 256, 2, 2, 4, zen3Streams, zen3Code},
    {"alderlake", 256, 2, 3, 4, zen3Streams, zen3Code},
    {"neoverse-n1", 128, 2, 2, 4, zen3Streams, zen3Code},
    {"neoverse-n2", 128, 2, 3, 4, zen3Streams, zen3Code},
    {"neoverse-v1", 128, 4, 3, 4, zen3Streams, zen3Code},
    {"neoverse-v2", 128, 4, 3, 4, zen3Streams, zen3Code},
    {"apple-", 128, 4, 3, 4, zen3Streams, zen3Code},
};

/// Rounds of shuffles of a transpose of vectors of so many values.
static int64_t countRounds(int64_t lanes) {
  return std::max<int64_t>(1, llvm::Log2_64(uint64_t(lanes)));
}

static void setStreams(const StreamTimes &streams, CPUTarget &target) {
  target.l2StreamTime = streams.l2Stream;
  target.l3StreamTime = streams.l3Stream;
  target.l2BlockTime = streams.l2Block;
  target.l3BlockTime = streams.l3Block;
  target.memoryTime = streams.memory;
}

static void setCode(const CodeTimes &code, int64_t parts, CPUTarget &target) {
  constexpr int64_t knownLanes = 8; // of vectors of 256 bits
  target.operationTime = parts * code.operation;
  target.transformAccessTime = parts * code.access;
  target.tileTime = code.tile;
  target.transposeTime = parts * code.transpose * countRounds(target.lanes()) /
                         countRounds(knownLanes);
  target.valueTime = code.value;
  target.rowTime = code.row;
  target.directEfficiency = code.directEfficiency;
}

void mlir::winograd::setFamilyTimes(llvm::StringRef processor,
                                    CPUTarget &target) {
  const Family *family = llvm::find_if(families, [&](const Family &family) {
    return processor.starts_with(family.prefix);
  });
  if (family == std::end(families))
    return;
  int64_t parts = std::max<int64_t>(1, target.vectorBits / family->unitBits);
  target.unitBits = family->unitBits;
  target.fmaTime = parts * 1000 / family->fmas;
  target.loadTime = parts * 1000 / family->loads;
  target.fmaLatency = 1000 * family->latency;
  setStreams(family->streams, target);
  setCode(family->code, parts, target);
}

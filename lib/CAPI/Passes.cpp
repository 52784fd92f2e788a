//===- Passes.cpp - The passes, in C --------------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd-c/Passes.h"

#include "mlir/CAPI/Pass.h"
#include "winograd/Checks/Passes.h"
#include "winograd/Conversion/Passes.h"
#include "winograd/Dialect/Winograd/Transforms/Passes.h"
#include "winograd/MPI/Passes.h"
#include "winograd/Reference/Passes.h"
#include "winograd/Shard/Passes.h"
#include "winograd/Transforms/CPU/Passes.h"
#include "winograd/Transforms/GPU/Passes.h"
#include "winograd/Transforms/Linalg/Passes.h"
#include "winograd/Verify/Passes.h"

using namespace mlir;
using namespace mlir::winograd;

#include "winograd-c/CPUPasses.capi.cpp.inc"
#include "winograd-c/ChecksPasses.capi.cpp.inc"
#include "winograd-c/ConversionPasses.capi.cpp.inc"
#include "winograd-c/GPUPasses.capi.cpp.inc"
#include "winograd-c/LinalgPasses.capi.cpp.inc"
#include "winograd-c/MPIPasses.capi.cpp.inc"
#include "winograd-c/ReferencePasses.capi.cpp.inc"
#include "winograd-c/ShardPasses.capi.cpp.inc"
#include "winograd-c/TransformsPasses.capi.cpp.inc"
#include "winograd-c/VerifyPasses.capi.cpp.inc"

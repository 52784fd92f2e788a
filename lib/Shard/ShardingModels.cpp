//===- ShardingModels.cpp - Models of ShardingInterface -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShardingModels.h"
#include "winograd/Shard/Passes.h"

using namespace mlir;

void winograd::registerShardingInterfaceExternalModels(
    DialectRegistry &registry) {
  registerConstantShardingModel(registry);
  registerLinalgShardingModels(registry);
  registerMessageEffects(registry);
  registerSliceShardingModels(registry);
  registerTensorShardingModels(registry);
  registerWinogradShardingModels(registry);
}

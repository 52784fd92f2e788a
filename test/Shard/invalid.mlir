// RUN: wino-opt %s --split-input-file --verify-diagnostics --winograd-to-ranks="shards=annotations ranks=2"
// RUN: not wino-opt %s --winograd-to-ranks="shards=rows ranks=2" 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: not wino-opt %s --winograd-to-ranks="shards=height:3 ranks=2" 2>&1 | FileCheck %s --check-prefix=MANY
// RUN: not wino-opt %s --winograd-to-ranks="shards=height:2,width:2 ranks=2" 2>&1 | FileCheck %s --check-prefix=PRODUCT
// RUN: not wino-opt %s --winograd-to-ranks="shards=height,width ranks=2" 2>&1 | FileCheck %s --check-prefix=OPEN
// RUN: not wino-opt %s --winograd-to-ranks="shards=height:2,height ranks=2" 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not wino-opt %s --winograd-to-ranks="ranks=0" 2>&1 | FileCheck %s --check-prefix=RANKS

// NAME: got 'rows': 'rows' is none of batch, depth, height, width, output-channels, input-channels
// MANY: got 'height:3': '3' is no number of parts from 1 to 2, the ranks
// PRODUCT: the parts do not make the 2 ranks
// OPEN: at most one number of parts can be left out
// TWICE: 'height' occurs twice
// RANKS: expected 'ranks' to be at least 1, but got 0

// expected-error @+1 {{expected one shard.grid in a module that is annotated}}
module {}

// -----

module {
  // expected-error @+1 {{expected a grid of the 2 ranks, but got 4}}
  shard.grid @g(shape = 2x2)
}

// -----

// What is cut cannot be put together again.
module {
  shard.grid @g(shape = 2)
  func.func @gather(%x: tensor<4x4xf32>, %y: tensor<4x4xf32>) -> tensor<4x4xf32> {
    %rows = shard.sharding @g split_axes = [[0]] : !shard.sharding
    %columns = shard.sharding @g split_axes = [[], [0]] : !shard.sharding
    %e = tensor.empty() : tensor<4x4xf32>
    %a = linalg.add ins(%x, %y : tensor<4x4xf32>, tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
    %b = shard.shard %a to %rows : tensor<4x4xf32>
    // expected-error @+1 {{dimension 0 is cut among ranks, but is needed whole, which would be an all-gather: not supported}}
    %c = shard.shard %b to %columns annotate_for_users : tensor<4x4xf32>
    %d = linalg.exp ins(%c : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
    return %d : tensor<4x4xf32>
  }
}

// -----

// A halo is what a neighbour has.
module {
  shard.grid @g(shape = 2)
  func.func @narrow(%x: tensor<1x1x4x8xf32>, %w: tensor<1x1x1x7xf32>) -> tensor<1x1x4x8xf32> {
    %zero = arith.constant 0.0 : f32
    // expected-error @+1 {{'tensor.pad' op cannot be cut along dimension 3: it reads 6 values of a neighbour, which has 4}}
    %p = tensor.pad %x low[0, 0, 0, 0] high[0, 0, 0, 6] {
    ^bb0(%n: index, %c: index, %h: index, %v: index):
      tensor.yield %zero : f32
    } : tensor<1x1x4x8xf32> to tensor<1x1x4x14xf32>
    %e = tensor.empty() : tensor<1x1x4x8xf32>
    %i = linalg.fill ins(%zero : f32) outs(%e : tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32>
    %y = linalg.conv_2d_nchw_fchw ins(%p, %w : tensor<1x1x4x14xf32>, tensor<1x1x1x7xf32>) outs(%i : tensor<1x1x4x8xf32>) -> tensor<1x1x4x8xf32>
    %s = shard.sharding @g split_axes = [[], [], [], [0]] : !shard.sharding
    %q = shard.shard %y to %s : tensor<1x1x4x8xf32>
    return %q : tensor<1x1x4x8xf32>
  }
}

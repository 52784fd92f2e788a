// RUN: wino-opt %s --transform-interpreter -split-input-file | FileCheck %s
// RUN: wino-opt %s --transform-interpreter -split-input-file \
// RUN:   | wino-opt -split-input-file --convert-winograd-to-linalg=memory-spaces=false \
// RUN:     --canonicalize --verify-each -o /dev/null

// With upstream's transforms: the product becomes a contraction, which
// structured.tile_using_for tiles, and structured.vectorize makes vectors of.

// CHECK-LABEL: func.func @conv
// CHECK: winograd.kron input
// CHECK: scf.for {{.*}} step %{{.*}} iter_args
// CHECK: scf.for
// CHECK: scf.for
// CHECK: vector.contract
// CHECK: winograd.kron output
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>)
    -> tensor<1x12x12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x12x12x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x12x12x16xf32>)
      -> tensor<1x12x12x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%x, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
      outs(%f : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %y : tensor<1x12x12x16xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 4
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %contraction = transform.winograd.lower %product
        : (!transform.any_op) -> !transform.any_op
    %tiled, %loops:3 = transform.structured.tile_using_for %contraction
        tile_sizes [1, 3, 16] : (!transform.any_op)
        -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.structured.vectorize %tiled {create_named_contraction} : !transform.any_op
    transform.yield
  }
}

// -----

// Its own operations have the TilingInterface, too.

// CHECK-LABEL: func.func @conv
// CHECK: scf.for
// CHECK: winograd.kron input
// CHECK: scf.forall
// CHECK: winograd.hadamard_reduce
// CHECK: winograd.kron output
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>)
    -> tensor<1x12x12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x12x12x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x12x12x16xf32>)
      -> tensor<1x12x12x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%x, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
      outs(%f : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %y : tensor<1x12x12x16xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %convolution = transform.winograd.match_convolutions in %root
        : (!transform.any_op) -> !transform.any_op
    %input, %filter, %product, %output = transform.winograd.raise %convolution tile = 4
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op,
                                  !transform.any_op, !transform.any_op)
    %row, %rows = transform.structured.tile_using_for %input tile_sizes [0, 1]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    // The product moves into the loops over rows of output tiles.
    %out, %forall = transform.structured.tile_using_forall %output tile_sizes [0, 1]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.structured.fuse_into_containing_op %product into %forall
        : (!transform.any_op, !transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// The first of the alternatives that can be had.

// CHECK-LABEL: func.func @conv
// CHECK: linalg.conv_2d_nhwc_hwcf
// CHECK-SAME: #winograd.plan<"four-buffer"
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>)
    -> tensor<1x12x12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x12x12x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x12x12x16xf32>)
      -> tensor<1x12x12x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%x, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
      outs(%f : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %y : tensor<1x12x12x16xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(
      %root: !transform.any_op {transform.readonly}) {
    %function = transform.structured.match ops{["func.func"]} in %root
        : (!transform.any_op) -> !transform.any_op
    transform.alternatives %function : !transform.any_op {
    ^bb0(%arg: !transform.any_op):
      %convolution = transform.winograd.match_convolutions in %arg
          : (!transform.any_op) -> !transform.any_op
      // A CPU has none.
      transform.winograd.plan %convolution kind = "single-kernel"
          : (!transform.any_op) -> !transform.any_param
    }, {
    ^bb0(%arg: !transform.any_op):
      %convolution = transform.winograd.match_convolutions in %arg
          : (!transform.any_op) -> !transform.any_op
      transform.winograd.plan %convolution kind = "four-buffer"
          : (!transform.any_op) -> !transform.any_param
    }
    transform.yield
  }
}

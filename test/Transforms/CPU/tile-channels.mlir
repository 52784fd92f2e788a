// RUN: wino-opt %s -pass-pipeline='builtin.module(func.func(winograd-tile-channels,canonicalize,cse))' | FileCheck %s

// What stands around a depthwise convolution goes through its channels with it,
// in buffers of a channel.

#all = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>

module attributes {dlti.target_system_spec = #dlti.target_system_spec<
    "CPU" = #dlti.target_device_spec<"max_vector_op_width" = 256 : i64,
      "vector_registers" = 16 : i64, "L1_cache_size_in_bytes" = 32768 : i64,
      "L2_cache_size_in_bytes" = 524288 : i64,
      "L3_cache_size_in_bytes" = 16777216 : i64, "f16_conversions" = 1 : i64,
      "num_threads" = 1 : i64>>} {

// CHECK-LABEL: func @depthwise
// CHECK-SAME: %[[X:.*]]: tensor<?x96x28x28xf32>, %[[W:.*]]: tensor<96x3x3xf32>, %[[BIAS:.*]]: tensor<96xf32>
// CHECK-SAME: %[[OUT:.*]]: tensor<?x96x28x28xf32>)
// CHECK: scf.forall (%[[N:.*]], %[[C:.*]]) = (0, 0) to (%{{.*}}, 96) step (1, 2) shared_outs(%[[Y:.*]] = %[[OUT]])
// CHECK:   %[[X1:.*]] = tensor.extract_slice %[[X]][%[[N]], %[[C]], 0, 0] [1, 2, 28, 28]
// CHECK:   %[[RELU:.*]] = linalg.generic {{.*}} ins(%[[X1]] : tensor<1x2x28x28xf32>)
// CHECK:     arith.maximumf
// CHECK:   %[[P:.*]] = tensor.pad %[[RELU]] low[0, 0, 1, 1] high[0, 0, 1, 1]
// CHECK:   %[[W1:.*]] = tensor.extract_slice %[[W]][%[[C]], 0, 0] [2, 3, 3]
// CHECK:   %[[ZERO:.*]] = linalg.fill {{.*}} outs(%{{.*}} : tensor<1x2x28x28xf32>)
// CHECK:   %[[SUM:.*]] = linalg.depthwise_conv_2d_nchw_chw ins(%[[P]], %[[W1]] : {{.*}}) outs(%[[ZERO]]
// CHECK:   %[[BIAS1:.*]] = tensor.extract_slice %[[BIAS]][%[[C]]] [2]
// CHECK:   %[[Y1:.*]] = tensor.extract_slice %[[Y]][%[[N]], %[[C]], 0, 0] [1, 2, 28, 28]
// CHECK:   linalg.generic {{.*}} ins(%[[SUM]], %[[BIAS1]] : {{.*}}) outs(%[[Y1]]
// CHECK:     arith.addf
func.func @depthwise(%x: tensor<?x96x28x28xf32>, %w: tensor<96x3x3xf32>,
                     %bias: tensor<96xf32>, %out: tensor<?x96x28x28xf32>)
    -> tensor<?x96x28x28xf32> {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x96x28x28xf32>
  %empty = tensor.empty(%n) : tensor<?x96x28x28xf32>
  %relu = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<?x96x28x28xf32>) outs(%empty : tensor<?x96x28x28xf32>) {
  ^bb0(%a: f32, %o: f32):
    %max = arith.maximumf %a, %zero : f32
    linalg.yield %max : f32
  } -> tensor<?x96x28x28xf32>
  %p = tensor.pad %relu low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<?x96x28x28xf32> to tensor<?x96x30x30xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x96x28x28xf32>) -> tensor<?x96x28x28xf32>
  %sums = linalg.depthwise_conv_2d_nchw_chw
      ins(%p, %w : tensor<?x96x30x30xf32>, tensor<96x3x3xf32>)
      outs(%init : tensor<?x96x28x28xf32>) -> tensor<?x96x28x28xf32>
  %y = linalg.generic {indexing_maps = [#all, #channel, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%sums, %bias : tensor<?x96x28x28xf32>, tensor<96xf32>) outs(%out : tensor<?x96x28x28xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %sum = arith.addf %a, %b : f32
    linalg.yield %sum : f32
  } -> tensor<?x96x28x28xf32>
  return %y : tensor<?x96x28x28xf32>
}

// A pool; what more than the pad reads is computed once, for all.

// CHECK-LABEL: func @pool
// CHECK: linalg.generic
// CHECK: scf.forall (%{{.*}}, %[[C:.*]]) = (0, 0) to (2, 64) step (1, 2)
// CHECK:   tensor.pad
// CHECK:   linalg.pooling_nchw_max {{.*}} outs(%{{.*}} : tensor<1x2x14x14xf32>)
func.func @pool(%x: tensor<2x64x28x28xf32>) -> (tensor<2x64x14x14xf32>, tensor<2x64x28x28xf32>) {
  %zero = arith.constant 0.0 : f32
  %least = arith.constant 0xFF800000 : f32
  %empty = tensor.empty() : tensor<2x64x28x28xf32>
  %relu = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%x : tensor<2x64x28x28xf32>) outs(%empty : tensor<2x64x28x28xf32>) {
  ^bb0(%a: f32, %o: f32):
    %max = arith.maximumf %a, %zero : f32
    linalg.yield %max : f32
  } -> tensor<2x64x28x28xf32>
  %p = tensor.pad %relu low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %least : f32
  } : tensor<2x64x28x28xf32> to tensor<2x64x30x30xf32>
  %window = tensor.empty() : tensor<3x3xf32>
  %out = tensor.empty() : tensor<2x64x14x14xf32>
  %init = linalg.fill ins(%least : f32) outs(%out : tensor<2x64x14x14xf32>) -> tensor<2x64x14x14xf32>
  %y = linalg.pooling_nchw_max {strides = dense<2> : tensor<2xi64>}
      ins(%p, %window : tensor<2x64x30x30xf32>, tensor<3x3xf32>)
      outs(%init : tensor<2x64x14x14xf32>) -> tensor<2x64x14x14xf32>
  return %y, %relu : tensor<2x64x14x14xf32>, tensor<2x64x28x28xf32>
}

// Channels behind the image, and channels that are summed, are left alone.

// CHECK-LABEL: func @left
// CHECK-NOT: scf.forall
func.func @left(%x: tensor<1x30x30x64xf32>, %z: tensor<1x8x30x30xf32>, %w: tensor<16x8x3x3xf32>,
                %out: tensor<1x28x28x64xf32>, %sums: tensor<1x16x28x28xf32>)
    -> (tensor<1x28x28x64xf32>, tensor<1x16x28x28xf32>) {
  %window = tensor.empty() : tensor<3x3xf32>
  %y = linalg.pooling_nhwc_max ins(%x, %window : tensor<1x30x30x64xf32>, tensor<3x3xf32>)
      outs(%out : tensor<1x28x28x64xf32>) -> tensor<1x28x28x64xf32>
  %c = linalg.conv_2d_nchw_fchw ins(%z, %w : tensor<1x8x30x30xf32>, tensor<16x8x3x3xf32>)
      outs(%sums : tensor<1x16x28x28xf32>) -> tensor<1x16x28x28xf32>
  return %y, %c : tensor<1x28x28x64xf32>, tensor<1x16x28x28xf32>
}

// Rows of seven are computed as eight, of a window of many taps, and the last is dropped.

// CHECK-LABEL: func @narrow
// CHECK: scf.forall
// CHECK: %[[P:.*]] = tensor.pad {{.*}} low[0, 0, 2, 2] high[0, 0, 2, 3]
// CHECK: %[[SUMS:.*]] = linalg.depthwise_conv_2d_nchw_chw {{.*}}ins(%[[P]], %{{.*}} : tensor<1x8x11x12xf32>, tensor<8x5x5xf32>) outs(%{{.*}} : tensor<1x8x7x8xf32>)
// CHECK: tensor.extract_slice %[[SUMS]][0, 0, 0, 0] [1, 8, 7, 7] [1, 1, 1, 1]
func.func @narrow(%x: tensor<1x16x7x7xf32>, %w: tensor<16x5x5xf32>) -> tensor<1x16x7x7xf32> {
  %zero = arith.constant 0.0 : f32
  %p = tensor.pad %x low[0, 0, 2, 2] high[0, 0, 2, 2] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x7x7xf32> to tensor<1x16x11x11xf32>
  %out = tensor.empty() : tensor<1x16x7x7xf32>
  %init = linalg.fill ins(%zero : f32) outs(%out : tensor<1x16x7x7xf32>) -> tensor<1x16x7x7xf32>
  %y = linalg.depthwise_conv_2d_nchw_chw ins(%p, %w : tensor<1x16x11x11xf32>, tensor<16x5x5xf32>)
      outs(%init : tensor<1x16x7x7xf32>) -> tensor<1x16x7x7xf32>
  return %y : tensor<1x16x7x7xf32>
}
}

// RUN: wino-opt %s --pass-pipeline="builtin.module(func.func(winograd-generalize,winograd-tile-direct),canonicalize,cse)" -split-input-file | FileCheck %s

// A panel of 16 output channels at a time, with the channels innermost; the
// filter is rearranged, and the transposed store takes the relu along.
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64, "L2_cache_size_in_bytes" = 524288 : i64>>} {
// CHECK: #[[X:.+]] = affine_map<(d0, d1, d2, d3, d4, d5) -> (d3, d0 + d5, d1 + d4)>
// CHECK: #[[ACC:.+]] = affine_map<(d0, d1, d2, d3) -> (d2, d3, d1)>
// CHECK-LABEL: @relu
// CHECK-SAME: %[[IMAGE:[^:]+]]: tensor<2x4x10x12xf32>
// CHECK: linalg.transpose {{.*}} outs(%{{.+}} : tensor<2x4x3x3x16xf32>)
// CHECK: scf.forall (%[[N:.+]], %[[P:.+]]) in (2, 2) shared_outs(%[[Y:.+]] = %{{.+}}) -> (tensor<2x32x8x10xf32>)
// CHECK-DAG: %[[F:.+]] = tensor.extract_slice %{{.+}}[%[[P]], 0, 0, 0, 0] [1, 4, 3, 3, 16]
// CHECK-DAG: %[[I:.+]] = tensor.extract_slice %[[IMAGE]][%[[N]], 0, 0, 0] [1, 4, 10, 12]
// CHECK: %[[A:.+]] = linalg.generic {{.*}}"reduction", "reduction", "reduction"]} ins(%{{.+}}, %{{.+}} : tensor<4x10x12xf32>, tensor<4x3x3x16xf32>) outs(%{{.+}} : tensor<8x10x16xf32>)
// CHECK: linalg.generic {{.*}} ins(%[[A]] : tensor<8x10x16xf32>)
// CHECK: arith.maximumf
// CHECK: tensor.parallel_insert_slice
func.func @relu(%x: tensor<2x4x10x12xf32>, %g: tensor<32x4x3x3xf32>) -> tensor<2x32x8x10xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x32x8x10xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x32x8x10xf32>) -> tensor<2x32x8x10xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<2x4x10x12xf32>, tensor<32x4x3x3xf32>)
      outs(%init : tensor<2x32x8x10xf32>) -> tensor<2x32x8x10xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(n, k, h, w) -> (n, k, h, w)>, affine_map<(n, k, h, w) -> (n, k, h, w)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%y : tensor<2x32x8x10xf32>) outs(%empty : tensor<2x32x8x10xf32>) {
  ^bb0(%v: f32, %out: f32):
    %m = arith.maximumf %v, %zero : f32
    linalg.yield %m : f32
  } -> tensor<2x32x8x10xf32>
  return %r : tensor<2x32x8x10xf32>
}
}

// -----

// Channels that are not a multiple of a vector stay as they are.
// CHECK-LABEL: @three_channels
// CHECK-NOT: scf.forall
// CHECK: return
func.func @three_channels(%x: tensor<1x4x10x12xf32>, %g: tensor<3x4x3x3xf32>, %init: tensor<1x3x8x10xf32>) -> tensor<1x3x8x10xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x4x10x12xf32>, tensor<3x4x3x3xf32>)
      outs(%init : tensor<1x3x8x10xf32>) -> tensor<1x3x8x10xf32>
  return %y : tensor<1x3x8x10xf32>
}

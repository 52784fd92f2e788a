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

// Three channels fill less of a vector than rows of ten pixels do.
// CHECK-LABEL: @three_channels
// CHECK-NOT: scf.forall
// CHECK: return
func.func @three_channels(%x: tensor<1x4x10x12xf32>, %g: tensor<3x4x3x3xf32>, %init: tensor<1x3x8x10xf32>) -> tensor<1x3x8x10xf32> {
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x4x10x12xf32>, tensor<3x4x3x3xf32>)
      outs(%init : tensor<1x3x8x10xf32>) -> tensor<1x3x8x10xf32>
  return %y : tensor<1x3x8x10xf32>
}

// -----

// A stride leaves no vectors of pixels: those of channels end in zeros, which
// are not stored.
// CHECK-LABEL: @strided
// CHECK: tensor.pad %{{.+}} low[0, 0, 0, 0] high[13, 0, 0, 0]
// CHECK: %[[MAIN:.+]] = scf.forall (%{{.+}}) in (2)
// CHECK: linalg.generic {{.*}} outs(%{{.+}} : tensor<4x5x16xf32>)
// CHECK: tensor.parallel_insert_slice {{.*}} [1, 16, 4, 5]
// CHECK: tensor.extract_slice %{{.+}}[2, 0, 0, 0, 0] [1, 4, 3, 3, 4]
// CHECK: %[[SUMS:.+]] = linalg.generic {{.*}} outs(%{{.+}} : tensor<4x5x4xf32>)
// CHECK: tensor.extract_slice %[[SUMS]][0, 0, 0] [4, 5, 3]
// CHECK: tensor.insert_slice %{{.+}} into %[[MAIN]][0, 32, 0, 0] [1, 3, 4, 5]
func.func @strided(%x: tensor<1x4x9x11xf32>, %g: tensor<35x4x3x3xf32>) -> tensor<1x35x4x5xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x35x4x5xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x35x4x5xf32>) -> tensor<1x35x4x5xf32>
  %y = linalg.conv_2d_nchw_fchw {strides = dense<2> : tensor<2xi64>} ins(%x, %g : tensor<1x4x9x11xf32>, tensor<35x4x3x3xf32>)
      outs(%init : tensor<1x35x4x5xf32>) -> tensor<1x35x4x5xf32>
  return %y : tensor<1x35x4x5xf32>
}

// -----

// So do channels that are innermost, if they are not whole vectors.
// CHECK-LABEL: @innermost
// CHECK: linalg.generic {{.*}} outs(%{{.+}} : tensor<4x5x16xf32>)
// CHECK: tensor.extract_slice %{{.+}}[0, 0, 0] [4, 5, 9]
// CHECK-LABEL: @whole_innermost
// CHECK-NOT: linalg.generic {{.*}} outs(%{{.+}} : tensor<4x5x8xf32>)
// CHECK: return
func.func @innermost(%x: tensor<1x9x11x4xf32>, %g: tensor<3x3x4x9xf32>, %init: tensor<1x4x5x9xf32>) -> tensor<1x4x5x9xf32> {
  %y = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>} ins(%x, %g : tensor<1x9x11x4xf32>, tensor<3x3x4x9xf32>)
      outs(%init : tensor<1x4x5x9xf32>) -> tensor<1x4x5x9xf32>
  return %y : tensor<1x4x5x9xf32>
}
func.func @whole_innermost(%x: tensor<1x9x11x4xf32>, %g: tensor<3x3x4x8xf32>, %init: tensor<1x4x5x8xf32>) -> tensor<1x4x5x8xf32> {
  %y = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>} ins(%x, %g : tensor<1x9x11x4xf32>, tensor<3x3x4x8xf32>)
      outs(%init : tensor<1x4x5x8xf32>) -> tensor<1x4x5x8xf32>
  return %y : tensor<1x4x5x8xf32>
}

// -----

// A group is one more loop outside of the panels.
// CHECK-LABEL: @grouped
// CHECK: linalg.transpose {{.*}} outs(%{{.+}} : tensor<1x3x5x3x3x16xf32>)
// CHECK: scf.forall (%[[N:.+]], %[[G:.+]]) in (2, 3)
// CHECK-DAG: tensor.extract_slice %{{.+}}[%[[G]], 0, 0, 0, 0] [1, 5, 3, 3, 16]
// CHECK-DAG: tensor.extract_slice %{{.+}}[%[[N]], %[[G]], 0, 0, 0] [1, 1, 5, 9, 11]
// CHECK: linalg.generic {{.*}} ins(%{{.+}}, %{{.+}} : tensor<5x9x11xf32>, tensor<5x3x3x16xf32>) outs(%{{.+}} : tensor<4x5x16xf32>)
// CHECK: tensor.parallel_insert_slice %{{.+}} into %{{.+}}[%[[N]], %[[G]], 0, 0, 0] [1, 1, 16, 4, 5]
func.func @grouped(%x: tensor<2x3x5x9x11xf32>, %g: tensor<3x16x5x3x3xf32>, %init: tensor<2x3x16x4x5xf32>) -> tensor<2x3x16x4x5xf32> {
  %y = linalg.conv_2d_ngchw_gfchw {strides = dense<2> : tensor<2xi64>} ins(%x, %g : tensor<2x3x5x9x11xf32>, tensor<3x16x5x3x3xf32>)
      outs(%init : tensor<2x3x16x4x5xf32>) -> tensor<2x3x16x4x5xf32>
  return %y : tensor<2x3x16x4x5xf32>
}

// -----

// A filter whose type leaves a size open, which the image has, has no panels.
// CHECK-LABEL: @unknown_groups
// CHECK-NOT: scf.forall
func.func @unknown_groups(%x: tensor<2x3x5x9x11xf32>, %g: tensor<?x16x5x3x3xf32>, %init: tensor<2x3x16x4x5xf32>) -> tensor<2x3x16x4x5xf32> {
  %y = linalg.conv_2d_ngchw_gfchw {strides = dense<2> : tensor<2xi64>} ins(%x, %g : tensor<2x3x5x9x11xf32>, tensor<?x16x5x3x3xf32>)
      outs(%init : tensor<2x3x16x4x5xf32>) -> tensor<2x3x16x4x5xf32>
  return %y : tensor<2x3x16x4x5xf32>
}

// -----

// Of an image of unknown size each row is a block; a padded one is stored first.
module attributes {llvm.target = #llvm.target<triple="x86_64-linux-gnu", chip="x86-64-v3">} {
// CHECK-LABEL: @unknown(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x4x?x?xf32>
// CHECK-SAME: %[[H:[^:]+]]: index, %[[W:[^:]+]]: index
// CHECK-NOT: tensor.pad
// CHECK: %[[PADDED:.+]] = tensor.insert_slice %[[X]] into
// CHECK: scf.forall (%[[P:.+]], %[[ROW:.+]]) in (2, %[[H]])
// CHECK: linalg.generic {{.*}}"reduction", "reduction", "reduction"]} ins(%{{.+}}, %{{.+}} : tensor<4x3x?xf32>, tensor<4x3x3x16xf32>) outs(%{{.+}} : tensor<1x?x16xf32>)
// CHECK: tensor.parallel_insert_slice {{.*}}[0, %{{.+}}, %[[ROW]], 0] [1, 16, 1, %[[W]]]
func.func @unknown(%x: tensor<1x4x?x?xf32>, %g: tensor<32x4x3x3xf32>, %h: index, %w: index) -> tensor<1x32x?x?xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%a: index, %b: index, %c: index, %d: index):
    tensor.yield %zero : f32
  } : tensor<1x4x?x?xf32> to tensor<1x4x?x?xf32>
  %empty = tensor.empty(%h, %w) : tensor<1x32x?x?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x?x?xf32>) -> tensor<1x32x?x?xf32>
  %y = linalg.conv_2d_nchw_fchw {strides = dense<2> : tensor<2xi64>} ins(%padded, %g : tensor<1x4x?x?xf32>, tensor<32x4x3x3xf32>)
      outs(%init : tensor<1x32x?x?xf32>) -> tensor<1x32x?x?xf32>
  return %y : tensor<1x32x?x?xf32>
}
}

// -----

// The loops over an image can stand in another order than its axes do.
module attributes {llvm.target = #llvm.target<triple="x86_64-linux-gnu", chip="x86-64-v3">} {
// CHECK-LABEL: @permuted(
// CHECK: %[[SUMS:.+]] = linalg.generic {{.*}} outs(%{{.+}} : tensor<3x5x16xf32>)
// CHECK: linalg.generic {{.*}} ins(%[[SUMS]] : tensor<3x5x16xf32>)
func.func @permuted(%x: tensor<4x7x11xf32>, %g: tensor<16x4x3x3xf32>) -> tensor<16x3x5xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<16x3x5xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<16x3x5xf32>) -> tensor<16x3x5xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(w, h, k, c, i, j) -> (c, h * 2 + i, w * 2 + j)>,
      affine_map<(w, h, k, c, i, j) -> (k, c, i, j)>, affine_map<(w, h, k, c, i, j) -> (k, h, w)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %g : tensor<4x7x11xf32>, tensor<16x4x3x3xf32>) outs(%init : tensor<16x3x5xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %s, %p : f32
    linalg.yield %t : f32
  } -> tensor<16x3x5xf32>
  return %y : tensor<16x3x5xf32>
}
}

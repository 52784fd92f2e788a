// A level of a U-Net keeps five values besides its input and the transformed filter: what
// it skips, what pooling has done by rows, what is below, what is enlarged, from which the
// row and column in front of its first ones are cut off, both side by side, and the result.
// Biases and activations are computed where the output transforms write. On a GPU it is
// eight kernels: four convolutions, the pooling, a filter, and two copies.

// RUN: wino-opt %s --winograd-to-cpu="plan=blocked tile=4" -o /dev/null --mlir-print-ir-before=convert-scf-to-cf 2>&1 \
// RUN:   | sed -n '/func.func @level/,$p' | grep -o "memref.alloc() .*" | FileCheck %s --check-prefix=CPU
// RUN: wino-opt %s --winograd-to-kernels="plan=blocked tile=4" | grep -E -o "gpu.launch_func +@[a-z0-9_]+" | FileCheck %s --check-prefix=GPU
// RUN: wino-run %s --entry=level --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1
// RUN: %if vulkan %{ wino-run %s --entry=level --target=vulkan --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1 %}

// CPU-DAG: : memref<1x16x32x32xf32>
// CPU-DAG: : memref<1x16x16x32xf32>
// CPU-DAG: : memref<1x32x16x16xf32>
// CPU-DAG: : memref<5x5x32x2x2x16xf32>
// CPU-DAG: : memref<1x16x33x33xf32>
// CPU-DAG: : memref<1x32x32x32xf32>
// CPU-DAG: : memref<1x16x32x32xf32>
// CPU-NOT: memref.alloc

// GPU: @level_block
// GPU-NEXT: @level_loops
// GPU-NEXT: @level_block_0
// GPU-NEXT: @level_filter
// GPU-NEXT: @level_block_1
// GPU-NEXT: @level_slice
// GPU-NEXT: @level_insert
// GPU-NEXT: @level_block_2
// GPU-NOT: @level

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
#flip = affine_map<(k, c, i, j) -> (c, k, 3 - i, 3 - j)>
module attributes {llvm.target = #llvm.target<triple = "x86_64-linux-gnu", chip = "x86-64-v3">} {
func.func @level(%x: tensor<1x8x32x32xf32>, %g3: tensor<32x16x4x4xf32>) -> tensor<1x16x32x32xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %low = arith.constant 0xFF800000 : f32
  %g1 = arith.constant dense<0.0625> : tensor<16x8x3x3xf32>
  %g2 = arith.constant dense<0.03125> : tensor<32x16x3x3xf32>
  %g4 = arith.constant dense<-0.0625> : tensor<16x32x3x3xf32>
  %bias = arith.constant dense<[0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.4]> : tensor<16xf32>
  %e = tensor.empty() : tensor<1x16x32x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x32x32xf32>) -> tensor<1x16x32x32xf32>
  %p1 = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x8x32x32xf32> to tensor<1x8x34x34xf32>
  %c1 = linalg.conv_2d_nchw_fchw ins(%p1, %g1 : tensor<1x8x34x34xf32>, tensor<16x8x3x3xf32>) outs(%f : tensor<1x16x32x32xf32>) -> tensor<1x16x32x32xf32>
  %skip = linalg.generic {indexing_maps = [#id, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%c1, %bias : tensor<1x16x32x32xf32>, tensor<16xf32>) outs(%e : tensor<1x16x32x32xf32>) {
  ^bb0(%v: f32, %b: f32, %o: f32):
    %a = arith.addf %v, %b : f32
    %r = arith.maximumf %a, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x16x32x32xf32>
  %window = tensor.empty() : tensor<2x2xf32>
  %ed = tensor.empty() : tensor<1x16x16x16xf32>
  %fd = linalg.fill ins(%low : f32) outs(%ed : tensor<1x16x16x16xf32>) -> tensor<1x16x16x16xf32>
  %d = linalg.pooling_nchw_max {strides = dense<2> : vector<2xi64>} ins(%skip, %window : tensor<1x16x32x32xf32>, tensor<2x2xf32>) outs(%fd : tensor<1x16x16x16xf32>) -> tensor<1x16x16x16xf32>
  %em = tensor.empty() : tensor<1x32x16x16xf32>
  %fm = linalg.fill ins(%zero : f32) outs(%em : tensor<1x32x16x16xf32>) -> tensor<1x32x16x16xf32>
  %p2 = tensor.pad %d low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x16x16xf32> to tensor<1x16x18x18xf32>
  %c2 = linalg.conv_2d_nchw_fchw ins(%p2, %g2 : tensor<1x16x18x18xf32>, tensor<32x16x3x3xf32>) outs(%fm : tensor<1x32x16x16xf32>) -> tensor<1x32x16x16xf32>
  %m = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%c2 : tensor<1x32x16x16xf32>) outs(%em : tensor<1x32x16x16xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.maximumf %v, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x32x16x16xf32>
  %ez = tensor.empty() : tensor<1x32x35x35xf32>
  %fz = linalg.fill ins(%zero : f32) outs(%ez : tensor<1x32x35x35xf32>) -> tensor<1x32x35x35xf32>
  %z = tensor.insert_slice %m into %fz[0, 0, 2, 2] [1, 32, 16, 16] [1, 1, 2, 2] : tensor<1x32x16x16xf32> into tensor<1x32x35x35xf32>
  %eg = tensor.empty() : tensor<16x32x4x4xf32>
  %g3f = linalg.generic {indexing_maps = [#flip, affine_map<(k, c, i, j) -> (k, c, i, j)>], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%g3 : tensor<32x16x4x4xf32>) outs(%eg : tensor<16x32x4x4xf32>) {
  ^bb0(%v: f32, %o: f32):
    linalg.yield %v : f32
  } -> tensor<16x32x4x4xf32>
  %eb = tensor.empty() : tensor<1x16x32x32xf32>
  %b = linalg.broadcast ins(%bias : tensor<16xf32>) outs(%eb : tensor<1x16x32x32xf32>) dimensions = [0, 2, 3]
  %u = linalg.conv_2d_nchw_fchw ins(%z, %g3f : tensor<1x32x35x35xf32>, tensor<16x32x4x4xf32>) outs(%b : tensor<1x16x32x32xf32>) -> tensor<1x16x32x32xf32>
  %cat = tensor.concat dim(1) %skip, %u : (tensor<1x16x32x32xf32>, tensor<1x16x32x32xf32>) -> tensor<1x32x32x32xf32>
  %p4 = tensor.pad %cat low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x32x32x32xf32> to tensor<1x32x34x34xf32>
  %c4 = linalg.conv_2d_nchw_fchw ins(%p4, %g4 : tensor<1x32x34x34xf32>, tensor<16x32x3x3xf32>) outs(%f : tensor<1x16x32x32xf32>) -> tensor<1x16x32x32xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%c4 : tensor<1x16x32x32xf32>) outs(%e : tensor<1x16x32x32xf32>) {
  ^bb0(%v: f32, %o: f32):
    %n = arith.negf %v : f32
    %ex = math.exp %n : f32
    %o1 = arith.addf %ex, %one : f32
    %r = arith.divf %v, %o1 : f32
    linalg.yield %r : f32
  } -> tensor<1x16x32x32xf32>
  return %y : tensor<1x16x32x32xf32>
}
}

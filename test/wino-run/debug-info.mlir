// With -g, perf gets a file that names functions and the lines that their code
// comes from, and gdb is told of them.

// RUN: rm -rf %t && mkdir %t
// RUN: env JITDUMPDIR=%t wino-run %s --entry=conv --plan=blocked --tile=4 --random-inputs --time=1 -g \
// RUN:   --cache-dir=%t/cache
// RUN: cat %t/.debug/jit/*/jit-*.dump | strings | FileCheck %s
// CHECK-DAG: debug-info.mlir
// CHECK-DAG: {{^}}conv_kernel0{{$}}

// Such code is not kept.
// RUN: not ls %t/cache/*

// RUN: not wino-run %s --entry=conv --random-inputs --time=1 -g --target=vulkan 2>&1 | FileCheck %s --check-prefix=GPU
// GPU: error: expected -g beside --target=cpu
func.func @conv(%x: tensor<1x14x14x8xf32>, %w: tensor<3x3x8x16xf32>, %y: tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32> {
  %r = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x14x14x8xf32>, tensor<3x3x8x16xf32>)
      outs(%y : tensor<1x12x12x16xf32>) -> tensor<1x12x12x16xf32>
  return %r : tensor<1x12x12x16xf32>
}

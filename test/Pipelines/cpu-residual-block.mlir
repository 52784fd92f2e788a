// A block of a residual network has two values in memory besides its input: what is
// between the convolutions, and the result. Scales, biases, activations and the addition
// are computed where the output transform writes. Two more allocations are a thread's
// scratch memory.

// RUN: wino-opt %s --winograd-to-cpu="plan=blocked tile=4" -o /dev/null --mlir-print-ir-before=convert-scf-to-cf 2>&1 \
// RUN:   | grep -o "memref.alloc() .*" | FileCheck %s
// RUN: wino-run %s --entry=block --random-inputs --check --tolerance=1e-3 --plan=blocked --tile=4 | count 1

// CHECK-DAG: : memref<1x16x56x56xf32>
// CHECK-DAG: : memref<1x16x56x56xf32>
// CHECK-DAG: : memref<{{[0-9]+}}xi8>
// CHECK-DAG: : memref<{{[0-9]+}}xi8>
// CHECK-NOT: memref.alloc

#id = affine_map<(n, c, h, w) -> (n, c, h, w)>
#channel = affine_map<(n, c, h, w) -> (c)>
module attributes {llvm.target = #llvm.target<triple = "x86_64-linux-gnu", chip = "x86-64-v3">} {
func.func @block(%x: tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32> {
  %zero = arith.constant 0.0 : f32
  %g1 = arith.constant dense<0.0625> : tensor<16x16x3x3xf32>
  %g2 = arith.constant dense<-0.03125> : tensor<16x16x3x3xf32>
  %scale = arith.constant dense<[1.0, 2.0, 0.5, 1.5, 1.0, 2.0, 0.5, 1.5, 1.0, 2.0, 0.5, 1.5, 1.0, 2.0, 0.5, 1.5]> : tensor<16xf32>
  %shift = arith.constant dense<[0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.4]> : tensor<16xf32>
  %e = tensor.empty() : tensor<1x16x56x56xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %p1 = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %c1 = linalg.conv_2d_nchw_fchw ins(%p1, %g1 : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %b1 = linalg.generic {indexing_maps = [#id, #channel, #channel, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%c1, %scale, %shift : tensor<1x16x56x56xf32>, tensor<16xf32>, tensor<16xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %s: f32, %t: f32, %o: f32):
    %m = arith.mulf %v, %s : f32
    %a = arith.addf %m, %t : f32
    %r = arith.maximumf %a, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  %p2 = tensor.pad %b1 low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x16x56x56xf32> to tensor<1x16x58x58xf32>
  %c2 = linalg.conv_2d_nchw_fchw ins(%p2, %g2 : tensor<1x16x58x58xf32>, tensor<16x16x3x3xf32>) outs(%f : tensor<1x16x56x56xf32>) -> tensor<1x16x56x56xf32>
  %b2 = linalg.generic {indexing_maps = [#id, #channel, #channel, #id, #id], iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%c2, %scale, %shift, %x : tensor<1x16x56x56xf32>, tensor<16xf32>, tensor<16xf32>, tensor<1x16x56x56xf32>) outs(%e : tensor<1x16x56x56xf32>) {
  ^bb0(%v: f32, %s: f32, %t: f32, %skip: f32, %o: f32):
    %m = arith.mulf %v, %s : f32
    %a = arith.addf %m, %t : f32
    %b = arith.addf %a, %skip : f32
    %r = arith.maximumf %b, %zero : f32
    linalg.yield %r : f32
  } -> tensor<1x16x56x56xf32>
  return %b2 : tensor<1x16x56x56xf32>
}
}

// One convolution of a network, with what stands in front of it, and its bias.

// RUN: wino-bench phases --module=%s --op=second --tile=2 --candidates=0 --min-time=0 --json=%t.json | FileCheck %s
// CHECK: {{^}}second, 0.0173 MFLOP
// CHECK: 0 direct {{ *}}direct {{.*}}e-0{{[5678]$}}
// CHECK: 1 X̂ {{ *}}tensor {{ *}}unsupported: built for conv_2d_nchw_fchw from zero
// CHECK: 6 output transform {{ *}}kron {{.*}}e-0{{[5678]$}}
// CHECK: blocked m=2 {{ *}}plan {{.*}}e-0{{[5678]$}}
// RUN: FileCheck %s --check-prefix=JSON < %t.json
// JSON: "name": "second",
// JSON: "file": "{{.*}}phases-module.mlir",
// JSON-NEXT: "op": "linalg.conv_2d_nchw_fchw",
// JSON-NEXT: "location": "second"

// A plain one is also built from slices; its name is its place.
// RUN: wino-bench phases --module=%s --op=43 --tile=2 --candidates=0 --min-time=0 | FileCheck %s --check-prefix=LINE
// LINE: phases-module.mlir:43:8, 0.0259 MFLOP
// LINE: 6 output transform {{ *}}tensor {{.*}}e-0{{[5678]$}}

// RUN: not wino-bench phases --module=%s 2>&1 | FileCheck %s --check-prefix=SEVERAL
// RUN: not wino-bench phases --module=%s --op=main 2>&1 | FileCheck %s --check-prefix=SEVERAL
// SEVERAL: wino-bench: error: expected --op to choose one convolution of '{{.*}}phases-module.mlir', but 2 fit:
// SEVERAL-NEXT: phases-module.mlir:43:8: linalg.conv_2d_nchw_fchw in 'main', 2-D convolution, batch 1, 3 to 4 channels
// SEVERAL-NEXT: second 'second': linalg.conv_2d_nchw_fchw in 'main', 2-D convolution, batch 1, 4 to 2 channels
// RUN: not wino-bench phases --module=%s --op=third 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: wino-bench: error: expected --op to be one of these convolutions, but got 'third':
// RUN: echo "func.func @main(%%x: tensor<3xf32>) -> tensor<3xf32> { return %%x : tensor<3xf32> }" | not wino-bench phases --module=- 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: wino-bench: error: expected a convolution in '-', but there is none
// RUN: sed -e "s/12x10/12x?/g;s/14x12/14x?/g;s/tensor.empty()/tensor.empty(%%d)/" %s | not wino-bench phases --module=- --op=second 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: wino-bench: error: expected a convolution of tensors of f32 and static shape at second, but got tensor<1x4x14x?xf32>
func.func @main(%x: tensor<1x3x12x10xf32>) -> tensor<1x2x12x10xf32> {
  %d = arith.constant 10 : index
  %g = arith.constant dense<0.25> : tensor<4x3x3x3xf32>
  %h = arith.constant dense<-0.5> : tensor<2x4x3x3xf32>
  %bias = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %zero = arith.constant 0.0 : f32
  %0 = tensor.pad %x low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x3x12x10xf32> to tensor<1x3x14x12xf32>
  %1 = tensor.empty() : tensor<1x4x12x10xf32>
  %2 = linalg.fill ins(%zero : f32) outs(%1 : tensor<1x4x12x10xf32>) -> tensor<1x4x12x10xf32>
  %3 = linalg.conv_2d_nchw_fchw ins(%0, %g : tensor<1x3x14x12xf32>, tensor<4x3x3x3xf32>) outs(%2 : tensor<1x4x12x10xf32>) -> tensor<1x4x12x10xf32>
  %4 = tensor.pad %3 low[0, 0, 1, 1] high[0, 0, 1, 1] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %zero : f32
  } : tensor<1x4x12x10xf32> to tensor<1x4x14x12xf32>
  %5 = tensor.empty() : tensor<1x2x12x10xf32>
  %6 = linalg.broadcast ins(%bias : tensor<2xf32>) outs(%5 : tensor<1x2x12x10xf32>) dimensions = [0, 2, 3]
  %7 = linalg.conv_2d_nchw_fchw ins(%4, %h : tensor<1x4x14x12xf32>, tensor<2x4x3x3xf32>) outs(%6 : tensor<1x2x12x10xf32>) -> tensor<1x2x12x10xf32> loc("second")
  return %7 : tensor<1x2x12x10xf32>
}

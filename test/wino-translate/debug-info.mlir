// With -g, a debugger and a profiler name the line of the convolution: of its
// function, and of nearly all of its code.

// RUN: rm -rf %t && wino-translate %s -g -o %t --pipeline-options="plan=blocked tile=4"
// RUN: llvm-symbolizer --obj=%t/debug-info.o conv_kernel0 conv | FileCheck %s
// CHECK: conv_kernel0
// CHECK-NEXT: {{.*}}debug-info.mlir:[[@LINE+28]]:
// CHECK: conv
// CHECK-NEXT: {{.*}}debug-info.mlir:[[@LINE+22]]:

// RUN: llvm-dwarfdump --debug-line %t/debug-info.o | %python %S/Inputs/line_share.py \
// RUN:   | FileCheck %s --check-prefix=SHARE
// SHARE: line [[@LINE+22]]: {{[89][0-9]$}}

// A front end's places come before those in the text.
// RUN: wino-translate %s -g -o %t --entry=located --pipeline-options="plan=direct" --emit=llvm-ir
// RUN: FileCheck %s --check-prefix=PLACE --input-file=%t/debug-info.ll
// PLACE-DAG: !DIFile(filename: "model.py"
// PLACE-DAG: distinct !DISubprogram(name: "located_kernel0", {{.*}} line: 42,

// Without, there is nothing.
// RUN: wino-translate %s -o %t
// RUN: llvm-dwarfdump %t/debug-info.o | FileCheck %s --check-prefix=NONE
// NONE-NOT: DW_TAG

// RUN: not wino-translate %s -g -o %t --emit=spirv 2>&1 | FileCheck %s --check-prefix=GPU
// GPU: error: expected -g only with --emit=object, shared-library, llvm-ir or assembly

#identity = affine_map<(n, h, w, k) -> (n, h, w, k)>
#bias = affine_map<(n, h, w, k) -> (k)>
func.func @conv(%x: tensor<1x34x34x16xf32>, %g: tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x32x32x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x34x34x16xf32>, tensor<3x3x16x16xf32>)
      outs(%init : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  return %y : tensor<1x32x32x16xf32>
}

func.func @located(%x: tensor<1x34x34x16xf32>, %g: tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x32x32x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %g : tensor<1x34x34x16xf32>, tensor<3x3x16x16xf32>)
      outs(%init : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32> loc("layer1.conv"("model.py":42:7))
  return %y : tensor<1x32x32x16xf32>
}

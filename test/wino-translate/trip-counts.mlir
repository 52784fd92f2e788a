// Loops are said to be as long as they are, and the register tiles of a product keep
// their sums in registers: nothing is spilled for a transform's constants. (Nine tiles
// of a block are register tiles of five and four rows.)

// RUN: rm -rf %t && mkdir -p %t
// RUN: wino-translate %s --emit=llvm-ir -o %t --target-triple=x86_64-linux-gnu --cpu=znver3 \
// RUN:   --pipeline-options="plan=blocked tile=4 block=3,3"
// RUN: FileCheck %s --input-file=%t/trip-counts.ll --check-prefix=IR
// IR: br i1 %{{.+}}, !prof ![[PROF:[0-9]+]]
// IR: ![[PROF]] = !{!"branch_weights", i32 {{[0-9]+}}, i32 {{[0-9]+}}}
// RUN: wino-translate %s --emit=assembly -o %t --target-triple=x86_64-linux-gnu --cpu=znver3 \
// RUN:   --pipeline-options="plan=blocked tile=4 block=3,3"
// RUN: FileCheck %s --input-file=%t/trip-counts.s
// CHECK-NOT: vfmadd231ps {{.*}}(%rsp)

func.func @conv(%x: tensor<1x256x14x14xf32>, %g: tensor<256x256x3x3xf32>) -> tensor<1x256x12x12xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x256x12x12xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<1x256x12x12xf32>) -> tensor<1x256x12x12xf32>
  %y = linalg.conv_2d_nchw_fchw ins(%x, %g : tensor<1x256x14x14xf32>, tensor<256x256x3x3xf32>)
      outs(%i : tensor<1x256x12x12xf32>) -> tensor<1x256x12x12xf32>
  return %y : tensor<1x256x12x12xf32>
}

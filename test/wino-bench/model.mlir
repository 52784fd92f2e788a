// A network of two convolutions against its direct path.

// RUN: wino-bench model --module=%s --direct --plan=four-buffer --min-time=0 | FileCheck %s --check-prefix=TABLE
// TABLE: {{.*}}model.mlir, 1 thread
// TABLE-NEXT: shape
// TABLE-NEXT: {{^}}12x10 {{ *}}four-buffer {{ *}}{{[0-9.]+ m?s *[0-9.]+ [mu]?s *[0-9.]+ *[0-9.]+e-0[4567] .*B$}}
// TABLE-NEXT: {{^}}12x10 {{ *}}direct {{.*}} 0.00e+00 {{.*}}B{{$}}
// TABLE-NOT: {{.}}

// GFLOP/s * ms are the operations in millions: (3 * 4 + 4 * 2) * 9 * 120 * 2 = 43200.
// REQUIRES: python
// RUN: wino-bench model --module=%s --entry=main --min-time=0 --csv > %t
// RUN: FileCheck %s --check-prefix=CSV < %t
// RUN: %python -c "p = open('%t').read().split(','); assert float(p[3]) > 0 and abs(float(p[3]) * float(p[4]) - 0.0432) < 0.01, p"
// CSV: {{^}}winograd-model,12x10,1,{{[0-9]+\.[0-9]{4},[0-9]+\.[0-9],[0-9]\.[0-9]{2}e[-+]0[0-9]$}}
// CSV-NOT: {{.}}
// RUN: wino-bench model --min-time=0 --csv --plan=direct,four-buffer < %s --module=- | FileCheck %s --check-prefix=PLANS
// PLANS: winograd-model-direct,12x10,1,{{.*,0\.00e\+00$}}
// PLANS-NEXT: winograd-model-four-buffer,12x10,1,{{.*e-0[4567]$}}
// PLANS-NOT: {{.}}

// RUN: not wino-bench model --module=%s --size=12 2>&1 | FileCheck %s --check-prefix=SIZE
// SIZE: wino-bench: error: expected a network for 12x12 pixels, but got one for 12x10; utils/demo.sh --size=12 makes one
// RUN: not wino-bench model --module=%s --entry=none 2>&1 | FileCheck %s --check-prefix=ENTRY
// ENTRY: wino-bench: error: expected --entry to name a function of the module, but got 'none'; it has: main
// RUN: not wino-bench model --module=%t/none.mlir 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: wino-bench: error: expected --module to be a network, but there is no '{{.*}}none.mlir'; utils/demo.sh makes build/demo/network.mlir, and winograd_ncnn (docs/Ncnn.md) any other
// RUN: echo "func.func @main(%%x: tensor<3xf32>) -> tensor<3xf32> { return %%x : tensor<3xf32> }" | not wino-bench model --module=- 2>&1 | FileCheck %s --check-prefix=RANK
// RANK: wino-bench: error: expected the first argument of 'main' to be an image of rank 4, NxCxHxW
// RUN: sed -e "s/12x10/12x?/g;s/14x12/14x?/g;s/tensor.empty()/tensor.empty(%%d)/" %s | not wino-bench model --module=- 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: wino-bench: error: expected static shapes for random inputs
func.func @main(%x: tensor<1x3x12x10xf32>) -> tensor<1x2x12x10xf32> {
  %d = arith.constant 10 : index
  %g = arith.constant dense<0.25> : tensor<4x3x3x3xf32>
  %h = arith.constant dense<-0.5> : tensor<2x4x3x3xf32>
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
  %6 = linalg.fill ins(%zero : f32) outs(%5 : tensor<1x2x12x10xf32>) -> tensor<1x2x12x10xf32>
  %7 = linalg.conv_2d_nchw_fchw ins(%4, %h : tensor<1x4x14x12xf32>, tensor<2x4x3x3xf32>) outs(%6 : tensor<1x2x12x10xf32>) -> tensor<1x2x12x10xf32>
  return %7 : tensor<1x2x12x10xf32>
}

// Large constants are no part of the code: it reads them where they are, in the
// module, made by a pass, or in the file of compiled code. Also one that stands in
// the module where no vector could be read from, and one that two loops read.

// REQUIRES: python
// DEFINE: %{run} = wino-run %t/m.mlir --entry=f --random-inputs --time=1
// RUN: rm -rf %t && mkdir %t
// RUN: %python %S/Inputs/large_constants.py %s > %t/m.mlir
// RUN: %{run} --no-cache --output=%t/none.npy --output=%t/none2.npy --check --tolerance=1e-3 | FileCheck %s --check-prefix=NEW
// RUN: %{run} --cache-dir=%t/cache --output=%t/new.npy --output=%t/new2.npy | FileCheck %s --check-prefix=NEW
// RUN: %{run} --cache-dir=%t/cache --output=%t/kept.npy --output=%t/kept2.npy | FileCheck %s --check-prefix=KEPT
// RUN: cmp %t/none.npy %t/new.npy
// RUN: cmp %t/none.npy %t/kept.npy
// RUN: cmp %t/none2.npy %t/kept2.npy
// RUN: %{run} --cache-dir=%t/cache --threads=2 --check --tolerance=1e-3 | FileCheck %s --check-prefix=NEW
// RUN: %{run} --cache-dir=%t/cache --threads=2 --check --tolerance=1e-3 | FileCheck %s --check-prefix=KEPT

// A damaged constant is noticed.
// RUN: rm -rf %t/cache
// RUN: %{run} --cache-dir=%t/cache | FileCheck %s --check-prefix=NEW
// RUN: %python %S/Inputs/damage.py %t/cache constant
// RUN: %{run} --cache-dir=%t/cache --output=%t/again.npy --output=%t/again2.npy | FileCheck %s --check-prefix=NEW
// RUN: cmp %t/none.npy %t/again.npy
// NEW: {{^[a-z]+: compile [0-9.]+ m?s, run}}
// KEPT: {{^[a-z]+: compile [0-9.]+ m?s \(cached\), run}}

#id = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
func.func @f(%x: tensor<1x18x18x64xf32>) -> (tensor<1x16x16x64xf32>, tensor<1x18x18x64xf32>) {
  %w = arith.constant dense_resource<w> : tensor<3x3x64x64xf32>
  %b = arith.constant dense_resource<b> : tensor<1x16x16x64xf32>
  %c = arith.constant dense_resource<c> : tensor<1x18x18x64xf32>
  %y = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x18x18x64xf32>, tensor<3x3x64x64xf32>) outs(%b : tensor<1x16x16x64xf32>) -> tensor<1x16x16x64xf32>
  %e = tensor.empty() : tensor<1x18x18x64xf32>
  %s = linalg.add ins(%x, %c : tensor<1x18x18x64xf32>, tensor<1x18x18x64xf32>) outs(%e : tensor<1x18x18x64xf32>) -> tensor<1x18x18x64xf32>
  %p = linalg.mul ins(%s, %c : tensor<1x18x18x64xf32>, tensor<1x18x18x64xf32>) outs(%e : tensor<1x18x18x64xf32>) -> tensor<1x18x18x64xf32>
  return %y, %p : tensor<1x16x16x64xf32>, tensor<1x18x18x64xf32>
}

// Compiled code is kept, and found again by all that decides it.

// DEFINE: %{run} = wino-run --cache-dir=%t/cache --random-inputs --time=1
// RUN: rm -rf %t && mkdir %t
// RUN: %{run} %s --entry=f --output=%t/new.npy | FileCheck %s --check-prefix=NEW
// RUN: %{run} %s --entry=f --output=%t/kept.npy | FileCheck %s --check-prefix=KEPT
// RUN: cmp %t/new.npy %t/kept.npy
// NEW: {{^[a-z]+: compile [0-9.]+ m?s, run}}
// KEPT: {{^[a-z]+: compile [0-9.]+ m?s \(cached\), run}}

// Another function, though it does the same.
// RUN: %{run} %s --entry=g --output=%t/g.npy | FileCheck %s --check-prefix=NEW
// RUN: cmp %t/new.npy %t/g.npy
// Other options.
// RUN: %{run} %s --entry=f --tile=2 | FileCheck %s --check-prefix=NEW
// RUN: %{run} %s --entry=f --plan=four-buffer | FileCheck %s --check-prefix=NEW
// RUN: %{run} %s --entry=f --direct | FileCheck %s --check-prefix=NEW
// RUN: %{run} %s --entry=f --threads=2 | FileCheck %s --check-prefix=NEW
// RUN: %{run} %s --entry=f --stop-after=input | FileCheck %s --check-prefix=NEW
// RUN: %{run} %s --entry=f --pipeline-options=lanes=2 | FileCheck %s --check-prefix=NEW
// Each of them is kept beside the others, with what it needs when it runs.
// RUN: %{run} %s --entry=f --tile=2 | FileCheck %s --check-prefix=KEPT
// RUN: %{run} %s --entry=f --direct | FileCheck %s --check-prefix=KEPT
// RUN: %{run} %s --entry=f --threads=2 --check --tolerance=1e-4 | FileCheck %s --check-prefix=KEPT
// The results of a step have types of their own.
// RUN: %{run} %s --entry=f --stop-after=input --output=%t/step.npy | FileCheck %s --check-prefix=KEPT

// Another module.
// RUN: sed -e 's/dense<0.5>/dense<0.25>/' %s > %t/other.mlir
// RUN: %{run} %t/other.mlir --entry=f | FileCheck %s --check-prefix=NEW
// The same in another file, on other lines, and with another function beside.
// RUN: sed -e 's/@h(/@i(/' -e '1i //' %s > %t/moved.mlir
// RUN: %{run} %t/moved.mlir --entry=f | FileCheck %s --check-prefix=KEPT

// One file for each that was new, and one for the reference of --check.
// RUN: ls %t/cache | FileCheck %s --check-prefix=FILES
// FILES-COUNT-10: llvmcache-{{[0-9a-f]+$}}
// FILES-NOT: llvmcache-{{[0-9a-f]+$}}
func.func @f(%x: tensor<1x10x10x8xf32>) -> tensor<1x8x8x8xf32> {
  %w = arith.constant dense<0.5> : tensor<3x3x8x8xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x8x8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  %1 = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x10x10x8xf32>, tensor<3x3x8x8xf32>) outs(%0 : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %1 : tensor<1x8x8x8xf32>
}
func.func @g(%x: tensor<1x10x10x8xf32>) -> tensor<1x8x8x8xf32> {
  %w = arith.constant dense<0.5> : tensor<3x3x8x8xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x8x8xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  %1 = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x10x10x8xf32>, tensor<3x3x8x8xf32>) outs(%0 : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %1 : tensor<1x8x8x8xf32>
}
func.func @h() -> tensor<1xf32> {
  %0 = arith.constant dense<1.0> : tensor<1xf32>
  return %0 : tensor<1xf32>
}

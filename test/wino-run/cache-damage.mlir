// A file that is not what was written is compiled anew, and replaced.

// REQUIRES: python
// DEFINE: %{run} = wino-run %s --cache-dir=%t/cache --entry=f --random-inputs --time=1
// DEFINE: %{damage} = %python %S/Inputs/damage.py %t/cache
// RUN: rm -rf %t && mkdir %t
// RUN: %{run} --output=%t/new.npy | FileCheck %s --check-prefix=NEW
// RUN: %{damage} object
// RUN: %{run} --output=%t/object.npy | FileCheck %s --check-prefix=NEW
// RUN: %{run} | FileCheck %s --check-prefix=KEPT
// RUN: cmp %t/new.npy %t/object.npy
// RUN: %{damage} header
// RUN: %{run} | FileCheck %s --check-prefix=NEW
// RUN: %{damage} length
// RUN: %{run} | FileCheck %s --check-prefix=NEW
// RUN: %{damage} all
// RUN: %{run} | FileCheck %s --check-prefix=NEW
// RUN: %{run} | FileCheck %s --check-prefix=KEPT
// NEW: winograd: compile {{[0-9.]+ m?s}}, run
// KEPT: winograd: compile {{[0-9.]+ m?s}} (cached), run
func.func @f(%a: tensor<100xf64>) -> tensor<100xf64> {
  %0 = linalg.add ins(%a, %a : tensor<100xf64>, tensor<100xf64>) outs(%a : tensor<100xf64>) -> tensor<100xf64>
  return %0 : tensor<100xf64>
}

// The compile time and the median run time of the path that was chosen.

// RUN: wino-run %s --entry=f --random-inputs --time | FileCheck %s --check-prefix=WINOGRAD
// WINOGRAD: winograd: compile {{[0-9.]+ m?s}}, run {{[0-9.]+ [mu]?s}} (median of 10)
// RUN: wino-run %s --entry=f --random-inputs --time=3 --direct | FileCheck %s --check-prefix=DIRECT
// DIRECT-NOT: winograd
// DIRECT: direct: compile {{[0-9.]+ m?s}}, run {{[0-9.]+ [mu]?s}} (median of 3)
// RUN: wino-run %s --entry=f --random-inputs --time=1 --pipeline='winograd-to-cpu{direct=1}' | FileCheck %s --check-prefix=PIPELINE
// PIPELINE: pipeline: compile {{[0-9.]+ m?s}}, run {{[0-9.]+ [mu]?s}} (median of 1)
func.func @f(%a: tensor<100xf64>) -> tensor<100xf64> {
  %0 = linalg.add ins(%a, %a : tensor<100xf64>, tensor<100xf64>) outs(%a : tensor<100xf64>) -> tensor<100xf64>
  return %0 : tensor<100xf64>
}

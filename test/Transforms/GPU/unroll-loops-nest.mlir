// Each of these loops has few iterations, but the nest would be eight million.

// RUN: wino-opt %s --pass-pipeline="builtin.module(func.func(winograd-unroll-loops))" --verify-diagnostics
// RUN: not wino-opt %s --pass-pipeline="builtin.module(func.func(winograd-unroll-loops{most-operations=199}))" 2>&1 | FileCheck %s
// RUN: not wino-opt %s --winograd-to-kernels 2>&1 | FileCheck %s --check-prefix=KERNELS
// CHECK: error: 'scf.for' op expected a nest of loops around tensors that unrolls to at most 199 operations, but got 200
// KERNELS: error: 'scf.for' op expected a nest of loops around tensors that unrolls to at most 8192 operations, but got {{[0-9]+}}
func.func @nest(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 200 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (tensor<4xf32>) {
    // expected-error@below {{expected a nest of loops around tensors that unrolls to at most 8192 operations, but got 40200}}
    %s = scf.for %j = %c0 to %n step %c1 iter_args(%b = %a) -> (tensor<4xf32>) {
      %t = scf.for %k = %c0 to %n step %c1 iter_args(%c = %b) -> (tensor<4xf32>) {
        %m = math.exp %c : tensor<4xf32>
        scf.yield %m : tensor<4xf32>
      }
      scf.yield %t : tensor<4xf32>
    }
    scf.yield %s : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

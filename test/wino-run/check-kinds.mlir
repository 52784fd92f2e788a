// --check understands what the compiler does: any types, sizes that only show at
// run time, several results, calls, control flow.

// REQUIRES: python
// RUN: rm -rf %t && mkdir -p %t
// RUN: %python %S/Inputs/npy.py make %t/x.npy "(np.arange(200).reshape(2, 10, 10) %% 7 - 3).astype('f4')"
// RUN: %python %S/Inputs/npy.py make %t/g.npy "(np.arange(18).reshape(2, 3, 3) %% 5 - 2).astype('f4')"
// RUN: wino-run %s --entry=dynamic --input=%t/x.npy --input=%t/g.npy --check --tolerance=1e-4 | FileCheck %s --check-prefix=DYNAMIC
// DYNAMIC: output 0: max error {{.*}} (largest reference value 8.00e+00)
func.func @dynamic(%x: tensor<?x?x?xf32>, %g: tensor<?x3x3xf32>) -> tensor<?x?xf32> {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %h = tensor.dim %x, %c1 : tensor<?x?x?xf32>
  %w = tensor.dim %x, %c2 : tensor<?x?x?xf32>
  %p = arith.subi %h, %c2 : index
  %q = arith.subi %w, %c2 : index
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty(%p, %q) : tensor<?x?xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x?xf32>) -> tensor<?x?xf32>
  %y = linalg.generic {
      indexing_maps = [affine_map<(p, q, c, u, v) -> (c, p + u, q + v)>, affine_map<(p, q, c, u, v) -> (c, u, v)>, affine_map<(p, q, c, u, v) -> (p, q)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %g : tensor<?x?x?xf32>, tensor<?x3x3xf32>) outs(%init : tensor<?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %m = arith.mulf %a, %b : f32
    %r = arith.addf %s, %m : f32
    linalg.yield %r : f32
  } -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// Halves of one value, and whether it is positive: types of two bytes, of one.
// RUN: wino-run %s --entry=types --random-inputs --check --tolerance=0 | FileCheck %s --check-prefix=TYPES
// TYPES: output 0: max error 0.00e+00, {{.*}} (largest reference value {{[1-9].*}}e+00)
// TYPES: output 1: max error 0.00e+00, {{.*}} (largest reference value {{[1-9].*}}e+00)
// TYPES: output 2: max error 0.00e+00, {{.*}} (largest reference value 8.00e+00)
func.func @types(%x: tensor<13xf16>, %b: tensor<13xbf16>, %i: tensor<13xi8>) -> (tensor<13xf16>, tensor<13xbf16>, tensor<13xi32>) {
  %e = tensor.empty() : tensor<13xi32>
  %i32 = linalg.generic {indexing_maps = [affine_map<(d) -> (d)>, affine_map<(d) -> (d)>], iterator_types = ["parallel"]}
      ins(%i : tensor<13xi8>) outs(%e : tensor<13xi32>) {
  ^bb0(%a: i8, %o: i32):
    %r = arith.extsi %a : i8 to i32
    %s = arith.addi %r, %r : i32
    linalg.yield %s : i32
  } -> tensor<13xi32>
  return %x, %b, %i32 : tensor<13xf16>, tensor<13xbf16>, tensor<13xi32>
}

// A loop that calls a function.
// RUN: wino-run %s --entry=loop --random-inputs --check --tolerance=1e-5 | FileCheck %s --check-prefix=LOOP
// LOOP: output 0: max error
func.func @loop(%x: tensor<9xf32>) -> tensor<9xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %y = scf.for %i = %c0 to %c3 step %c1 iter_args(%v = %x) -> tensor<9xf32> {
    %isFirst = arith.cmpi eq, %i, %c0 : index
    %w = scf.if %isFirst -> tensor<9xf32> {
      scf.yield %v : tensor<9xf32>
    } else {
      %d = func.call @twice(%v) : (tensor<9xf32>) -> tensor<9xf32>
      scf.yield %d : tensor<9xf32>
    }
    scf.yield %w : tensor<9xf32>
  }
  return %y : tensor<9xf32>
}
func.func private @twice(%x: tensor<9xf32>) -> tensor<9xf32> {
  %e = tensor.empty() : tensor<9xf32>
  %y = linalg.add ins(%x, %x : tensor<9xf32>, tensor<9xf32>) outs(%e : tensor<9xf32>) -> tensor<9xf32>
  return %y : tensor<9xf32>
}

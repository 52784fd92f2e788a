// A shared library brings along what it needs: libm, and OpenMP's runtime.

// RUN: rm -rf %t && mkdir %t
// RUN: wino-translate %s -o %t --emit=shared-library --entry=power
// RUN: llvm-readelf --dynamic-table %t/libshared-library.so | FileCheck %s --check-prefix=MATH
// MATH: Shared library: [libm.so
// MATH: Library soname: [libshared-library.so]
// RUN: wino-translate %s -o %t --emit=shared-library --entry=threads
// RUN: llvm-readelf --dynamic-table %t/libshared-library.so | FileCheck %s --check-prefix=OPENMP
// OPENMP: Shared library: [libomp
func.func @power(%x: tensor<4xf64>, %y: tensor<4xf64>) -> tensor<4xf64> {
  %0 = linalg.powf ins(%x, %y : tensor<4xf64>, tensor<4xf64>) outs(%x : tensor<4xf64>) -> tensor<4xf64>
  return %0 : tensor<4xf64>
}
func.func private @omp_get_max_threads() -> i32
func.func @threads() -> tensor<1xi32> {
  %n = call @omp_get_max_threads() : () -> i32
  %0 = tensor.from_elements %n : tensor<1xi32>
  return %0 : tensor<1xi32>
}

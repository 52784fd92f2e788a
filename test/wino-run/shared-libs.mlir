// Functions that the module calls, and that it does not have.

// RUN: not wino-run %s --entry=call --random-inputs --time 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: wino-run: error: expected a library with the function 'nowhere' that the module calls, but got no --shared-libs
// RUN: not wino-run %s --entry=call --random-inputs --time --shared-libs=none.so 2>&1 | FileCheck %s --check-prefix=NO-LIBRARY
// NO-LIBRARY: wino-run: error: expected 'none.so' to be a shared library, but got: none.so: cannot open
// RUN: not wino-run %s --entry=other --random-inputs --time --shared-libs=none.so 2>&1 | FileCheck %s --check-prefix=NO-LIBRARY
// RUN: not wino-run %s --entry=other --random-inputs --time --shared-libs= 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not wino-run %s --entry=other --random-inputs --time --shared-libs=, 2>&1 | FileCheck %s --check-prefix=EMPTY
// EMPTY: wino-run: error: expected --shared-libs to name libraries, but got an empty name
func.func private @nowhere(tensor<2xf32>) -> tensor<2xf32>
func.func @call(%a: tensor<2xf32>) -> tensor<2xf32> {
  %0 = call @nowhere(%a) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// What the entry does not use need not be there.
// RUN: wino-run %s --entry=other --random-inputs --time | FileCheck %s --check-prefix=OTHER
// OTHER: winograd: compile
func.func @other(%a: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}

// A copy between layouts calls memrefCopy, which MLIR's own library has.
// RUN: wino-run %s --entry=copy --random-inputs --time | FileCheck %s --check-prefix=COPY
// COPY: winograd: compile
func.func @copy(%a: tensor<4x4xf32>) -> tensor<2x2xf32> {
  %0 = tensor.extract_slice %a[1, 1] [2, 2] [1, 2] : tensor<4x4xf32> to tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// Sizes along axes that a type does not have are errors, before they crash upstream.

// RUN: wino-opt %s --winograd-check-dimensions -split-input-file -verify-diagnostics
// RUN: wino-opt %s --winograd-to-cpu -split-input-file -verify-diagnostics -o /dev/null
// RUN: wino-opt %s --winograd-reference-to-cpu -split-input-file -verify-diagnostics -o /dev/null

func.func @right(%x: tensor<?x4xf32>) -> index {
  %c0 = arith.constant 0 : index
  %d = tensor.dim %x, %c0 : tensor<?x4xf32>
  return %d : index
}

// -----

func.func @negative(%x: tensor<?x4xf32>) -> index {
  %c = arith.constant -1 : index
  // expected-error@below {{'tensor.dim' op expected an axis of 'tensor<?x4xf32>' (0 to 1), but got -1}}
  %d = tensor.dim %x, %c : tensor<?x4xf32>
  return %d : index
}

// -----

func.func @large(%x: memref<?x4xf32>) -> index {
  %c = arith.constant 2 : index
  // expected-error@below {{'memref.dim' op expected an axis of 'memref<?x4xf32>' (0 to 1), but got 2}}
  %d = memref.dim %x, %c : memref<?x4xf32>
  return %d : index
}

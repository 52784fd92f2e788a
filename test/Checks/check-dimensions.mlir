// Sizes along axes that a type does not have are errors, before they crash upstream.
// (AXIS is written by each line, so that nothing else reads this file as a program.)

// RUN: sed 's/AXIS/0/' %s | wino-opt --winograd-check-dimensions | FileCheck %s
// CHECK: tensor.dim
// CHECK: memref.dim

// DEFINE: %{axis} = -1
// DEFINE: %{passes} = --winograd-check-dimensions
// DEFINE: %{refused} = sed 's/AXIS/%{axis}/' %s | not wino-opt %{passes} 2>&1 | FileCheck %s --check-prefix=ERROR
// ERROR: error: '{{tensor|memref}}.dim' op expected an axis of '{{tensor|memref}}<?x4xf32>' (0 to 1), but got {{-1|2}}
// RUN: %{refused}
// REDEFINE: %{passes} = --winograd-to-cpu
// RUN: %{refused}
// REDEFINE: %{passes} = --winograd-to-kernels
// RUN: %{refused}
// REDEFINE: %{passes} = --winograd-reference-to-cpu
// REDEFINE: %{axis} = 2
// RUN: %{refused}

func.func @sizes(%x: tensor<?x4xf32>, %y: memref<?x4xf32>) -> (index, index) {
  %c = arith.constant AXIS : index
  %d = tensor.dim %x, %c : tensor<?x4xf32>
  %e = memref.dim %y, %c : memref<?x4xf32>
  return %d, %e : index, index
}

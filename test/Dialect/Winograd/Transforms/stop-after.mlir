// A function returns the value of a step instead of its results; what only later
// steps use is gone.

// RUN: wino-opt %s --winograd-stop-after=step=input | FileCheck %s --check-prefix=INPUT
// RUN: wino-opt %s --winograd-stop-after=step=index | FileCheck %s --check-prefix=INDEX
// RUN: wino-opt %s --winograd-stop-after=step=filter | FileCheck %s --check-prefix=FILTER
// RUN: wino-opt %s --winograd-stop-after=step=reduce | FileCheck %s --check-prefix=REDUCE
// RUN: wino-opt %s --winograd-stop-after=step=output | FileCheck %s --check-prefix=OUTPUT
// RUN: wino-opt %s --winograd-stop-after | FileCheck %s --check-prefix=OUTPUT

#F = #winograd.algorithm<F(2, 3)>
#x = affine_map<(t, c, i) -> (t * 2 + i, c)>
#X = affine_map<(t, c, i) -> (i, t, c)>
#g = affine_map<(c, k, i) -> (i, c, k)>

// INPUT: func.func @conv({{.*}}) -> tensor<4x4x6xf32> {
// INPUT-NEXT: tensor.empty
// INPUT-NEXT: %[[X:.+]] = winograd.kron input
// INPUT-NEXT: return %[[X]] : tensor<4x4x6xf32>

// INDEX: #[[MAP:.+]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// INDEX: func.func @conv({{.*}}) -> tensor<4x4x6xf32> {
// INDEX: %[[X:.+]] = winograd.kron input
// INDEX: %[[COPY:.+]] = linalg.generic {indexing_maps = [#[[MAP]], #[[MAP]]], iterator_types = ["parallel", "parallel", "parallel"]} ins(%[[X]] :
// INDEX: arith.negf
// INDEX: return %[[COPY]]

// FILTER: func.func @conv({{.*}}) -> (tensor<4x4x6xf32>, tensor<4x6x5xf32>) {
// FILTER: %[[X:.+]] = winograd.kron input
// FILTER: %[[G:.+]] = winograd.kron filter
// FILTER-NEXT: return %[[X]], %[[G]]

// REDUCE: func.func @conv({{.*}}) -> tensor<4x4x5xf32> {
// REDUCE: %[[M:.+]] = winograd.hadamard_reduce
// REDUCE-NEXT: return %[[M]]

// OUTPUT: func.func @conv({{.*}}) -> tensor<8x5xf32> {
// OUTPUT: %[[Y:.+]] = winograd.kron output
// OUTPUT-NEXT: return %[[Y]]
func.func @conv(%x: tensor<10x6xf32>, %g: tensor<3x6x5xf32>, %bias: tensor<8x5xf32>) -> (tensor<8x5xf32> {test.name = "y"}) {
  %zero = arith.constant 0.0 : f32
  %0 = tensor.empty() : tensor<4x4x6xf32>
  %X = winograd.kron input [#F] read #x write #X ins(%x : tensor<10x6xf32>) outs(%0 : tensor<4x4x6xf32>) -> tensor<4x4x6xf32>
  %1 = tensor.empty() : tensor<4x6x5xf32>
  %G = winograd.kron filter [#F] read #g write #g ins(%g : tensor<3x6x5xf32>) outs(%1 : tensor<4x6x5xf32>) -> tensor<4x6x5xf32>
  %2 = tensor.empty() : tensor<4x4x5xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%2 : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %M = winograd.hadamard_reduce [affine_map<(i, t, k, c) -> (i, t, c)>, affine_map<(i, t, k, c) -> (i, c, k)>, affine_map<(i, t, k, c) -> (i, t, k)>]
      ins(%X, %G : tensor<4x4x6xf32>, tensor<4x6x5xf32>) outs(%fill : tensor<4x4x5xf32>) -> tensor<4x4x5xf32>
  %3 = tensor.empty() : tensor<8x5xf32>
  %y = winograd.kron output [#F] read #X write #x ins(%M : tensor<4x4x5xf32>) outs(%3 : tensor<8x5xf32>) -> tensor<8x5xf32>
  %sum = linalg.add ins(%y, %bias : tensor<8x5xf32>, tensor<8x5xf32>) outs(%y : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %sum : tensor<8x5xf32>
}

// A function without a Winograd convolution is left as it is.
// OUTPUT-LABEL: func.func @other(%{{.+}}: tensor<4xf32>) -> tensor<4xf32> {
// OUTPUT-NEXT: return
func.func @other(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}

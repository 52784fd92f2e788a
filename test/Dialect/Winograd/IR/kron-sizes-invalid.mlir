// RUN: wino-opt %s -split-input-file -verify-diagnostics

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c6_init(%s: tensor<10xf32>, %e: tensor<5x2xf32>) {
  // expected-error@+1 {{expected dimension 0 of the init to have the size 6 of the transform, but got 5}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<5x2xf32>) -> tensor<5x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c6_source(%s: tensor<4x2xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected dimension 0 of the source to have the size 6 of the transform, but got 4}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, i) -> (i, t)> write affine_map<(t, i) -> (t * 4 + i)>
      ins(%s : tensor<4x2xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c6_filter(%s: tensor<8x6xf32>, %e: tensor<6x8xf32>) {
  // expected-error@+1 {{expected dimension 1 of the source to have the size 3 of the transform, but got 6}}
  %0 = winograd.kron filter [#F]
      read affine_map<(c, i) -> (c, i)> write affine_map<(c, i) -> (i, c)>
      ins(%s : tensor<8x6xf32>) outs(%e : tensor<6x8xf32>) -> tensor<6x8xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c7_parallel(%s: tensor<7x3xf32>, %e: tensor<6x8xf32>) {
  // expected-error@+1 {{expected parallel dimension d0 to have one size, but got 7 in the source and 8 in the init}}
  %0 = winograd.kron filter [#F]
      read affine_map<(c, i) -> (c, i)> write affine_map<(c, i) -> (i, c)>
      ins(%s : tensor<7x3xf32>) outs(%e : tensor<6x8xf32>) -> tensor<6x8xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c7_zero(%s: tensor<8x3x3xf32>, %e: tensor<6x8xf32>) {
  // expected-error@+1 {{expected dimension 2 of the source, read at 0, to have the size 1, but got 3}}
  %0 = winograd.kron filter [#F]
      read affine_map<(c, i) -> (c, i, 0)> write affine_map<(c, i) -> (i, c)>
      ins(%s : tensor<8x3x3xf32>) outs(%e : tensor<6x8xf32>) -> tensor<6x8xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c8(%s: tensor<6x2xf32>, %e: tensor<9xf32>) {
  // expected-error@+1 {{expected at least 3 tiles of 4 to cover dimension 0 of the init of size 9, but got 2}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, i) -> (i, t)> write affine_map<(t, i) -> (t * 4 + i)>
      ins(%s : tensor<6x2xf32>) outs(%e : tensor<9xf32>) -> tensor<9xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c9_source(%s: tensor<10xi32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{operand #0 must be ranked tensor or memref of f16, bf16, f32 or f64 values, but got 'tensor<10xi32>'}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xi32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c9_init(%s: tensor<10xf32>, %e: tensor<6x2xf8E4M3>) {
  // expected-error@+1 {{operand #1 must be ranked tensor or memref of f16, bf16, f32 or f64 values, but got 'tensor<6x2xf8E4M3>'}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf8E4M3>) -> tensor<6x2xf8E4M3>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c9_unranked(%s: tensor<*xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{operand #0 must be ranked tensor or memref of f16, bf16, f32 or f64 values, but got 'tensor<*xf32>'}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<*xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c10_memref_source(%s: memref<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected all operands to be tensors or all to be memrefs, but got both}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : memref<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c10_memref_init(%s: tensor<10xf32>, %e: memref<6x2xf32>) {
  // expected-error@+1 {{expected all operands to be tensors or all to be memrefs, but got both}}
  winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : memref<6x2xf32>)
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c10_result_missing(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected a result on tensors, but got 0 results}}
  winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>)
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c10_result_of_memrefs(%s: memref<10xf32>, %e: memref<6x2xf32>) {
  // expected-error@+1 {{expected no result on memrefs, but got 1 results}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : memref<10xf32>) outs(%e : memref<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c10_result_type(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected type of operand #1 ('tensor<6x2xf32>') to match type of corresponding result ('tensor<6x?xf32>')}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x?xf32>
  return
}

// RUN: wino-opt %s -split-input-file -verify-diagnostics

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c1(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected at least one algorithm}}
  %0 = winograd.kron input []
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c2_dimensions(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected the read and the write map to have equally many dimensions, at least 1, and no symbols, but got affine_map<(d0, d1) -> (d0 * 4 + d1)> and affine_map<(d0, d1, d2) -> (d1, d0)>}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i, j) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c2_algorithms(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected the read and the write map to have equally many dimensions, at least 3, and no symbols}}
  %0 = winograd.kron input [#F, #F, #F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c2_symbols(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected the read and the write map to have equally many dimensions, at least 1, and no symbols}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i)[s] -> (t * 4 + i + s)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c3_source(%s: tensor<1x10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected the read map to have 2 results, one per dimension of the source, but got affine_map<(d0, d1) -> (d0 * 4 + d1)>}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<1x10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c3_init(%s: tensor<10xf32>, %e: tensor<6x2x1xf32>) {
  // expected-error@+1 {{expected the write map to have 3 results, one per dimension of the init, but got affine_map<(d0, d1) -> (d1, d0)>}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2x1xf32>) -> tensor<6x2x1xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c4_form(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected each result of the write map to be a single dimension, but got another form in affine_map<(d0, d1) -> (d1, d0 * 2)>}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t * 2)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// What is written has no constants.
func.func @kron_c4_constant(%s: tensor<10xf32>, %e: tensor<6x2x1xf32>) {
  // expected-error@+1 {{expected each result of the write map to be a single dimension, but got another form in affine_map<(d0, d1) -> (d1, d0, 0)>}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t, 0)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2x1xf32>) -> tensor<6x2x1xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// Only what reads windows may read constants.
func.func @kron_c4_constant_read(%s: tensor<6x2x1xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected each result of the read map to be a single dimension, but got another form in affine_map<(d0, d1) -> (d1, d0, 0)>}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, i) -> (i, t, 0)> write affine_map<(t, i) -> (t * 4 + i)>
      ins(%s : tensor<6x2x1xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c4_twice(%s: tensor<10xf32>, %e: tensor<6x2x2xf32>) {
  // expected-error@+1 {{expected dimension d0 to occur once in the write map, but got 2 times}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 + i)> write affine_map<(t, i) -> (i, t, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2x2xf32>) -> tensor<6x2x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c4_never(%s: tensor<8xf32>, %e: tensor<6x8xf32>) {
  // expected-error@+1 {{expected dimension d1 to occur once in the read map, but got 0 times}}
  %0 = winograd.kron filter [#F]
      read affine_map<(c, i) -> (c)> write affine_map<(c, i) -> (i, c)>
      ins(%s : tensor<8xf32>) outs(%e : tensor<6x8xf32>) -> tensor<6x8xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// Tiles that overlap would be written twice.
func.func @kron_c5_scale(%s: tensor<6x4xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected result 0 of the write map to be s * (m * t + u) + p, with m = 4 and a dimension p of s known iterations, but got affine_map<(d0, d1) -> (d0 * 2 + d1)>}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, i) -> (i, t)> write affine_map<(t, i) -> (t * 2 + i)>
      ins(%s : tensor<6x4xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// Residues that are too few leave values out.
func.func @kron_c5_residues(%s: tensor<6x2x2xf32>, %e: tensor<24xf32>) {
  // expected-error@+1 {{expected result 0 of the write map to be s * (m * t + u) + p, with m = 4 and a dimension p of s known iterations}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, p, i) -> (i, t, p)> write affine_map<(t, p, i) -> (t * 12 + i * 3 + p)>
      ins(%s : tensor<6x2x2xf32>) outs(%e : tensor<24xf32>) -> tensor<24xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// How many residues there are must be known.
func.func @kron_c5_dynamic_residues(%s: tensor<6x2x?xf32>, %e: tensor<16xf32>) {
  // expected-error@+1 {{expected result 0 of the write map to be s * (m * t + u) + p, with m = 4 and a dimension p of s known iterations}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, p, i) -> (i, t, p)> write affine_map<(t, p, i) -> (t * 8 + i * 2 + p)>
      ins(%s : tensor<6x2x?xf32>) outs(%e : tensor<16xf32>) -> tensor<16xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// What is not transformed is written as it is.
func.func @kron_c5_strided_dimension(%s: tensor<6x2x3xf32>, %e: tensor<8x6xf32>) {
  // expected-error@+1 {{expected each result of the write map to be s * (m * t + u) + p or a dimension, but got another form in affine_map<(d0, d1, d2) -> (d0 * 4 + d2, d1 * 2)>}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, d, i) -> (i, t, d)> write affine_map<(t, d, i) -> (t * 4 + i, d * 2)>
      ins(%s : tensor<6x2x3xf32>) outs(%e : tensor<8x6xf32>) -> tensor<8x6xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// Only a filter is read backwards.
func.func @kron_c5_backwards(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected each result of the read map to be a sum of multiples of parallel dimensions, of one transformed dimension and a constant, but got another form in affine_map<(d0, d1) -> (d0 * 4 - d1)>}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * 4 - i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c5_div(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected each result of the read map to be a sum of multiples of parallel dimensions, of one transformed dimension and a constant, but got another form in affine_map<(d0, d1) -> (d0 floordiv 4 + d1)>}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t floordiv 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c5_negative(%s: tensor<10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected each result of the read map to be a sum of multiples of parallel dimensions, of one transformed dimension and a constant, but got another form in affine_map<(d0, d1) -> (d0 * -4 + d1)>}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t * -4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// What is written needs the tile's number.
func.func @kron_c5_no_window(%s: tensor<6x2xf32>, %e: tensor<2x4xf32>) {
  // expected-error@+1 {{expected each result of the write map to be s * (m * t + u) + p or a dimension, but got another form in affine_map<(d0, d1) -> (d0, d1)>}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, i) -> (i, t)> write affine_map<(t, i) -> (t, i)>
      ins(%s : tensor<6x2xf32>) outs(%e : tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
// Only reads may be shifted.
func.func @kron_c5_constant(%s: tensor<6x2xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected each result of the write map to be s * (m * t + u) + p or a dimension, but got another form in affine_map<(d0, d1) -> (d0 * 4 + d1 + 1)>}}
  %0 = winograd.kron output [#F]
      read affine_map<(t, i) -> (i, t)> write affine_map<(t, i) -> (t * 4 + i + 1)>
      ins(%s : tensor<6x2xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

#F = #winograd.algorithm<F(4, 3)>
func.func @kron_c5_twice(%s: tensor<2x10xf32>, %e: tensor<6x2xf32>) {
  // expected-error@+1 {{expected dimension d0 to occur once in the read map, but got 2 times}}
  %0 = winograd.kron input [#F]
      read affine_map<(t, i) -> (t, t * 4 + i)> write affine_map<(t, i) -> (i, t)>
      ins(%s : tensor<2x10xf32>) outs(%e : tensor<6x2xf32>) -> tensor<6x2xf32>
  return
}

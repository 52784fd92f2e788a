// RUN: wino-opt %s -split-input-file -verify-diagnostics

func.func @hadamard_reduce_h1_count(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected three indexing maps, but got 2}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h1_dimensions(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected maps with equally many dimensions and no symbols, but got affine_map<(d0) -> (d0)> and affine_map<(d0, d1) -> (d0)>}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d, e) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h1_symbols(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected maps with equally many dimensions and no symbols, but got affine_map<(d0) -> (d0)> and affine_map<(d0)[s0] -> (d0)>}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d)[s] -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h2(%l: tensor<8xf32>, %r: tensor<8x8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected the rhs map to have 2 results, one per dimension of the rhs, but got affine_map<(d0) -> (d0)>}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8x8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h3_form(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected the lhs map to be a projected permutation, but got affine_map<(d0) -> (d0 + 1)>}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d + 1)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h3_diagonal(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8x8xf32>) {
  // expected-error@+1 {{expected the init map to be a projected permutation, but got affine_map<(d0) -> (d0, d0)>}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d, d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
  return
}

// -----

func.func @hadamard_reduce_h3_reduced(%l: tensor<8x4xf32>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected dimension d1 to stand in both operands' maps, as it is reduced, but it does not}}
  %0 = winograd.hadamard_reduce [affine_map<(d, e) -> (d, e)>,
      affine_map<(d, e) -> (d)>,
      affine_map<(d, e) -> (d)>]
      ins(%l, %r : tensor<8x4xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h3_broadcast(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8x4xf32>) {
  // expected-error@+1 {{expected dimension d1 to stand in an operand's map, but it does not}}
  %0 = winograd.hadamard_reduce [affine_map<(d, e) -> (d)>,
      affine_map<(d, e) -> (d)>,
      affine_map<(d, e) -> (d, e)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8x4xf32>) -> tensor<8x4xf32>
  return
}

// -----

func.func @hadamard_reduce_h4_operands(%l: tensor<8xf32>, %r: tensor<7xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected dimension d0 to have one size, but got 8 and 7 in the rhs}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<7xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h4_init(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<9xf32>) {
  // expected-error@+1 {{expected dimension d0 to have one size, but got 8 and 9 in the init}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<9xf32>) -> tensor<9xf32>
  return
}

// -----

func.func @hadamard_reduce_h5_float(%l: tensor<8xi8>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{operand #0 must be ranked tensor or memref of f16, bf16, f32 or f64 values, but got 'tensor<8xi8>'}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xi8>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h5_equal(%l: tensor<8xf16>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected operands of one element type, no wider than the init's, but got 'f16', 'f32' and 'f32'}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf16>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h5_width(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8xf16>) {
  // expected-error@+1 {{expected operands of one element type, no wider than the init's, but got 'f32', 'f32' and 'f16'}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf16>) -> tensor<8xf16>
  return
}

// -----

// As wide, but no bf16 fits into f16.
func.func @hadamard_reduce_h5_bf16(%l: tensor<8xbf16>, %r: tensor<8xbf16>, %e: tensor<8xf16>) {
  // expected-error@+1 {{expected operands of one element type, no wider than the init's, but got 'bf16', 'bf16' and 'f16'}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xbf16>, tensor<8xbf16>) outs(%e : tensor<8xf16>) -> tensor<8xf16>
  return
}

// -----

func.func @hadamard_reduce_h6_mixed(%l: tensor<8xf32>, %r: memref<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected all operands to be tensors or all to be memrefs, but got both}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, memref<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h6_result_missing(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected a result on tensors, but got 0 results}}
  winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>)
  return
}

// -----

func.func @hadamard_reduce_h6_result_of_memrefs(%l: memref<8xf32>, %r: memref<8xf32>, %e: memref<8xf32>) {
  // expected-error@+1 {{expected no result on memrefs, but got 1 results}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : memref<8xf32>, memref<8xf32>) outs(%e : memref<8xf32>) -> tensor<8xf32>
  return
}

// -----

func.func @hadamard_reduce_h6_result_type(%l: tensor<8xf32>, %r: tensor<8xf32>, %e: tensor<8xf32>) {
  // expected-error@+1 {{expected type of operand #2 ('tensor<8xf32>') to match type of corresponding result ('tensor<?xf32>')}}
  %0 = winograd.hadamard_reduce [affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>,
      affine_map<(d) -> (d)>]
      ins(%l, %r : tensor<8xf32>, tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<?xf32>
  return
}

// -----

#id = affine_map<(d) -> (d)>
func.func @hadamard_reduce_h6_overlap(%x: memref<8xf32>, %y: memref<8xf32>) {
  // expected-error@+1 {{expected an init that is none of the operands, but got the same memref}}
  winograd.hadamard_reduce [#id, #id, #id] ins(%x, %y : memref<8xf32>, memref<8xf32>) outs(%x : memref<8xf32>)
  return
}

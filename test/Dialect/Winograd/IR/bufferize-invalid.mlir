// RUN: wino-opt %s -split-input-file -verify-diagnostics

func.func @bufferize_b1_element(%x: tensor<4xf32>) {
  // expected-error@+1 {{requires the same type for all operands and results}}
  %0 = "winograd.bufferize"(%x) <{space = 0 : i32}> : (tensor<4xf32>) -> tensor<4xf64>
  return
}

// -----

func.func @bufferize_b1_shape(%x: tensor<4xf32>) {
  // expected-error@+2 {{failed to infer returned types}}
  // expected-error@+1 {{inferred type(s) 'tensor<4xf32>' are incompatible with return type(s) of operation 'tensor<?xf32>'}}
  %0 = "winograd.bufferize"(%x) <{space = 0 : i32}> : (tensor<4xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @bufferize_b1_unranked(%x: tensor<*xf32>) {
  // expected-error@+1 {{operand #0 must be ranked tensor of any type values, but got 'tensor<*xf32>'}}
  %0 = "winograd.bufferize"(%x) <{space = 0 : i32}> : (tensor<*xf32>) -> tensor<*xf32>
  return
}

// -----

func.func @bufferize_b1_memref(%x: memref<4xf32>) {
  // expected-error@+1 {{invalid kind of type specified: expected builtin.tensor, but found 'memref<4xf32>'}}
  %0 = winograd.bufferize %x global : memref<4xf32>
  return
}

// -----

func.func @bufferize_space(%x: tensor<4xf32>) {
  // expected-error@+1 {{one of the following enum values for attribute 'space' [global, workgroup, private]}}
  %0 = winograd.bufferize %x shared : tensor<4xf32>
  return
}

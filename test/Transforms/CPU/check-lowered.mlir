// What a pipeline leaves is an error, at the operation rather than at a cast.

// RUN: wino-opt %s --winograd-check-lowered -split-input-file -verify-diagnostics

llvm.func @lowered(%x: f32) -> f32 {
  %y = llvm.fadd %x, %x : f32
  llvm.return %y : f32
}

// -----

llvm.func @operation(%x: f32) -> i64 {
  %c = builtin.unrealized_conversion_cast %x : f32 to complex<f32>
  // expected-error @below {{'complex.re' could not be lowered to the LLVM dialect: the pipeline has no conversion for it, or not for these types}}
  %r = complex.re %c : complex<f32>
  %i = llvm.fptosi %r : f32 to i64
  llvm.return %i : i64
}

// -----

llvm.func @cast(%x: i64) -> i64 {
  // expected-error @below {{'builtin.unrealized_conversion_cast' could not be lowered}}
  %c = builtin.unrealized_conversion_cast %x : i64 to index
  %i = builtin.unrealized_conversion_cast %c : index to i64
  llvm.return %i : i64
}

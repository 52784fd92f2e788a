// What a public function takes keeps its type, which is not done within aggregates.

// RUN: wino-opt %s --winograd-move-floats-as-integers -verify-diagnostics

// expected-error@+1 {{expected no f16 and bf16 within the aggregates that a public function takes or returns, but got '!llvm.struct<(bf16, i32)>'}}
llvm.func @public(%x: !llvm.struct<(bf16, i32)>) {
  llvm.return
}

// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-distribute{threads=0}))' 2>&1 | FileCheck %s
// CHECK: error: expected the option 'threads' to be at least 1, but got 0
func.func @empty() {
  return
}

// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=-1}))' 2>&1 | FileCheck %s --check-prefix=LANES
// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{rows=-3}))' 2>&1 | FileCheck %s --check-prefix=ROWS
// RUN: not wino-opt %s --pass-pipeline='builtin.module(winograd-vectorize)' 2>&1 | FileCheck %s --check-prefix=MODULE

// LANES: error: expected the option 'lanes' to be at least 0, but got -1
// ROWS: error: expected the option 'rows' to be at least 0, but got -3
// MODULE: unable to schedule pass 'WinogradVectorize'
func.func @empty() {
  return
}

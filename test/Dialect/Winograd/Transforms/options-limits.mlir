// Every number that an option takes has a range: outside of it is an error.

// RUN: not wino-opt %s --winograd-describe-host=threads=1025 2>&1 | FileCheck %s --check-prefix=HOST
// HOST: error: expected the option 'threads' to be at most 1024, but got 1025
// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-distribute{threads=9223372036854775807}))' 2>&1 | FileCheck %s --check-prefix=DISTRIBUTE
// DISTRIBUTE: error: expected the option 'threads' to be at most 1024, but got 9223372036854775807
// RUN: not wino-opt %s --winograd-tile-and-fuse=lanes=65 2>&1 | FileCheck %s --check-prefix=LANES
// RUN: not wino-opt %s --convert-winograd-to-linalg=lanes=65 2>&1 | FileCheck %s --check-prefix=LANES
// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-tile-direct{lanes=65}))' 2>&1 | FileCheck %s --check-prefix=LANES
// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{lanes=65}))' 2>&1 | FileCheck %s --check-prefix=LANES
// LANES: error: expected the option 'lanes' to be at most 64, but got 65
// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{rows=65}))' 2>&1 | FileCheck %s --check-prefix=ROWS
// ROWS: error: expected the option 'rows' to be at most 64, but got 65
// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{columns=0}))' 2>&1 | FileCheck %s --check-prefix=COLUMNS
// COLUMNS: error: expected the option 'columns' to be at least 1, but got 0
// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-vectorize{unroll=2147483647}))' 2>&1 | FileCheck %s --check-prefix=UNROLL
// UNROLL: error: expected the option 'unroll' to be at most {{[0-9]+}}, but got 2147483647
// RUN: not wino-opt %s --winograd-describe-gpu=bindings=9223372036854775807 2>&1 | FileCheck %s --check-prefix=BINDINGS
// BINDINGS: error: expected the option 'bindings' to be at most 2147483648, but got 9223372036854775807
// RUN: not wino-opt %s --convert-winograd-to-gpu=steps=9223372036854775807 2>&1 | FileCheck %s --check-prefix=STEPS
// STEPS: error: expected the option 'steps' to be at most {{[0-9]+}}, but got 9223372036854775807
// RUN: not wino-opt %s --winograd-to-kernels=rows=65 2>&1 | FileCheck %s --check-prefix=KERNELS
// KERNELS: expected 'rows' and 'columns' to be at most 64, but got 65 and 0
// RUN: not wino-opt %s --winograd-fold-filter=max-bytes=-1 2>&1 | FileCheck %s --check-prefix=BYTES
// BYTES: error: expected the option 'max-bytes' to be at least 0, but got -1
// RUN: not wino-opt %s --pass-pipeline='builtin.module(func.func(winograd-unroll-loops{most=-1}))' 2>&1 | FileCheck %s --check-prefix=MOST
// MOST: error: expected the option 'most' to be at least 0, but got -1
// RUN: not wino-opt %s --convert-linalg-to-winograd=tile=9223372036854775807 2>&1 | FileCheck %s --check-prefix=TILE
// RUN: not wino-opt %s --winograd-plan=tile=9223372036854775807 2>&1 | FileCheck %s --check-prefix=TILE
// TILE: error: expected the option 'tile' to be 0 to 15, but got 9223372036854775807
// RUN: not wino-opt %s --convert-linalg-to-winograd=tile=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not wino-opt %s --winograd-plan=tile=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: error: expected the option 'tile' to be 0 to 15, but got -1
// RUN: not wino-opt %s --winograd-plan=max-error=-0.5 2>&1 | FileCheck %s --check-prefix=ERROR
// ERROR: error: expected the option 'max-error' to be at least 0, but got -0.5
func.func @empty() {
  return
}

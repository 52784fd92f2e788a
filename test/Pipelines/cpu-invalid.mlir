// The pipeline's options are checked by the passes that they are for.

// RUN: not wino-opt %s --winograd-to-cpu=tile=99 -o /dev/null 2>&1 | FileCheck %s --check-prefix=TILE
// TILE: error: expected the option 'tile' to be 0 to 15, but got 99
// RUN: not wino-opt %s --winograd-to-cpu=plan=fast -o /dev/null 2>&1 | FileCheck %s --check-prefix=PLAN
// PLAN: error: expected the option 'plan' to be auto, blocked, three-buffer, four-buffer or direct, but got 'fast'
// RUN: not wino-opt %s --winograd-to-cpu=stop-after=lunch -o /dev/null 2>&1 | FileCheck %s --check-prefix=STEP
// STEP: error: expected the option 'step' to be input, index, filter, product, reduce or output, but got 'lunch'
// RUN: not wino-opt %s --winograd-to-cpu=lanes=-1 -o /dev/null 2>&1 | FileCheck %s --check-prefix=LANES
// LANES: error: expected the option 'lanes' to be at least 0, but got -1
// RUN: not wino-opt %s --winograd-to-cpu=rows=-1 -o /dev/null 2>&1 | FileCheck %s --check-prefix=ROWS
// ROWS: error: expected the option 'rows' to be at least 0, but got -1
// RUN: not wino-opt %s --winograd-to-cpu=threads=0 -o /dev/null 2>&1 | FileCheck %s --check-prefix=THREADS
// THREADS: expected 'threads' to be at least 1, but got 0
// RUN: not wino-opt %s --winograd-to-cpu=threads=2147483647 -o /dev/null 2>&1 | FileCheck %s --check-prefix=MANY
// MANY: expected 'threads' to be at most 1024, but got 2147483647
// RUN: not wino-opt %s --winograd-to-cpu=speed=1 -o /dev/null 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: no such option speed
// RUN: not wino-opt %s --winograd-to-cpu="direct plan=four-buffer" -o /dev/null 2>&1 | FileCheck %s --check-prefix=DIRECT
// DIRECT: expected 'direct' without 'plan', 'tile' and 'stop-after': it leaves Winograd out
// RUN: not wino-opt %s --winograd-to-cpu="plan=direct stop-after=input" -o /dev/null 2>&1 | FileCheck %s --check-prefix=STEPS
// STEPS: expected a plan other than 'direct' with 'stop-after': a direct convolution has no steps
func.func @conv(%x: tensor<12xf32>, %g: tensor<3xf32>, %init: tensor<10xf32>) -> tensor<10xf32> {
  %y = linalg.conv_1d ins(%x, %g : tensor<12xf32>, tensor<3xf32>) outs(%init : tensor<10xf32>) -> tensor<10xf32>
  return %y : tensor<10xf32>
}

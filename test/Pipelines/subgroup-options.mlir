// RUN: not wino-opt %s --winograd-to-kernels=subgroup-size=12 2>&1 | FileCheck %s --check-prefix=POWER
// RUN: not wino-opt %s --winograd-to-spirv=subgroup-size=64 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not wino-opt %s --winograd-to-nvvm=subgroup-size=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not wino-opt %s --winograd-to-metal="subgroup-size=8 workgroup-size=48 output=%t" 2>&1 | FileCheck %s --check-prefix=FULL
// RUN: not wino-opt %s --winograd-to-kernels="subgroup-size=8 parallel-threads=-1" 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not wino-opt %s --convert-winograd-to-gpu=subgroup-size=3 2>&1 | FileCheck %s --check-prefix=PASS
// RUN: not wino-opt %s --convert-winograd-to-gpu=parallel-threads=-1 2>&1 | FileCheck %s --check-prefix=PASS-THREADS
// RUN: not wino-opt %s --pass-pipeline="builtin.module(gpu.module(winograd-lower-subgroups{warp-size=-1}))" 2>&1 | FileCheck %s --check-prefix=WARP

// POWER: expected 'subgroup-size' to be 0 or a power of 2 up to 32, but got 12
// LARGE: expected 'subgroup-size' to be 0 or a power of 2 up to 32, but got 64
// NEGATIVE: expected 'subgroup-size' to be 0 or a power of 2 up to 32, but got -1
// FULL: expected 'workgroup-size' to be a multiple of 32 with 'subgroup-size', so that subgroups are full, but got 48
// THREADS: expected 'parallel-threads' to be at least 0, but got -1
// PASS: error: expected 'subgroup-size' to be 0 or a power of 2 up to 32, but got 3
// PASS-THREADS: error: expected {{.*}}'parallel-threads' to be at least 0, but got -1
// WARP: error: expected {{.*}}'warp-size' to be at least 0, but got -1

gpu.module @kernels {
}

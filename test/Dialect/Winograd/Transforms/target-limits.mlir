// What a target's description has out of its range is an error, in every pass
// that reads it and in the pipelines.

// RUN: split-file %s %t
// RUN: not wino-opt %t/cpu.mlir --winograd-plan 2>&1 | FileCheck %s
// RUN: not wino-opt %t/cpu.mlir --winograd-tile-and-fuse 2>&1 | FileCheck %s
// RUN: not wino-opt %t/cpu.mlir --convert-winograd-to-linalg 2>&1 | FileCheck %s
// RUN: not wino-opt %t/cpu.mlir --winograd-describe-host 2>&1 | FileCheck %s
// RUN: not wino-opt %t/cpu.mlir --winograd-to-cpu 2>&1 | FileCheck %s
// CHECK-DAG: error: expected 'num_threads' of the target's description to be an integer from 1 to 1024, but got 2147483647
// CHECK-DAG: error: expected 'max_vector_op_width' of the target's description to be an integer from 64 to 2048, but got 63
// CHECK-DAG: error: expected 'L2_cache_size_in_bytes' of the target's description to be an integer from 1024 to 1099511627776, but got "512K"

// RUN: not wino-opt %t/gpu.mlir --winograd-describe-gpu 2>&1 | FileCheck %s --check-prefix=GPU
// RUN: not wino-opt %t/gpu.mlir --winograd-plan=target=gpu 2>&1 | FileCheck %s --check-prefix=GPU
// RUN: not wino-opt %t/gpu.mlir --convert-winograd-to-gpu 2>&1 | FileCheck %s --check-prefix=GPU
// RUN: not wino-opt %t/gpu.mlir --winograd-check-kernels 2>&1 | FileCheck %s --check-prefix=GPU
// RUN: not wino-opt %t/gpu.mlir --winograd-to-kernels 2>&1 | FileCheck %s --check-prefix=GPU
// GPU-DAG: error: expected 'workgroup_memory_in_bytes' of the target's description to be an integer from 0 to 2147483648, but got -1
// GPU-DAG: error: expected 'max_workgroup_size' of the target's description to be an integer from 1 to 2147483648, but got 0
// GPU-DAG: error: expected 'max_buffers' of the target's description to be an integer from 1 to 2147483648, but got 2147483649
// GPU-DAG: error: expected 'registers_per_thread' of the target's description to be an integer from 1 to 2147483648, but got "128"
// GPU-DAG: error: expected 'max_instructions' of the target's description to be an integer from 1 to 2147483648, but got 0

// Each target reads its own entry.
// RUN: wino-opt %t/cpu.mlir --winograd-plan=target=gpu -o /dev/null
// RUN: wino-opt %t/gpu.mlir --winograd-plan -o /dev/null

//--- cpu.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "num_threads" = 2147483647 : i64, "max_vector_op_width" = 63 : i64, "L2_cache_size_in_bytes" = "512K">>} {
}

//--- gpu.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
    "workgroup_memory_in_bytes" = -1 : i64, "max_workgroup_size" = 0 : i64, "max_buffers" = 2147483649 : i64,
    "registers_per_thread" = "128", "max_instructions" = 0 : i64>>} {
}

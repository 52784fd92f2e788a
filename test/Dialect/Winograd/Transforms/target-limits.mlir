// What a target's description has out of its range is an error, in every pass
// that reads it and in the pipeline.

// RUN: not wino-opt %s --convert-linalg-to-winograd 2>&1 | FileCheck %s
// RUN: not wino-opt %s --winograd-plan 2>&1 | FileCheck %s
// RUN: not wino-opt %s --winograd-tile-and-fuse 2>&1 | FileCheck %s
// RUN: not wino-opt %s --convert-winograd-to-linalg 2>&1 | FileCheck %s
// RUN: not wino-opt %s --winograd-describe-host 2>&1 | FileCheck %s
// RUN: not wino-opt %s --winograd-to-cpu 2>&1 | FileCheck %s
// CHECK-DAG: error: expected 'num_threads' of the target's description to be an integer from 1 to 1024, but got 2147483647
// CHECK-DAG: error: expected 'max_vector_op_width' of the target's description to be an integer from 64 to 2048, but got 63
// CHECK-DAG: error: expected 'L2_cache_size_in_bytes' of the target's description to be an integer from 1024 to 1099511627776, but got "512K"
module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
    "num_threads" = 2147483647 : i64, "max_vector_op_width" = 63 : i64, "L2_cache_size_in_bytes" = "512K">>} {
}

// A module without a description gets that of this machine; one with a description
// keeps it, and gets the number of threads.

// RUN: wino-opt %s --winograd-describe-host=threads=3 | FileCheck %s
// RUN: not wino-opt %s --winograd-describe-host=threads=0 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: echo 'module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<"vector_registers" = 7 : i64>>} {}' \
// RUN:   | wino-opt --winograd-describe-host=threads=3 | FileCheck %s --check-prefix=KEPT
// NONE: error: expected the option 'threads' to be at least 1, but got 0

// CHECK: module attributes {dlti.target_system_spec = #dlti.target_system_spec<"CPU" = #dlti.target_device_spec<
// CHECK-SAME: "max_vector_op_width" = {{[0-9]+}} : i64
// CHECK-SAME: "vector_registers" = {{[0-9]+}} : i64
// CHECK-SAME: "L1_cache_size_in_bytes" = {{[0-9]+}} : i64
// CHECK-SAME: "L2_cache_size_in_bytes" = {{[0-9]+}} : i64
// CHECK-SAME: "L3_cache_size_in_bytes" = {{[0-9]+}} : i64
// CHECK-SAME: "f16_conversions" = {{[01]}} : i64
// CHECK-SAME: "num_threads" = 3 : i64
// KEPT: #dlti.target_device_spec<"vector_registers" = 7 : i64, "num_threads" = 3 : i64>>
module {
}

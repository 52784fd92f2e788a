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
// CHECK-SAME: "fma_time" = {{[0-9]+}} : i64
// CHECK-SAME: "direct_efficiency" = {{[0-9]+}} : i64
// CHECK-SAME: "num_threads" = 3 : i64
// KEPT: #dlti.target_device_spec<"vector_registers" = 7 : i64, "num_threads" = 3 : i64>>
module {
}

// A module that names a processor gets its vectors, whatever runs the compiler.

// RUN: echo 'module attributes {llvm.target = #llvm.target<triple = "x86_64-unknown-linux-gnu", chip = "skylake-avx512">} {}' \
// RUN:   | wino-opt --winograd-describe-host | FileCheck %s --check-prefix=AVX512
// AVX512: "max_vector_op_width" = 512 : i64, "vector_registers" = 32 : i64,
// AVX512-SAME: "vector_unit_width" = 512 : i64, "fma_time" = 500 : i64
// AVX512-SAME: "l3_stream_time" = 6400 : i64
// RUN: echo 'module attributes {llvm.target = #llvm.target<triple = "x86_64-unknown-linux-gnu", chip = "znver4">} {}' \
// RUN:   | wino-opt --winograd-describe-host | FileCheck %s --check-prefix=ZEN4
// ZEN4: "max_vector_op_width" = 512 : i64, "vector_registers" = 32 : i64,
// ZEN4-SAME: "vector_unit_width" = 256 : i64, "fma_time" = 1000 : i64
// RUN: echo 'module attributes {llvm.target = #llvm.target<triple = "x86_64-unknown-linux-gnu", chip = "x86-64", features = <["+avx2", "+fma"]>>} {}' \
// RUN:   | wino-opt --winograd-describe-host | FileCheck %s --check-prefix=AVX2
// AVX2: "max_vector_op_width" = 256 : i64, "vector_registers" = 16 : i64,
// AVX2-SAME: "f16_conversions" = 0 : i64
// RUN: echo 'module attributes {llvm.target = #llvm.target<triple = "aarch64-linux-gnu", chip = "neoverse-n1">} {}' \
// RUN:   | wino-opt --winograd-describe-host | FileCheck %s --check-prefix=NEON
// NEON: "max_vector_op_width" = 128 : i64, "vector_registers" = 32 : i64,
// NEON-SAME: "vector_unit_width" = 128 : i64
// RUN: echo 'module attributes {llvm.target = #llvm.target<triple = "x86_64-unknown-linux-gnu", chip = "abacus">} {}' \
// RUN:   | not wino-opt --winograd-describe-host 2>&1 | FileCheck %s --check-prefix=CHIP
// CHIP: error: expected a processor of x86_64-unknown-linux-gnu, but got 'abacus'
// RUN: echo 'module attributes {llvm.target = #llvm.target<triple = "abacus", chip = "">} {}' \
// RUN:   | not wino-opt --winograd-describe-host 2>&1 | FileCheck %s --check-prefix=TRIPLE
// TRIPLE: error: expected a target of LLVM, but got 'abacus'

// The description of a GPU has what the options give, or else what it says already, or
// else what common devices have; that of a CPU beside it stays.

// RUN: split-file %s %t
// RUN: wino-opt %t/none.mlir --winograd-describe-gpu | FileCheck %s --check-prefix=GENERIC
// GENERIC: module attributes {dlti.target_system_spec = #dlti.target_system_spec<"GPU" = #dlti.target_device_spec<
// GENERIC-SAME: "workgroup_memory_in_bytes" = 32768 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
// GENERIC-SAME: "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64,
// GENERIC-SAME: "threads_in_step" = 32 : i64, "launch_time" = 400000 : i64, "access_time" = 4 : i64, "value_time" = 4 : i64,
// GENERIC-SAME: "workgroup_access_time" = 6 : i64, "barrier_time" = 20 : i64>>}
// RUN: wino-opt %t/none.mlir --winograd-describe-gpu=device=nvidia | FileCheck %s --check-prefix=NVIDIA
// NVIDIA: "GPU" = #dlti.target_device_spec<
// NVIDIA-SAME: "workgroup_memory_in_bytes" = 49152 : i64, "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
// NVIDIA-SAME: "registers_per_thread" = 128 : i64, "max_instructions" = 8192 : i64, "threads_in_step" = 32 : i64,
// RUN: wino-opt %t/none.mlir --winograd-describe-gpu=device=software | FileCheck %s --check-prefix=SOFTWARE
// SOFTWARE: "registers_per_thread" = 512 : i64, "max_instructions" = 32768 : i64, "threads_in_step" = 8 : i64,
// SOFTWARE-SAME: "access_time" = 21 : i64, "value_time" = 0 : i64,
// RUN: wino-opt %t/none.mlir --winograd-describe-gpu="workgroup-memory=1 workgroup-size=2 bindings=3 registers=4 instructions=5 threads-in-step=6" | FileCheck %s --check-prefix=GIVEN
// GIVEN: "GPU" = #dlti.target_device_spec<
// GIVEN-SAME: "workgroup_memory_in_bytes" = 1 : i64, "max_workgroup_size" = 2 : i64, "max_buffers" = 3 : i64,
// GIVEN-SAME: "registers_per_thread" = 4 : i64, "max_instructions" = 5 : i64, "threads_in_step" = 6 : i64,
// RUN: wino-opt %t/both.mlir --winograd-describe-gpu="registers=64 device=nvidia" | FileCheck %s --check-prefix=BOTH
// RUN: wino-opt %t/both.mlir --winograd-describe-gpu="registers=64 device=nvidia" --winograd-describe-gpu | FileCheck %s --check-prefix=BOTH
// BOTH: module attributes {dlti.target_system_spec = #dlti.target_system_spec<
// BOTH-SAME: "CPU" = #dlti.target_device_spec<"vector_registers" = 7 : i64>, "GPU" = #dlti.target_device_spec<
// BOTH-SAME: "workgroup_memory_in_bytes" = 49152 : i64, "max_workgroup_size" = 96 : i64, "max_buffers" = 31 : i64,
// BOTH-SAME: "registers_per_thread" = 64 : i64, "max_instructions" = 8192 : i64, "threads_in_step" = 32 : i64,
// RUN: wino-opt %t/environment.mlir --winograd-describe-gpu | FileCheck %s --check-prefix=ENVIRONMENT
// RUN: wino-opt %t/environment.mlir --winograd-describe-gpu=workgroup-size=64 | FileCheck %s --check-prefix=OVERRIDDEN
// ENVIRONMENT: "workgroup_memory_in_bytes" = 49152 : i64, "max_workgroup_size" = 512 : i64,
// ENVIRONMENT-SAME: "threads_in_step" = 64 : i64,
// OVERRIDDEN: "workgroup_memory_in_bytes" = 49152 : i64, "max_workgroup_size" = 64 : i64,
// RUN: not wino-opt %t/none.mlir --winograd-describe-gpu=device=abacus 2>&1 | FileCheck %s --check-prefix=DEVICE
// DEVICE: error: expected the option 'device' to be generic, nvidia or software, but got 'abacus'

//--- none.mlir
module {}

//--- both.mlir
module attributes {dlti.target_system_spec = #dlti.target_system_spec<
    "GPU" = #dlti.target_device_spec<"max_workgroup_size" = 96 : i64, "registers_per_thread" = 32 : i64>,
    "CPU" = #dlti.target_device_spec<"vector_registers" = 7 : i64>>} {}

//--- environment.mlir
module attributes {spirv.target_env = #spirv.target_env<#spirv.vce<v1.3, [Shader], []>,
    #spirv.resource_limits<max_compute_shared_memory_size = 49152, max_compute_workgroup_invocations = 512, subgroup_size = 64>>} {}

//===- Passes.td - Passes to kernels for a GPU -------------*- tablegen -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_TRANSFORMS_GPU_PASSES
#define WINOGRAD_TRANSFORMS_GPU_PASSES

include "mlir/Pass/PassBase.td"

def WinogradDescribeGPU : Pass<"winograd-describe-gpu", "ModuleOp"> {
  let summary = "describe the GPU that a module is for";
  let description = [{
    Writes the entry "GPU" of a module's `dlti.target_system_spec`: what the
    options give, or else what the description says already, or else what a
    `#spirv.target_env` around it says (workgroup memory and threads, subgroups), or
    else what common devices have (`device`). The plan, the kernels and their check read it.

    Output of `echo 'module {}' | wino-opt --winograd-describe-gpu`:

    ```mlir
    module attributes {dlti.target_system_spec = #dlti.target_system_spec<
        "GPU" = #dlti.target_device_spec<
          "workgroup_memory_in_bytes" = 32768 : i64,
          "max_workgroup_size" = 1024 : i64, "max_buffers" = 31 : i64,
          "registers_per_thread" = 128 : i64, "max_instructions" = 4096 : i64,
          "threads_in_step" = 32 : i64, "launch_time" = 400000 : i64,
          "access_time" = 4 : i64, "value_time" = 4 : i64,
          "workgroup_access_time" = 6 : i64, "barrier_time" = 20 : i64>>} {
    }
    ```

    Times are in multiply-adds of a thread: of a launch; of a load or a store of up
    to four neighbours in global memory, and of each 32-bit value of it; of one in
    workgroup memory; of a thread at a barrier.

    More instructions than a GPU's cache holds are slow: AMD's holds 4096,
    NVIDIA's 8192 (include/winograd/Target/GPUCost.h has the sources).
  }];
  let options = [
    Option<"device", "device", "std::string", "\"generic\"",
           "what is not given or described: generic, what Metal and common Vulkan "
           "drivers have, nvidia, or software, a processor">,
    Option<"workgroupMemory", "workgroup-memory", "int64_t", "-1",
           "bytes of memory that the threads of a workgroup share">,
    Option<"workgroupSize", "workgroup-size", "int64_t", "-1",
           "the most threads that a workgroup can have">,
    Option<"bindings", "bindings", "int64_t", "-1",
           "the most buffers that a kernel can have">,
    Option<"registers", "registers", "int64_t", "-1",
           "the most 32-bit registers that a thread should have">,
    Option<"instructions", "instructions", "int64_t", "-1",
           "the most instructions that a kernel should have">,
    Option<"lanes", "threads-in-step", "int64_t", "-1",
           "threads that run in step: a subgroup">
  ];
}

def WinogradUnrollLoops : InterfacePass<"winograd-unroll-loops",
                                        "FunctionOpInterface"> {
  let summary = "unroll loops around operations on tensors";
  let description = [{
    A GPU's launches are a list: a loop around them (`scf.for` that has, or is
    around, values that are tensors) becomes its iterations. Equal iterations have
    equal kernels, of which one is kept. Bounds that are not constant are an error,
    and so are more than `most` iterations of a loop, or loops in loops that
    would become more than `most-operations` operations.

    Before and after: test/Transforms/GPU/unroll-loops.mlir.
  }];
  let options = [
    Option<"most", "most", "int64_t", "256", "the most iterations of a loop">,
    Option<"mostOperations", "most-operations", "int64_t", "8192",
           "the most operations that a loop, with those in it, becomes">
  ];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

def WinogradMergeKernels
    : Pass<"winograd-merge-kernels", "::mlir::ModuleOp"> {
  let summary = "keep one of several equal GPU kernels";
  let description = [{
    Kernels (`gpu.module` with one `gpu.func`) that differ only in their names
    become one, and all launches use it: equal layers of a network are compiled
    once.

    Before and after: test/Transforms/GPU/merge-kernels.mlir.
  }];
  let statistics = [
    Statistic<"numMerged", "num-merged", "kernels that were equal to another">
  ];
  let dependentDialects = ["::mlir::gpu::GPUDialect"];
}

def WinogradCheckKernels
    : Pass<"winograd-check-kernels", "::mlir::ModuleOp"> {
  let summary = "compare what GPU kernels need with what a device has";
  let description = [{
    Counts what each kernel (`gpu.module` with one `gpu.func`) needs, from its
    operations, and compares it with the GPU's description (`#dlti`, see
    `winograd-describe-gpu`): buffers, threads and bytes of workgroup memory, of
    which more than the device has are an error; and estimates of its registers
    (the values that are alive at the same time) and of the instructions of its
    code, both of which are in the remark (category `winograd-kernels`). More
    registers than a thread has cost time, since values are spilled, and so does
    code that the instruction cache does not hold, but neither prevents
    anything: a missed remark says so.

    A plan is chosen before there are kernels, by formulas. This is the check of
    what came of it, also for kernels that no plan made.

    Output (test/Transforms/GPU/check-kernels.mlir):

    ```text
    Remark="add: 3 buffers, 32 threads, 0 bytes of workgroup memory, …"
    ```
  }];
}

def WinogradFreeBuffers
    : Pass<"winograd-free-buffers", "::mlir::func::FuncOp"> {
  let summary = "free each buffer after its last use";
  let description = [{
    Puts a `memref.dealloc` behind the last operation that uses a `memref.alloc`,
    or what is made of it, unless it leaves the block that allocates it. For
    functions that launch kernels, whose effects MLIR's own deallocation does not
    know.

    Before and after: test/Transforms/GPU/free-buffers.mlir.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect"];
}

def WinogradLowerSubgroups
    : Pass<"winograd-lower-subgroups", "::mlir::gpu::GPUModuleOp"> {
  let summary = "turn sums over lanes into exchanges of values";
  let description = [{
    `gpu.subgroup_reduce` with a cluster of lanes becomes a butterfly of
    `gpu.shuffle xor`, which all targets have: log2 of the cluster's size
    exchanges and additions. Clusters have at most 32 lanes; a subgroup may have
    more, or fewer than 32 if it has the cluster's.

    Before (test/Transforms/GPU/lower-subgroups.mlir):

    ```mlir
    %sum = gpu.subgroup_reduce add %x cluster(size = 2) : (f32) -> f32
    ```

    After:

    ```mlir
    …
    %other, %valid = gpu.shuffle xor %x, %c1, %c32 : f32
    %sum = arith.addf %x, %other : f32
    ```
  }];
  let options = [
    Option<"warpSize", "warp-size", "int64_t", "0",
           "subgroups are so many threads of a workgroup, in order (32 on "
           "NVIDIA's GPUs): compute gpu.subgroup_id and gpu.subgroup_size from "
           "that; 0: the device knows them">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::gpu::GPUDialect"];
}

def WinogradPlaceOnDevice : Pass<"winograd-place-on-device", "::mlir::ModuleOp"> {
  let summary = "give functions that launch kernels memory on the device";
  let description = [{
    Takes functions of one block that allocate memrefs, view and copy them, and
    launch kernels on them (calls must have been inlined), and makes explicit
    what lies on the device:

    - all commands of a call are in one asynchronous chain, the stream, which the
      function waits for before it returns;
    - an argument is copied to the device when it is first used there; an
      allocation is one on the device, from its first use to its
      `memref.dealloc` or to the return;
    - a result is copied into memory that the host allocates and the caller owns;
      an argument that is returned is copied back into its own memory;
    - a constant (`memref.get_global`) is copied once, when the program is
      loaded, by a constructor, and freed by a destructor; functions load where
      it is on the device from a variable.

    Functions without launches are left as they are.

    Before (test/Transforms/GPU/place-on-device.mlir):

    ```mlir
    memref.global "private" constant @filter : memref<4xf32> = dense<2.0>
    func.func @scale(%x: memref<4xf32>) -> memref<4xf32> {
      …
      %f = memref.get_global @filter : memref<4xf32>
      %y = memref.alloc() : memref<4xf32>
      gpu.launch_func @k::@k blocks in (%c1, %c1, %c1) threads in (%c4, %c1, %c1)
          args(%x : memref<4xf32>, %f : memref<4xf32>, %y : memref<4xf32>)
      return %y : memref<4xf32>
    }
    ```

    After:

    ```mlir
    memref.global "private" @filter_on_device : memref<memref<4xf32>> = uninitialized
    func.func @scale(%x: memref<4xf32>) -> memref<4xf32> {
      %0 = gpu.wait async
      …
      %dx, %1 = gpu.alloc async [%0] () : memref<4xf32>
      %2 = gpu.memcpy async [%1] %dx, %x : memref<4xf32>, memref<4xf32>
      %where = memref.get_global @filter_on_device : memref<memref<4xf32>>
      %df = memref.load %where[] : memref<memref<4xf32>>
      %dy, %3 = gpu.alloc async [%2] () : memref<4xf32>
      %4 = gpu.launch_func async [%3] @k::@k … args(%dx : …, %df : …, %dy : …)
      %y = memref.alloc() : memref<4xf32>
      %5 = gpu.memcpy async [%4] %y, %dy : memref<4xf32>, memref<4xf32>
      %6 = gpu.dealloc async [%5] %dx : memref<4xf32>
      %7 = gpu.dealloc async [%6] %dy : memref<4xf32>
      gpu.wait [%7]
      return %y : memref<4xf32>
    }
    ```
  }];
  let statistics = [
    Statistic<"numConstants", "num-constants", "constants kept on the device">,
    Statistic<"numBuffers", "num-buffers", "buffers allocated by functions">,
    Statistic<"numCopies", "num-copies",
              "copies between host and device in functions">
  ];
  let dependentDialects = [
    "::mlir::gpu::GPUDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::memref::MemRefDialect"
  ];
}

#endif // WINOGRAD_TRANSFORMS_GPU_PASSES

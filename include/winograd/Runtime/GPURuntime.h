//===- GPURuntime.h - What compiled code needs of a GPU ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The interface of libwinograd_vulkan_runtime and libwinograd_cuda_runtime: a
// process loads one of them. It is plain C, without MLIR, so that a program can
// open a library at run time.
//
// Part 1, `winogradGPU…`, is for the program: it chooses a device, asks for
// errors and durations. Part 2, `mgpu…`, is what the code calls that MLIR's
// `gpu-to-llvm` makes.
//
// Errors: nothing aborts or throws. The first error is kept until it is taken;
// from then on every function of part 2 does nothing (a pointer it returns is
// null), except that it gives back modules, streams and memory, so that a call
// of compiled code comes to its end, its results are worthless, and the program
// finds out why. An error that nobody has taken when the process ends goes to
// standard error.
//
// Threads: every function may be called from any thread; a stream is used by
// one thread at a time.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNTIME_GPURUNTIME_H
#define WINOGRAD_RUNTIME_GPURUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WINOGRAD_GPU_EXPORT __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Part 1: for the program
//===----------------------------------------------------------------------===//

/// A device. Strings live during the call that gets them.
typedef struct WinogradGPUDevice {
  /// From 0, in the order in which devices are preferred: discrete,
  /// integrated, virtual ones, CPUs; as the driver enumerates them in each.
  int32_t index;
  /// As the driver says, e.g. `llvmpipe (LLVM 15.0.6, 256 bits)`.
  const char *name;
  /// `discrete`, `integrated`, `virtual`, `cpu` or `other`.
  const char *kind;
  /// The interface and its version, and the driver, e.g. `Vulkan 1.3.230,
  /// Mesa 22.3.6 (LLVM 15.0.6)` or `CUDA 13.0, compute capability 9.0`.
  const char *driver;
  /// The size of its memory in bytes.
  uint64_t memory;
  /// The most that kernels can have: bytes of memory that a workgroup shares,
  /// threads of a workgroup, and buffers.
  uint32_t maxWorkgroupMemory, maxWorkgroupSize, maxBuffers;
  /// Lanes of a subgroup, whose threads can exchange values; 0 if they cannot.
  uint32_t subgroupSize;
  /// Threads of 128 registers that run at the same time; 0 if that is unknown.
  uint32_t parallelThreads;
  /// The sum of the widths of floats, 16, 32 and 64, whose NaN, infinities and
  /// signed zeros kernels keep, if they ask for that.
  uint32_t preservedFloats;
} WinogradGPUDevice;

/// Calls `visit` for each device, in the order of their indices; `context` is
/// passed on. No device is no error. False after an error.
WINOGRAD_GPU_EXPORT bool winogradGPUVisitDevices(
    void (*visit)(const WinogradGPUDevice *device, void *context),
    void *context);

/// How much is measured on the device's own clock.
typedef enum WinogradGPUProfiling {
  /// Nothing.
  WinogradGPUProfilingOff = 0,
  /// Each stream as a whole: one pair of timestamps.
  WinogradGPUProfilingStreams = 1,
  /// Also each launch, copy and fill. These may then no longer overlap, so the
  /// whole takes longer.
  WinogradGPUProfilingCommands = 2
} WinogradGPUProfiling;

typedef struct WinogradGPUConfig {
  /// An index, or a part of a name, case-insensitive; null or empty: device 0.
  /// A number that is too large, a name that fits no device or more than one
  /// is an error that lists the devices.
  const char *device;
  /// Turn what the interface's validation finds (Vulkan: the layer
  /// VK_LAYER_KHRONOS_validation) into errors. An error if there is none.
  bool validate;
  WinogradGPUProfiling profiling;
} WinogradGPUConfig;

/// Opens the device. To be called before any function of part 2, the first of
/// which otherwise opens device 0 without validation and profiling. False after
/// an error, one of which is that the runtime has already started.
WINOGRAD_GPU_EXPORT bool winogradGPUStart(const WinogradGPUConfig *config);

/// Waits for the device, and gives back everything that the runtime holds.
/// Memory, modules and streams that the program still holds are an error, since
/// they leak. Nothing happens if the runtime has not started; it may start
/// again.
WINOGRAD_GPU_EXPORT void winogradGPUStop(void);

/// The device in use; null if there is none. Lives until the runtime stops.
WINOGRAD_GPU_EXPORT const WinogradGPUDevice *winogradGPUGetDevice(void);

/// The first error since the last call of this function, in the form
/// `expected vkAllocateMemory of 4096 bytes to succeed, but got
/// VK_ERROR_OUT_OF_DEVICE_MEMORY`; null if there is none. Lives until the next
/// call.
WINOGRAD_GPU_EXPORT const char *winogradGPUTakeError(void);

/// What was measured.
typedef enum WinogradGPUProfileKind {
  /// Launches of a kernel.
  WinogradGPUProfileKernel = 0,
  /// Copies from the host to the device, from the device to the host, and
  /// within the device.
  WinogradGPUProfileUpload = 1,
  WinogradGPUProfileDownload = 2,
  WinogradGPUProfileCopy = 3,
  /// Fills (mgpuMemset).
  WinogradGPUProfileFill = 4,
  /// Streams, from their first command to their last; the commands above are
  /// part of them.
  WinogradGPUProfileStream = 5
} WinogradGPUProfileKind;

typedef struct WinogradGPUProfileEntry {
  WinogradGPUProfileKind kind;
  /// The kernel's; empty for anything else. Lives during the visit.
  const char *name;
  /// How often.
  uint64_t count;
  /// The sum of all durations. Where a copy is done by the processor, since
  /// device and host share the memory, by its clock.
  double seconds;
  /// The sum of the sizes of copies and fills; 0 for anything else.
  uint64_t bytes;
} WinogradGPUProfileEntry;

/// Calls `visit` for what was measured since the start or the last reset:
/// kernels in the order of their first launch, then the other kinds.
WINOGRAD_GPU_EXPORT void winogradGPUVisitProfile(
    void (*visit)(const WinogradGPUProfileEntry *entry, void *context),
    void *context);
WINOGRAD_GPU_EXPORT void winogradGPUResetProfile(void);

/// Memory that the device has for this process, in bytes.
typedef struct WinogradGPUMemory {
  /// Allocated by the program now, and at most since the start.
  uint64_t used, peak;
  /// Held, including what is kept for the next allocations.
  uint64_t reserved;
  /// How often the device was asked for memory; does not change from one call
  /// of the same code to the next.
  uint64_t allocations;
} WinogradGPUMemory;
WINOGRAD_GPU_EXPORT WinogradGPUMemory winogradGPUGetMemory(void);

//===----------------------------------------------------------------------===//
// Part 2: for compiled code
//===----------------------------------------------------------------------===//

/// Kernels. `data` is SPIR-V (Vulkan), a cubin or fatbin (CUDA); JIT takes PTX
/// as text, with a final zero (CUDA only). Called when the module is loaded
/// into the process, and before it leaves.
WINOGRAD_GPU_EXPORT void *mgpuModuleLoad(const void *data, size_t size);
WINOGRAD_GPU_EXPORT void *mgpuModuleLoadJIT(const void *data, int optLevel,
                                            size_t size);
WINOGRAD_GPU_EXPORT void mgpuModuleUnload(void *module);
/// Called at every launch, so it has to be fast. Owned by the module.
WINOGRAD_GPU_EXPORT void *mgpuModuleGetFunction(void *module, const char *name);

/// Adds a launch to the stream. `params[i]` is the address of argument i, which
/// is itself a pointer to the device (bare pointers, no sizes); `numParams` is
/// their number. `sharedMemory` and `extra` are 0.
WINOGRAD_GPU_EXPORT void mgpuLaunchKernel(void *function, intptr_t gridX,
                                          intptr_t gridY, intptr_t gridZ,
                                          intptr_t blockX, intptr_t blockY,
                                          intptr_t blockZ, int32_t sharedMemory,
                                          void *stream, void **params,
                                          void **extra, size_t numParams);

/// A queue of commands, done in the order in which they were added. Creating
/// and destroying one is cheap: streams are kept for reuse. The lowered host
/// code creates one per call, synchronises and then destroys it.
WINOGRAD_GPU_EXPORT void *mgpuStreamCreate(void);
WINOGRAD_GPU_EXPORT void mgpuStreamDestroy(void *stream);
WINOGRAD_GPU_EXPORT void mgpuStreamSynchronize(void *stream);
WINOGRAD_GPU_EXPORT void mgpuStreamWaitEvent(void *stream, void *event);

WINOGRAD_GPU_EXPORT void *mgpuEventCreate(void);
WINOGRAD_GPU_EXPORT void mgpuEventDestroy(void *event);
WINOGRAD_GPU_EXPORT void mgpuEventSynchronize(void *event);
WINOGRAD_GPU_EXPORT void mgpuEventRecord(void *event, void *stream);

/// Memory of the device, aligned to 256 bytes. Freed memory is kept for the
/// next allocations: a function that is called again gets what it had. With a
/// stream, allocation and release take their place among its commands; null:
/// the memory is not in use by any command when it is freed. `isHostShared`
/// memory, which the host reads and writes directly, is an error where the
/// device has none.
WINOGRAD_GPU_EXPORT void *mgpuMemAlloc(uint64_t size, void *stream,
                                       bool isHostShared);
WINOGRAD_GPU_EXPORT void mgpuMemFree(void *pointer, void *stream);

/// Each of `to` and `from` may point to the device or to the host. The host's
/// memory must keep until the stream is synchronised; a null stream does so at
/// once.
WINOGRAD_GPU_EXPORT void mgpuMemcpy(void *to, void *from, size_t size,
                                    void *stream);
/// `count` elements of 4 and of 2 bytes.
WINOGRAD_GPU_EXPORT void mgpuMemset32(void *to, unsigned value, size_t count,
                                      void *stream);
WINOGRAD_GPU_EXPORT void mgpuMemset16(void *to, unsigned short value,
                                      size_t count, void *stream);

#ifdef __cplusplus
} // extern "C"
#endif

#endif // WINOGRAD_RUNTIME_GPURUNTIME_H

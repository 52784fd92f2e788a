//===- CompiledFunction.h - A function in the ExecutionEngine ---*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_RUNNER_COMPILEDFUNCTION_H
#define WINOGRAD_RUNNER_COMPILEDFUNCTION_H

#include "mlir/Pass/PassManager.h"
#include "winograd/AOT/TargetMachine.h"
#include "winograd/Runner/FunctionCall.h"
#include "winograd/Runner/ScratchMemory.h"
#include "winograd/Runner/Timing.h"
#include <memory>

namespace mlir::winograd {

class CodeConstants;
class MachineCode;
class ObjectCache;
class ProgressNote;

/// How to compile, beside the passes.
struct CompileSettings {
  /// Where the code finds functions that it calls.
  ArrayRef<std::string> sharedLibraries = {};
  CodeQuality quality = CodeQuality::Fast;
  /// The processor, see createJITTargetMachine.
  StringRef cpu = "";
  /// Where code is looked for, and kept. It must only depend on the module and
  /// on the passes as they print themselves, and they must not print anything
  /// else. Code that calls shared libraries, which may hand their functions to
  /// LLVM in a way of their own, is not kept.
  const ObjectCache *cache = nullptr;
  /// Whether the code must not write into its arguments, see
  /// CompiledFunction::call. One-shot bufferization keeps to it.
  bool readOnlyArguments = false;
  /// Whether gdb and perf are told of the code, and which lines of the module
  /// it comes from (DebugInfo.h). Such code is not kept.
  bool debugInfo = false;
};

/// A function of a module of linalg on tensors, compiled for this machine's
/// processor.
///
/// The calling convention is the one that one-shot bufferization of function
/// boundaries leaves, behind the C interface of func-to-llvm: a pointer to one
/// memref descriptor per argument, before them one to the descriptors of the
/// results, in one struct. The caller owns the buffers of the results.
class CompiledFunction {
public:
  /// Adds a pipeline to a pass manager, or says why it cannot.
  using PipelineBuilder = llvm::function_ref<llvm::Error(PassManager &)>;

  /// Drops from `module` what the function does not use, lowers it in place by
  /// the pipeline, which must end in the LLVM dialect, and compiles it
  /// for this machine, or for the processor `cpu`, see createJITTargetMachine.
  /// MLIR's runner libraries are loaded when the code calls something that is
  /// neither in this process nor in shared libraries. The code reads large
  /// constants where they are, so that the module's context has to live longer.
  static llvm::Expected<CompiledFunction>
  compile(ModuleOp module, EntrySignature signature,
          PipelineBuilder addPipeline, const CompileSettings &settings = {});

  CompiledFunction(CompiledFunction &&);
  ~CompiledFunction();

  /// What the compiled function takes and gives. A pipeline may change the
  /// results while they are tensors.
  const EntrySignature &getSignature() const { return signature; }
  /// Of a call.
  const ScratchMemory &getScratch() const { return scratch; }
  /// Whether no pass has run, and the code was in the cache.
  bool isCached() const { return cached; }

  /// Runs the function on copies of `inputs`, since it may write into its
  /// arguments. `inputs` must have passed EntrySignature::checkInputs. If
  /// `seconds` is given, it is set to the duration of the call alone.
  llvm::Expected<std::vector<NpyArray>> run(ArrayRef<NpyArray> inputs,
                                            double *seconds = nullptr) const;

  /// Runs the function on the caller's memory, into which it must have been
  /// compiled not to write. `inputs` must have passed
  /// EntrySignature::checkInputs. A check in the code that fails is an error.
  /// Several threads can call at once.
  llvm::Expected<std::vector<OwnedArray>>
  call(ArrayRef<ArrayView> inputs) const;

  /// The durations of calls, which include freeing their results. The calls
  /// share one copy of `inputs`. After each, outside of what is timed,
  /// `afterRun`.
  llvm::Expected<SmallVector<double>>
  measure(ArrayRef<NpyArray> inputs, const RepeatPolicy &policy,
          llvm::function_ref<void(bool isCounted)> afterRun = nullptr) const;

private:
  CompiledFunction(EntrySignature signature,
                   std::unique_ptr<CodeConstants> constants,
                   std::unique_ptr<MachineCode> code, ScratchMemory scratch,
                   bool cached);
  /// Nullopt if there is nothing under `key` that is whole.
  static std::optional<CompiledFunction> load(const ObjectCache &cache,
                                              StringRef key,
                                              EntrySignature signature,
                                              MLIRContext *context);
  /// Stores the code under `key`, if that is not empty.
  static llvm::Expected<CompiledFunction>
  generate(ModuleOp module, EntrySignature signature, PassManager &passManager,
           std::unique_ptr<llvm::TargetMachine> target,
           const CompileSettings &settings, ProgressNote &note, StringRef key);
  /// A call on copies of `inputs`.
  llvm::Expected<std::unique_ptr<FunctionCall>>
  prepare(ArrayRef<NpyArray> inputs) const;

  EntrySignature signature;
  std::unique_ptr<CodeConstants> constants;
  std::unique_ptr<MachineCode> code;
  ScratchMemory scratch;
  bool cached;
};

} // namespace mlir::winograd

#endif // WINOGRAD_RUNNER_COMPILEDFUNCTION_H

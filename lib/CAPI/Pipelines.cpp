//===- Pipelines.cpp - Registration and pipelines, in C -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd-c/Passes.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Pass.h"
#include "mlir/CAPI/Support.h"
#include "winograd/InitAll.h"
#include "winograd/Pipelines/CPU.h"
#include "winograd/Pipelines/NVVM.h"
#include "winograd/Pipelines/SPIRV.h"
#include <mutex>

using namespace mlir;
using namespace mlir::winograd;

//===----------------------------------------------------------------------===//
// Registration
//===----------------------------------------------------------------------===//

void winogradRegisterDialects(MlirDialectRegistry registry) {
  registerWinogradDialects(*unwrap(registry));
}

void winogradRegisterAllDialects(MlirDialectRegistry registry) {
  mlir::winograd::registerAllDialects(*unwrap(registry));
}

void winogradRegisterPasses(void) {
  static std::once_flag once;
  std::call_once(once, registerWinogradPasses);
}

void winogradRegisterAllPasses(void) {
  static std::once_flag once;
  std::call_once(once, mlir::winograd::registerAllPasses);
}

//===----------------------------------------------------------------------===//
// Pipelines
//===----------------------------------------------------------------------===//

/// Adds the pipeline; what is wrong with its options, or nothing.
template <typename Options>
static std::string add(OpPassManager &pm, StringRef text,
                       void (*build)(OpPassManager &, const Options &)) {
  Options options;
  std::string problem;
  llvm::raw_string_ostream os(problem);
  if (failed(options.parseFromString(text, os)))
    return ("expected options of the pipeline, but got '" + text + "'" +
            (problem.empty() ? "" : ": ") + problem)
        .str();
  problem = options.check();
  if (problem.empty())
    build(pm, options);
  return problem;
}

static std::string addTo(OpPassManager &pm, WinogradPipeline pipeline,
                         StringRef options) {
  switch (pipeline) {
  case WinogradPipelineToCPU:
    return add(pm, options, buildWinogradToCPUPipeline);
  case WinogradPipelineToKernels:
    return add(pm, options, buildWinogradToKernels);
  case WinogradPipelineToSPIRV:
    return add(pm, options, buildWinogradToSPIRV);
  case WinogradPipelineToMetal:
    return add(pm, options, buildWinogradToMetal);
  case WinogradPipelineToNVVM:
    return add(pm, options, buildWinogradToNVVM);
  }
  return "expected a WinogradPipeline, but got " + std::to_string(pipeline);
}

MlirLogicalResult winogradAddPipeline(MlirOpPassManager passManager,
                                      WinogradPipeline pipeline,
                                      MlirStringRef options,
                                      MlirStringCallback onError,
                                      void *userData) {
  std::string problem = addTo(*unwrap(passManager), pipeline, unwrap(options));
  if (problem.empty())
    return mlirLogicalResultSuccess();
  onError(wrap(StringRef(problem).trim()), userData);
  return mlirLogicalResultFailure();
}

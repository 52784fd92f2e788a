//===- ServedProblem.cpp - What several paths calculate -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ServedProblem.h"
#include "ConvolutionData.h"
#include "ConvolutionModule.h"
#include "PlanRemarks.h"
#include "winograd/Runner/ConvolutionFlops.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

std::string ServedProblem::getFile(StringRef name, size_t index) const {
  return folder + "/" + name.str() + "." + std::to_string(index) + ".npy";
}

//===----------------------------------------------------------------------===//
// The problem
//===----------------------------------------------------------------------===//

Expected<std::unique_ptr<ServedProblem>>
ServedProblem::make(const llvm::json::Object &request,
                    const ServeOptions &options,
                    const DialectRegistry &registry) {
  auto folder = request.getString("folder");
  auto shape = request.getString("shape");
  auto module = request.getString("module");
  if (!folder || bool(shape) == bool(module))
    return createStringError("expected a folder, and a shape or a module");
  std::unique_ptr<ServedProblem> problem(new ServedProblem(folder->str()));
  Error error =
      shape ? problem->makeConvolution(*shape, options, registry)
            : problem->makeNetwork(module->str(),
                                   request.getString("entry").value_or("main"),
                                   registry);
  if (error)
    return std::move(error);
  return problem;
}

Error ServedProblem::makeConvolution(StringRef text,
                                     const ServeOptions &options,
                                     const DialectRegistry &registry) {
  auto shape = ConvolutionShape::parse(text, "3x3");
  if (!shape)
    return shape.takeError();
  auto data = ConvolutionData::get(*shape, folder);
  if (!data)
    return data.takeError();
  isChannelsLast = options.layout == Layout::NHWC;
  if (isChannelsLast) {
    if (Error error = data->moveChannelsLast())
      return error;
  }
  context = std::make_unique<MLIRContext>(registry);
  built = buildConvolution(*shape, options.layout, data->filter, *context);
  module = *built;
  inputs = std::move(data->arguments);
  flops = shape->flops();
  auto found = EntrySignature::get(module, kConvolutionEntry);
  if (!found)
    return found.takeError();
  signature = std::move(*found);
  return Error::success();
}

Error ServedProblem::makeNetwork(const std::string &path, StringRef entry,
                                 const DialectRegistry &registry) {
  auto read = ModuleFile::read(path, registry);
  if (!read)
    return read.takeError();
  file = std::move(*read);
  module = file->get();
  auto found = EntrySignature::get(module, entry);
  if (!found)
    return found.takeError();
  signature = std::move(*found);
  auto counted = countDirectFlops(module);
  if (!counted)
    return counted.takeError();
  flops = *counted;
  return readOrMakeInputs();
}

Error ServedProblem::readOrMakeInputs() {
  if (signature.inputs.empty() || llvm::sys::fs::exists(getFile("input", 0))) {
    for (size_t index = 0; index < signature.inputs.size(); ++index) {
      auto array = NpyArray::read(getFile("input", index));
      if (!array)
        return array.takeError();
      inputs.push_back(std::move(*array));
    }
    return signature.checkInputs(inputs);
  }
  auto random = signature.makeRandomInputs(/*seed=*/0, Distribution::Unit);
  if (!random)
    return random.takeError();
  inputs = std::move(*random);
  std::vector<std::string> files;
  for (size_t index = 0; index < inputs.size(); ++index)
    files.push_back(getFile("input", index));
  return writeNpyFiles(files, inputs);
}

//===----------------------------------------------------------------------===//
// Its paths
//===----------------------------------------------------------------------===//

Error ServedProblem::writeOutputs(StringRef name,
                                  std::vector<NpyArray> outputs) const {
  std::vector<std::string> files;
  for (size_t index = 0; index < outputs.size(); ++index) {
    files.push_back(getFile(name, index));
    if (!isChannelsLast)
      continue;
    auto output = transpose(outputs[index], {0, 3, 1, 2});
    if (!output)
      return output.takeError();
    outputs[index] = std::move(*output);
  }
  return writeNpyFiles(files, outputs);
}

Expected<llvm::json::Object> ServedProblem::compile(const ExecutionPath &path) {
  llvm::json::Object answer{{"contender", path.name}};
  // It takes the place of what would collect refusals.
  PlanRemarks remarks(*module.getContext());
  auto compiled = CompiledPath::compile(path, module, signature, inputs);
  if (!compiled && remarks.getRefusal()) {
    llvm::consumeError(compiled.takeError());
    answer["refused"] = *remarks.getRefusal();
    return answer;
  }
  if (!compiled)
    return compiled.takeError();
  auto outputs = compiled->run(inputs);
  if (!outputs)
    return outputs.takeError();
  if (Error error = writeOutputs(path.name, std::move(*outputs)))
    return std::move(error);
  llvm::json::Array plans;
  for (const PlanSummary &plan : compiled->getPlans())
    plans.push_back(plan.describe());
  answer["compile"] = compiled->getCompileSeconds();
  answer["plans"] = std::move(plans);
  answer["remarks"] = remarks.take();
  answer["layout"] = isChannelsLast ? "nhwc" : "nchw";
  answer["scratch"] = int64_t(compiled->getScratch().bytes);
  code.try_emplace(path.name, std::move(*compiled));
  return answer;
}

Expected<double> ServedProblem::measure(StringRef name,
                                        const RepeatPolicy &policy) {
  auto found = code.find(name);
  if (found == code.end())
    return createStringError("expected a path that was prepared, but got '" +
                             name + "'");
  auto seconds = found->second.measure(inputs, policy);
  if (!seconds)
    return seconds.takeError();
  return seconds->all;
}

//===- BenchServe.cpp - Runs paths when it is told to ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bench.h"
#include "Measure.h"
#include "Roofline.h"
#include "ServedProblem.h"
#include "llvm/Support/JSON.h"
#include <iostream>

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

/// In a turn; the first of them is not counted.
static constexpr unsigned fewestCalls = 3;

namespace {
/// Answers one request after the other, each a line of JSON.
class Server {
public:
  Server(const ServeOptions &options, std::vector<ExecutionPath> paths,
         const DialectRegistry &registry, llvm::raw_ostream &os)
      : options(options), paths(std::move(paths)), registry(registry), os(os) {}

  Error answer(StringRef line) {
    auto request = llvm::json::parse(line);
    if (!request)
      return request.takeError();
    const llvm::json::Object *object = request->getAsObject();
    if (const auto *prepared = object ? object->getObject("prepare") : nullptr)
      return prepare(*prepared);
    if (auto name = object ? object->getString("run") : std::nullopt)
      return run(*name, object->getNumber("seconds").value_or(0));
    if (object && object->get("version")) {
      say(llvm::json::Object{{"version", WINOGRAD_VERSION}});
      return Error::success();
    }
    if (object && object->get("roofline"))
      return sayRoofline();
    return createStringError("expected a request to prepare or to run, but "
                             "got '" +
                             line + "'");
  }

private:
  Error prepare(const llvm::json::Object &request) {
    // What was prepared before is not needed any longer.
    problem.reset();
    auto made = ServedProblem::make(request, options, registry);
    if (!made)
      return made.takeError();
    problem = std::move(*made);
    for (const ExecutionPath &path : paths) {
      auto answer = problem->compile(path);
      if (!answer)
        return answer.takeError();
      say(std::move(*answer));
    }
    say(llvm::json::Object{{"ready", true}, {"flops", problem->getFlops()}});
    return Error::success();
  }

  Error run(StringRef name, double seconds) {
    RepeatPolicy policy;
    policy.warmUpSeconds = 0;
    policy.warmUpRuns = 1;
    policy.minSeconds = seconds;
    policy.minRuns = fewestCalls;
    if (!problem)
      return createStringError("expected a request to prepare first");
    auto median = problem->measure(name, policy);
    if (!median)
      return median.takeError();
    say(llvm::json::Object{{"median", *median}});
    return Error::success();
  }

  /// What the machine does at best, as `wino-bench phases` writes it.
  Error sayRoofline() {
    ComparisonOptions compared;
    static_cast<CommonOptions &>(compared) = options;
    MLIRContext context(registry);
    auto roofline = measureRoofline(compared, paths.front().gpu, context);
    if (!roofline)
      return roofline.takeError();
    llvm::json::Array levels;
    for (const MemoryLevel &level : roofline->levels)
      levels.push_back(llvm::json::Object{{"name", level.name},
                                          {"bytes", level.bytes},
                                          {"bandwidth", level.bandwidth}});
    say(llvm::json::Object{{"peak_flops", roofline->peakFlops},
                           {"levels", std::move(levels)}});
    return Error::success();
  }

  void say(llvm::json::Object answer) {
    os << llvm::json::Value(std::move(answer)) << '\n';
    os.flush();
  }

  const ServeOptions &options;
  std::vector<ExecutionPath> paths;
  const DialectRegistry &registry;
  llvm::raw_ostream &os;
  std::unique_ptr<ServedProblem> problem;
};
} // namespace

Error bench(const ServeOptions &options, const DialectRegistry &registry,
            llvm::raw_ostream &os) {
  return withGPU(options, [&](const GPURuntimeLibrary *gpu) -> Error {
    std::vector<ExecutionPath> paths = getPlanPaths(options, gpu, nullptr);
    if (options.direct)
      paths.push_back(getDirectPath(options, gpu, nullptr));
    {
      MLIRContext context(registry);
      if (Error error = checkPaths(paths, context))
        return error;
    }
    Server server(options, std::move(paths), registry, os);
    for (std::string line; std::getline(std::cin, line);)
      if (Error error = server.answer(line)) {
        os << llvm::json::Value(llvm::json::Object{
                  {"error", llvm::toString(std::move(error))}})
           << '\n';
        os.flush();
      }
    return Error::success();
  });
}

//===- Module.cpp - The extension module ----------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// What the Python files of the package build upon; they have the public names,
// types and descriptions.
//
//===----------------------------------------------------------------------===//

#include "Conversions.h"
#include "mlir/Pass/PassManager.h"
#include "winograd/Runner/CompiledPath.h"
#include "winograd/Runner/PipelineText.h"
#include "winograd/Runner/RunOptions.h"
#include "winograd/Support/CookToom.h"
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

namespace nb = nanobind;
using namespace mlir;
using namespace mlir::winograd;
using namespace mlir::winograd::python;
using llvm::Error;
using llvm::Expected;

/// Runs what does not touch Python's objects while other threads do.
template <typename Work> static Error withoutGIL(Work work) {
  nb::gil_scoped_release release;
  return work();
}

/// Text is str, bytecode is bytes.
static std::string getSource(nb::handle source) {
  if (nb::isinstance<nb::bytes>(source)) {
    auto bytes = nb::borrow<nb::bytes>(source);
    return std::string(bytes.c_str(), bytes.size());
  }
  std::string text;
  if (!nb::try_cast(source, text))
    throw nb::type_error(("expected the module to be str or bytes, but got " +
                          std::string(nb::type_name(source.type()).c_str()))
                             .c_str());
  return text;
}

//===----------------------------------------------------------------------===//
// algorithm
//===----------------------------------------------------------------------===//

static nb::tuple toStrings(const RationalMatrix &matrix) {
  nb::list rows;
  for (int64_t row = 0; row < matrix.rows(); ++row) {
    nb::list entries;
    for (const Rational &entry : matrix.row(row))
      entries.append(entry.str());
    rows.append(nb::tuple(entries));
  }
  return nb::tuple(rows);
}

/// Rationals as text, in both directions.
static nb::tuple
getAlgorithm(int64_t m, int64_t r,
             const std::optional<std::vector<std::string>> &points) {
  SmallVector<Rational> rationals;
  for (const std::string &point : points.value_or(std::vector<std::string>())) {
    std::optional<Rational> rational = Rational::parse(point);
    if (!rational)
      throw nb::value_error(
          ("expected a point's parts to fit 64 bits, but got " + point)
              .c_str());
    rationals.push_back(*rational);
  }
  Expected<CookToom> algorithm =
      points ? CookToom::build(m, r, rationals) : CookToom::build(m, r);
  if (!algorithm)
    throw nb::value_error(llvm::toString(algorithm.takeError()).c_str());
  nb::list ours;
  for (const Rational &point : algorithm->points())
    ours.append(point.str());
  return nb::make_tuple(nb::tuple(ours), toStrings(algorithm->inputMatrix()),
                        toStrings(algorithm->filterMatrix()),
                        toStrings(algorithm->outputMatrix()));
}

//===----------------------------------------------------------------------===//
// opt
//===----------------------------------------------------------------------===//

static Error runPipeline(Session &session, const std::string &source,
                         const std::string &pipeline, std::string &result) {
  auto module = session.parse(source);
  if (!module)
    return module.takeError();
  PassManager passManager(&session.getContext());
  if (Error error = addPipelineText(pipeline, "'pipeline'", passManager))
    return error;
  if (failed(passManager.run(**module)))
    return llvm::createStringError("the pipeline failed on this module");
  llvm::raw_string_ostream os(result);
  (*module)->print(os);
  os << '\n';
  return Error::success();
}

static nb::tuple opt(nb::handle module, const std::string &pipeline,
                     bool wantsRemarks) {
  std::string source = getSource(module), result;
  std::optional<Session> session;
  if (Error error = withoutGIL([&] {
        session.emplace(wantsRemarks);
        return runPipeline(*session, source, pipeline, result);
      }))
    raise(std::move(error), session->messages);
  return nb::make_tuple(result, toPython(session->messages),
                        toPython(session->remarks));
}

//===----------------------------------------------------------------------===//
// compile
//===----------------------------------------------------------------------===//

namespace {

/// A compiled function, and the context with the constants that it reads.
class Function {
public:
  Function(std::unique_ptr<Session> session, CompiledPath compiled)
      : session(std::move(session)), compiled(std::move(compiled)) {}

  nb::tuple call(nb::args arguments) const {
    std::vector<AnyArray> arrays = importArrays(arguments);
    std::vector<NpyArray> copies;
    std::vector<ArrayView> views =
        viewArguments(compiled.getSignature(), arrays, copies);
    std::vector<OwnedArray> results;
    if (Error error =
            withoutGIL([&] { return compiled.call(views).moveInto(results); }))
      raise(std::move(error), {});
    nb::list list;
    for (const OwnedArray &result : results)
      list.append(toNumPy(result));
    return nb::tuple(list);
  }

  const EntrySignature &getSignature() const { return compiled.getSignature(); }
  const CompiledPath &getPath() const { return compiled; }
  Session &getSession() const { return *session; }

private:
  std::unique_ptr<Session> session;
  CompiledPath compiled;
};

} // namespace

static nb::tuple describeAll(ArrayRef<RankedTensorType> types) {
  nb::list list;
  for (RankedTensorType type : types)
    list.append(describe(type));
  return nb::tuple(list);
}

/// The only function that a caller could mean.
static Expected<std::string> findEntry(ModuleOp module) {
  std::string found;
  for (auto symbol : module.getOps<FunctionOpInterface>()) {
    if (!symbol.isPublic() || symbol.isExternal())
      continue;
    if (!found.empty())
      return llvm::createStringError(
          "expected 'entry', since the module has more than one public "
          "function: " +
          found + ", " + symbol.getName());
    found = symbol.getName().str();
  }
  if (found.empty())
    return llvm::createStringError("expected a module with a public function");
  return found;
}

static Expected<std::unique_ptr<Function>>
compileFunction(std::unique_ptr<Session> &session, const std::string &source,
                RunOptions options) {
  if (Error error = options.verify())
    return error;
  auto cache = ObjectCache::open(options.cache);
  if (!cache)
    return cache.takeError();
  auto module = session->parse(source);
  if (!module)
    return module.takeError();
  if (options.entry.empty())
    if (Error error = findEntry(**module).moveInto(options.entry))
      return error;
  auto signature = EntrySignature::get(**module, options.entry);
  if (!signature)
    return signature.takeError();
  ExecutionPath path{"winograd", options, /*gpu=*/nullptr, cache->get()};
  path.readOnlyArguments = true;
  auto compiled = CompiledPath::compile(path, **module, *signature);
  if (!compiled)
    return compiled.takeError();
  session->retire();
  return std::make_unique<Function>(std::move(session), std::move(*compiled));
}

/// Reads an option that was given; `type` is what it has to be.
template <typename Option>
static void takeOption(nb::dict given, const char *name, const char *type,
                       Option &option) {
  if (!given.contains(name) || nb::try_cast(given[name], option))
    return;
  std::string got = nb::type_name(given[name].type()).c_str();
  throw nb::type_error((std::string("expected '") + name + "' to be " + type +
                        ", but got " + got)
                           .c_str());
}

static std::unique_ptr<Function> compile(nb::handle module,
                                         const std::string &entry,
                                         nb::dict given, bool wantsRemarks) {
  std::string source = getSource(module);
  RunOptions options;
  options.entry = entry;
  auto take = [&](const char *name, const char *type, auto &option) {
    takeOption(given, name, type, option);
  };
  take("direct", "a bool", options.direct);
  take("pipeline", "a str", options.pipeline);
  take("tile", "an int", options.tile);
  take("threads", "an int", options.threads);
  take("plan", "a str", options.plan);
  take("pipeline_options", "a str", options.pipelineOptions);
  take("cpu", "a str", options.cpu);
  take("target_description", "a path", options.targetDescription);
  take("shared_libs", "a list of paths", options.sharedLibraries);
  take("cache", "a bool", options.cache.isOn);
  take("cache_dir", "a path", options.cache.directory);
  std::unique_ptr<Function> function;
  std::unique_ptr<Session> session;
  if (Error error = withoutGIL([&] {
        session = std::make_unique<Session>(wantsRemarks);
        return compileFunction(session, source, std::move(options))
            .moveInto(function);
      }))
    raise(std::move(error), session->messages);
  return function;
}

//===----------------------------------------------------------------------===//
// The module
//===----------------------------------------------------------------------===//

NB_MODULE(_winograd, module) {
  // Who keeps a function until the interpreter ends, as torch.compile does,
  // does nothing wrong.
  nb::set_leak_warnings(false);
  module.attr("version") = WINOGRAD_VERSION;
  module.def("algorithm", getAlgorithm, nb::arg("m"), nb::arg("r"),
             nb::arg("points").none());
  module.def("opt", opt, nb::arg("source"), nb::arg("pipeline"),
             nb::arg("wants_remarks"));
  module.def("compile", compile, nb::arg("source"), nb::arg("entry"),
             nb::arg("options"), nb::arg("wants_remarks"));
  nb::class_<Function>(module, "Function")
      .def("call", &Function::call)
      .def_prop_ro("name",
                   [](const Function &f) { return f.getSignature().name; })
      .def_prop_ro("inputs",
                   [](const Function &f) {
                     return describeAll(f.getSignature().inputs);
                   })
      .def_prop_ro("results",
                   [](const Function &f) {
                     return describeAll(f.getSignature().results);
                   })
      .def_prop_ro("plans",
                   [](const Function &f) {
                     nb::list plans;
                     for (const PlanSummary &plan : f.getPath().getPlans())
                       plans.append(plan.describe());
                     return nb::tuple(plans);
                   })
      .def_prop_ro("is_cached",
                   [](const Function &f) { return f.getPath().isCached(); })
      .def_prop_ro(
          "messages",
          [](const Function &f) { return toPython(f.getSession().messages); })
      .def_prop_ro("remarks", [](const Function &f) {
        return toPython(f.getSession().remarks);
      });
}

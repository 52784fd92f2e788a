//===- Session.cpp - A context, and what is said in it --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "winograd/InitAll.h"
#include "winograd/Utils/UnreadableModule.h"
#include <mutex>

using namespace mlir;
using namespace mlir::winograd;
using namespace mlir::winograd::python;

/// What every context knows. Passes are registered once for the process.
static const DialectRegistry &getRegistry() {
  static const DialectRegistry registry = [] {
    registerAllPasses();
    DialectRegistry all;
    registerAllDialects(all);
    registerAllToLLVMIRTranslations(all);
    return all;
  }();
  return registry;
}

static Place getPlace(Location loc) {
  if (auto file = loc->findInstanceOf<FileLineColLoc>())
    return {file.getFilename().str(), file.getLine(), file.getColumn()};
  return {};
}

static const char *getName(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Note:
    return "note";
  case DiagnosticSeverity::Warning:
    return "warning";
  case DiagnosticSeverity::Error:
    return "error";
  case DiagnosticSeverity::Remark:
    return "remark";
  }
  llvm_unreachable("unknown severity");
}

static Message record(Diagnostic &diagnostic) {
  Message message{getName(diagnostic.getSeverity()),
                  diagnostic.str(),
                  getPlace(diagnostic.getLocation()),
                  {}};
  for (Diagnostic &note : diagnostic.getNotes())
    message.notes.push_back(record(note));
  return message;
}

static const char *getName(llvm::remarks::Type type) {
  switch (type) {
  case llvm::remarks::Type::Passed:
    return "passed";
  case llvm::remarks::Type::Missed:
    return "missed";
  case llvm::remarks::Type::Failure:
    return "failure";
  default:
    return "analysis";
  }
}

static std::string getFunction(const remark::detail::Remark &remark) {
  StringRef name = remark.getFunction();
  return name == "<unknown function>" ? "" : name.str();
}

/// The sentence among the arguments, or all of them.
static std::string getText(const remark::detail::Remark &remark) {
  for (const remark::detail::Remark::Arg &argument : remark.getArgs())
    if (argument.key == "Remark" || argument.key == "Reason")
      return argument.val;
  return remark.getMsg();
}

namespace {
/// Passes that run on several functions at once have remarks at once.
class RemarkCollector : public remark::detail::MLIRRemarkStreamerBase {
public:
  explicit RemarkCollector(std::vector<RemarkRecord> &remarks)
      : remarks(remarks) {}

  void streamOptimizationRemark(const remark::detail::Remark &remark) override {
    RemarkRecord record{getName(remark.getRemarkType()),
                        remark.getCombinedCategoryName().str(),
                        remark.getRemarkName().str(),
                        getFunction(remark),
                        getText(remark),
                        {},
                        getPlace(remark.getLocation())};
    for (const remark::detail::Remark::Arg &argument : remark.getArgs())
      record.arguments.emplace_back(argument.key, argument.val);
    std::lock_guard lock(mutex);
    remarks.push_back(std::move(record));
  }

private:
  std::mutex mutex;
  std::vector<RemarkRecord> &remarks;
};
} // namespace

Session::Session(bool wantsRemarks)
    : context(getRegistry()), handler(&context, [this](Diagnostic &diagnostic) {
        messages.push_back(record(diagnostic));
        return success();
      }) {
  context.printOpOnDiagnostic(false);
  if (!wantsRemarks)
    return;
  remark::RemarkCategories any;
  any.passed = any.missed = any.analysis = any.failed = ".*";
  (void)remark::enableOptimizationRemarks(
      context, std::make_unique<RemarkCollector>(remarks),
      std::make_unique<remark::RemarkEmittingPolicyAll>(), any);
}

llvm::Expected<OwningOpRef<ModuleOp>>
Session::parse(const std::string &source) {
  auto module = parseSourceString<ModuleOp>(source, &context, "module");
  if (!module) {
    std::string reason = explainUnreadable(source, getRegistry());
    return llvm::createStringError(
        "expected a module of MLIR" +
        (reason.empty() ? "" : ", but it " + reason));
  }
  return module;
}

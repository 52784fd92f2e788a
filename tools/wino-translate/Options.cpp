//===- Options.cpp - The command line of wino-translate -------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "llvm/Support/CommandLine.h"

namespace cl = llvm::cl;

namespace {

/// Every option, with its name and meaning.
struct CommandLine {
  cl::OptionCategory category{"wino-translate"};
  cl::opt<std::string> moduleFile{
      cl::Positional, cl::Required, cl::cat(category),
      cl::desc("<module: text or bytecode, - for standard input>")};
  cl::opt<std::string> emit{
      "emit", cl::init("object"), cl::cat(category),
      cl::value_desc("object|shared-library|llvm-ir|assembly|spirv|metal|ptx"),
      cl::desc("What to write beside the header (object), or, for a GPU, "
               "beside the manifest")};
  cl::opt<std::string> outputFolder{
      "o", cl::Required, cl::cat(category), cl::value_desc("folder"),
      cl::desc("Where, in a folder that is made if there is none, "
               "<module>.o, lib<module>.so, <module>.ll or <module>.s "
               "and <module>.h go; for a GPU <kernel>.spv, <module>.metal "
               "or <kernel>.ptx, manifest.json and constants.bin")};
  cl::list<std::string> entries{
      "entry", cl::CommaSeparated, cl::cat(category),
      cl::value_desc("name[:name in C]"),
      cl::desc("The functions that other programs can call, instead of the "
               "public ones")};
  cl::opt<std::string> pipelineOptions{
      "pipeline-options", cl::cat(category), cl::value_desc("text"),
      cl::desc("Options of winograd-to-cpu, or for a GPU of "
               "winograd-to-kernels: \"plan=four-buffer tile=4\"")};
  cl::opt<std::string> triple{
      "target-triple", cl::cat(category), cl::value_desc("triple"),
      cl::desc("Compile for this target, e.g. aarch64-linux-gnu, instead of "
               "for this machine")};
  cl::opt<std::string> cpu{
      "cpu", cl::cat(category), cl::value_desc("name"),
      cl::desc("Its processor; generic if only a triple is given")};
  cl::opt<std::string> features{
      "features", cl::cat(category), cl::value_desc("+a,-b"),
      cl::desc("Features of it to use, and not to use")};
  cl::opt<std::string> linker{
      "linker", cl::cat(category), cl::value_desc("program"),
      cl::desc("The compiler driver that links a shared library (clang-22, "
               "clang or cc)")};
  cl::opt<bool> prepack{
      "prepack", cl::init(true), cl::cat(category),
      cl::desc("Compile <function>_prepack and <function>_prepacked where a "
               "filter is an argument (true)")};
  cl::opt<std::string> shards{
      "shard", cl::cat(category), cl::value_desc("parts"),
      cl::desc("Compile the program of one rank of MPI, whose functions take a "
               "communicator: auto, annotations, or e.g. height:2,width:2; "
               "partitioned: the module is such a program already")};
  cl::opt<int64_t> ranks{"ranks", cl::cat(category), cl::value_desc("n"),
                         cl::desc("How many ranks there are")};
  cl::opt<std::string> mpi{
      "mpi", cl::cat(category), cl::value_desc("mpich|openmpi"),
      cl::desc("Whose MPI it is for: MPICH's binary interface is that of "
               "MVAPICH and of Intel's and Cray's, too")};
  cl::opt<std::string> chip{
      "chip", cl::cat(category), cl::value_desc("sm_80|sm_90|..."),
      cl::desc("The oldest NVIDIA architecture that PTX is to run on (sm_80)")};

  cl::opt<bool> debugInfo{
      "g", cl::cat(category),
      cl::desc("Tell debuggers and profilers which line of the module code "
               "comes from")};

  llvm::Expected<mlir::winograd::TranslateOptions> get();
  llvm::Expected<mlir::winograd::PartitionOptions> getPartition();
};

} // namespace

llvm::Expected<mlir::winograd::PartitionOptions> CommandLine::getPartition() {
  if (shards.empty() || ranks.getNumOccurrences() == 0 || mpi.empty())
    return llvm::createStringError(
        "expected --shard, --ranks and --mpi together");
  constexpr int64_t most = mlir::winograd::PartitionOptions::mostRanks;
  if (ranks < 1 || ranks > most)
    return llvm::createStringError("expected --ranks to be from 1 to " +
                                   llvm::Twine(most) + ", but got " +
                                   llvm::Twine(ranks));
  auto implementation = mlir::winograd::parseMPIImplementation(mpi);
  if (!implementation)
    return llvm::createStringError(
        "expected --mpi to be mpich or openmpi, but got '" + mpi + "'");
  return mlir::winograd::PartitionOptions{shards, ranks, *implementation};
}

llvm::Expected<mlir::winograd::TranslateOptions> CommandLine::get() {
  mlir::winograd::TranslateOptions options;
  options.moduleFile = moduleFile;
  options.emit = emit;
  options.outputFolder = outputFolder;
  options.entries = entries;
  options.pipelineOptions = pipelineOptions;
  options.target = {triple, cpu, features};
  options.linker = linker;
  options.prepack = prepack;
  options.chip = chip;
  options.debugInfo = debugInfo;
  if (shards.getNumOccurrences() || ranks.getNumOccurrences() ||
      mpi.getNumOccurrences()) {
    auto partition = getPartition();
    if (!partition)
      return partition.takeError();
    options.partition = *partition;
  }
  return options;
}

constexpr char kOverview[] =
    "Compiles a module of linalg on tensors to code that C can call, and a "
    "header, or for a GPU to kernels and a manifest.\n\n"
    "  wino-translate conv.mlir --emit=object -o .     # conv.o and conv.h\n"
    "  wino-translate conv.mlir --emit=spirv -o .      # *.spv, "
    "manifest.json\n";

llvm::Expected<mlir::winograd::TranslateOptions> parseCommandLine(int argc,
                                                                  char **argv) {
  CommandLine commandLine;
  cl::HideUnrelatedOptions(commandLine.category);
  cl::ParseCommandLineOptions(argc, argv, kOverview);
  return commandLine.get();
}

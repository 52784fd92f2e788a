//===- MPIHeader.cpp - What a C header says of MPI ------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CInterface.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::winograd;

static constexpr char kConventions[] =
    R"( * All {0} ranks of a communicator call a function at the same time, each with
 * its part of every array. f_x_shards says of each dimension of x how the whole is
 * cut: of the whole, the rank has the part i = rank / stride % parts, which are the
 * elements from i * size on, size of them or what is left. What is behind these in
 * an input must be 0, in an output it is nothing. With one part, all have the same.
 * (f_prepack takes a rank's part of filters, and is called by each for itself.)
 * Threads may call at once if MPI was started for that, each on a communicator of
 * its own. What MPI finds wrong goes to the communicator's error handler.
)";

void mlir::winograd::printMPIConventions(llvm::raw_ostream &os, int64_t ranks) {
  os << llvm::formatv(kConventions, ranks);
}

void mlir::winograd::printShards(llvm::raw_ostream &os,
                                 const CFunction &function) {
  bool isFirst = true;
  for (const CParameter &parameter : function.parameters) {
    if (!parameter.distribution || parameter.distribution->dimensions.empty())
      continue;
    os << (isFirst ? "\n" : "") << "static const winograd_shard "
       << function.name << '_' << parameter.name << "_shards[] = {\n    ";
    llvm::interleaveComma(
        parameter.distribution->dimensions, os, [&](const ShardedDimension &d) {
          os << llvm::formatv("{{{0}, {1}, {2}, {3}}", d.whole, d.parts,
                              d.local, d.stride);
        });
    os << "};\n";
    isFirst = false;
  }
}

/// The function that checks a communicator and makes it an integer.
static std::string getHandleFunction(const CHeaderOptions &options) {
  return StringRef(getMacroName(options.name)).lower() + "_handle";
}

static constexpr char kDefinitions[] = R"(#include <stdio.h>

#include <mpi.h>

#if{0} OPEN_MPI
#error "expected the mpi.h of {1}, for which this was compiled"
#endif

#ifndef WINOGRAD_SHARD
#define WINOGRAD_SHARD
/* How a dimension is cut. */
typedef struct winograd_shard {{
  int64_t whole, parts, size, stride;
} winograd_shard;
#endif

/* A communicator of {2} ranks as the code takes it. */
static inline int64_t {3}(MPI_Comm comm) {{
  int size = 0;
  MPI_Comm_size(comm, &size);
  if (size != {2}) {{
    fprintf(stderr, "{4}: expected a communicator of {2} ranks, but got %d\n",
            size);
    MPI_Abort(comm, 1);
  }
  return (int64_t){5}comm;
}
)";

void mlir::winograd::printMPIDefinitions(llvm::raw_ostream &os,
                                         const CHeaderOptions &options) {
  bool isOpenMPI = options.mpi == MPIImplementation::OpenMPI;
  os << llvm::formatv(kDefinitions, isOpenMPI ? "ndef" : "def",
                      getName(*options.mpi), options.ranks,
                      getHandleFunction(options),
                      StringRef(getMacroName(options.name)).lower(),
                      isOpenMPI ? "(intptr_t)" : "");
}

void mlir::winograd::printMPIFunction(llvm::raw_ostream &os,
                                      const CFunction &function, StringRef name,
                                      bool hasWorkspace,
                                      const CHeaderOptions &options) {
  SmallVector<std::string> parameters = {"MPI_Comm comm"};
  SmallVector<std::string> arguments = {getHandleFunction(options) + "(comm)"};
  for (const CParameter &parameter : function.parameters) {
    parameters.push_back(getDeclaration(parameter));
    arguments.push_back(parameter.name);
  }
  if (hasWorkspace) {
    parameters.push_back("void *workspace");
    arguments.push_back("workspace");
  }
  std::string symbol = function.getSymbolName(name);
  auto align = [](size_t width) { return ",\n" + std::string(width, ' '); };
  os << "\nstatic inline void " << name << '('
     << llvm::join(parameters, align(20 + name.size())) << ") {\n  " << symbol
     << '(' << llvm::join(arguments, align(3 + symbol.size())) << ");\n}\n";
}

//===- CInterface.h - Functions of a module as C functions ------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_AOT_CINTERFACE_H
#define WINOGRAD_LIB_AOT_CINTERFACE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "winograd/MPI/Distribution.h"
#include "winograd/MPI/Implementation.h"
#include "llvm/Support/Error.h"
#include <string>

namespace mlir::winograd {

/// A tensor as a parameter of a C function: a pointer to its elements, in
/// row-major order without gaps, and behind it an int64_t for each dimension
/// whose size is dynamic.
struct CParameter {
  std::string name;
  RankedTensorType type;
  bool isOutput;
  /// Of a whole that is cut among ranks, if it is.
  std::optional<TensorDistribution> distribution;

  /// `float`, `uint16_t`, …
  StringRef getElementName() const;
  /// `conv`'s `input0_dim1`.
  std::string getSizeName(int64_t dim) const;
};

/// A function of a module, and what it is in C. It returns nothing: the caller
/// brings the memory of the results.
struct CFunction {
  std::string name;
  /// Whether winograd-prepack has made it, to transform filters.
  bool isPrepack = false;
  /// Whether it is the program of a rank, and takes a communicator before its
  /// parameters; and whether the function on tensors does, since it exchanges
  /// something.
  bool takesCommunicator = false, usesCommunicator = false;
  /// The arguments, then the results.
  SmallVector<CParameter> parameters;
  /// The bytes of scratch memory whose number is known; set by addCFunctions.
  int64_t workspaceSize = 0;

  std::string getWorkspaceName() const { return name + "_with_workspace"; }
  /// The symbol for a name in C. Code knows communicators as integers; the
  /// header has the function for those of mpi.h.
  std::string getSymbolName(StringRef cName) const {
    return (cName + (takesCommunicator ? "_by_handle" : "")).str();
  }

  /// The C function for a function on tensors; an error if its name is no
  /// identifier of C and C++, or a type is one that C has no pointer for.
  static llvm::Expected<CFunction> get(func::FuncOp function, bool isPrepack);
};

/// A name of C that reads like `name`, which is not empty.
std::string makeIdentifier(StringRef name);

/// Changes the function so that it writes its results into buffers that are its
/// last arguments, as far as possible without a copy, and keeps off its other
/// arguments. Functions that call it get a copy of the old one.
void writeResultsToArguments(ModuleOp module, func::FuncOp function);

/// Adds to a module in the LLVM dialect, which came from functions that
/// writeResultsToArguments has changed, the functions that C calls: each as it
/// is declared, and, where it needs scratch memory, `<name>_with_workspace`.
/// Everything else becomes internal to the module. An error if a function was
/// not lowered to one on descriptors of memrefs.
llvm::Error addCFunctions(ModuleOp module,
                          MutableArrayRef<CFunction> functions);

/// Replaces what the function allocates, in sizes that are known, and frees
/// again by parts of one block, to which it gets a pointer as its last
/// argument. Returns the size of the block; if that is 0, the function stays as
/// it is.
int64_t moveScratchToWorkspace(LLVM::LLVMFuncOp function);

/// What the header says of where it came from.
struct CHeaderOptions {
  /// The file's name without `.h`.
  std::string name;
  /// `x86_64-pc-linux-gnu, znver4`
  std::string target;
  /// Of programs of one rank: for whose MPI, and for how many ranks.
  std::optional<MPIImplementation> mpi;
  int64_t ranks = 1;
};

/// Writes what the header says of MPI: how parts are made of wholes, and what
/// functions on communicators need. In comments and between functions.
void printMPIConventions(llvm::raw_ostream &os, int64_t ranks);
void printMPIDefinitions(llvm::raw_ostream &os, const CHeaderOptions &options);
/// How the wholes of the function's parameters are cut, as constants.
void printShards(llvm::raw_ostream &os, const CFunction &function);
/// The function that takes a communicator of mpi.h.
void printMPIFunction(llvm::raw_ostream &os, const CFunction &function,
                      StringRef name, bool hasWorkspace,
                      const CHeaderOptions &options);
/// `const float *input0, int64_t input0_dim1`
std::string getDeclaration(const CParameter &parameter);
/// `MY_NET` for `my-net`.
std::string getMacroName(StringRef name);

/// Writes the C header. It defines the sizes of packed filters as macros.
void printCHeader(llvm::raw_ostream &os, ArrayRef<CFunction> functions,
                  const CHeaderOptions &options);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_AOT_CINTERFACE_H

//===- Ranks.h - Processes that fail together -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_RANKS_H
#define WINOGRAD_LIB_RUNNER_RANKS_H

#include "MPILibrary.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::winograd {

/// An error that a rank has printed already: nothing is left to say.
class Reported : public llvm::ErrorInfo<Reported> {
public:
  static char ID;
  void log(llvm::raw_ostream &os) const override { os << "reported"; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }
};

/// The processes that mpirun has started, of which this is one. What one of
/// them finds wrong is said once, whoever finds it, and ends all.
class Ranks {
public:
  /// Opens MPI, and waits for the others. If that fails under an mpirun, one
  /// process of each machine has printed why, and the error is Reported.
  static llvm::Expected<std::unique_ptr<Ranks>> join();
  /// Waits for the others.
  ~Ranks();

  MPILibrary &getMPI() { return *mpi; }
  int64_t getRank() const { return mpi->getRank(); }
  int64_t getSize() const { return mpi->getSize(); }
  bool isFirst() const { return getRank() == 0; }

  /// What a phase has to say besides its error: MLIR's diagnostics, warnings.
  llvm::raw_ostream &getDiagnostics() { return diagnosticStream; }

  /// Ends a phase, on all ranks. Without an error anywhere, the first rank
  /// prints what it has to say, and it is a success. Otherwise the first that
  /// has failed prints that, and its error, and every rank gets Reported.
  llvm::Error agree(llvm::Error error);

  /// Waits for all, up to the same moment.
  void synchronize();

  /// Ends a phase on what the first rank alone has done.
  template <typename Body> llvm::Error agreeOnFirst(Body body) {
    return agree(isFirst() ? llvm::Error(body()) : llvm::Error::success());
  }

private:
  explicit Ranks(std::unique_ptr<MPILibrary> mpi);

  std::unique_ptr<MPILibrary> mpi;
  std::string diagnostics;
  llvm::raw_string_ostream diagnosticStream{diagnostics};
};

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_RANKS_H

//===- MPILibrary.h - MPI, opened when needed -------------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing here includes mpi.h: a build has no MPI, and one program runs under
// MPICH's and Open MPI's mpirun alike. Handles are an int there, a pointer
// here.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_LIB_RUNNER_MPILIBRARY_H
#define WINOGRAD_LIB_RUNNER_MPILIBRARY_H

#include "winograd/MPI/Implementation.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <string>

namespace mlir::winograd {

/// What mpirun tells the processes that it starts, in their environment.
struct MPILaunch {
  MPIImplementation implementation;
  int64_t rank, size;

  /// Nullopt if no mpirun that we know has started this process.
  static std::optional<MPILaunch> detect();
};

/// What compiled code has exchanged, on this rank.
struct MPITraffic {
  /// Messages that were sent, and their bytes.
  int64_t messages = 0, messageBytes = 0;
  /// Reductions over all ranks, and the bytes that this rank gave to them. How
  /// many of these travel is up to the library.
  int64_t reductions = 0, reductionBytes = 0;
};

/// The library, and the processes that have started together. There is one in a
/// process. What MPI itself finds wrong ends all processes, with a message of
/// the library.
class MPILibrary {
public:
  /// Opens the library, where the system finds it: $WINOGRAD_MPI_LIBRARY, or
  /// that of the mpirun which has started this process, or any.
  static llvm::Expected<std::unique_ptr<MPILibrary>> open();
  /// That of this process, if it was opened.
  static MPILibrary *get();
  virtual ~MPILibrary();
  MPILibrary(const MPILibrary &) = delete;

  MPIImplementation getImplementation() const { return implementation; }

  /// Waits for all processes of the mpirun. An error if this one is not of it,
  /// since it is another library's.
  llvm::Error start();
  /// Waits for all, too; from then on there is no MPI.
  virtual void finish() = 0;
  /// Ends all processes, at once.
  [[noreturn]] virtual void abort() = 0;

  int64_t getRank() const { return rank; }
  int64_t getSize() const { return size; }

  /// Waits for all, without taking the processor from them.
  virtual void wait() = 0;
  /// The sum, the least or the greatest of all ranks' values, on all ranks.
  virtual int64_t sum(int64_t value) = 0;
  virtual int64_t min(int64_t value) = 0;
  virtual int64_t max(int64_t value) = 0;
  virtual double max(double value) = 0;
  /// Any number of bytes from one rank to another.
  virtual void send(const char *bytes, size_t count, int64_t to) = 0;
  virtual void receive(char *bytes, size_t count, int64_t from) = 0;

  /// What has been exchanged by the functions below since the last time.
  MPITraffic takeTraffic();
  /// The functions that count, by the names that compiled code calls.
  virtual void visitFunctions(
      llvm::function_ref<void(llvm::StringRef name, void *address)> visit)
      const = 0;

protected:
  MPILibrary(std::string path, MPIImplementation implementation)
      : path(std::move(path)), implementation(implementation) {}

  /// Sets the rank and the size.
  virtual void initialize() = 0;

  std::string path;
  MPIImplementation implementation;
  int64_t rank = 0, size = 1;
  MPITraffic traffic;
};

/// Finds in the opened library all that is used of it; an error if something is
/// missing.
llvm::Expected<std::unique_ptr<MPILibrary>>
bindMPILibrary(void *library, std::string path,
               MPIImplementation implementation);

} // namespace mlir::winograd

#endif // WINOGRAD_LIB_RUNNER_MPILIBRARY_H

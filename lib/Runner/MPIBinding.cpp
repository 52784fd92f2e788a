//===- MPIBinding.cpp - MPI's two binary interfaces -----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MPILibrary.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <dlfcn.h>
#include <thread>

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

namespace {

/// What is called, with the library's type of handles: of communicators, of
/// element types, of requests.
#define WINOGRAD_MPI_FUNCTIONS(F)                                              \
  F(initThread, MPI_Init_thread, (int *, char ***, int, int *))                \
  F(finalize, MPI_Finalize, ())                                                \
  F(abort, MPI_Abort, (Handle, int))                                           \
  F(commRank, MPI_Comm_rank, (Handle, int *))                                  \
  F(commSize, MPI_Comm_size, (Handle, int *))                                  \
  F(typeSize, MPI_Type_size, (Handle, int *))                                  \
  F(send, MPI_Send, (const void *, int, Handle, int, int, Handle))             \
  F(recv, MPI_Recv, (void *, int, Handle, int, int, Handle, void *))           \
  F(allreduce, MPI_Allreduce,                                                  \
    (const void *, void *, int, Handle, Handle, Handle))                       \
  F(ibarrier, MPI_Ibarrier, (Handle, Handle *))                                \
  F(test, MPI_Test, (Handle *, int *, void *))

template <typename Handle> struct Functions {
#define WINOGRAD_MPI_DECLARE(name, symbol, parameters)                         \
  int(*name) parameters = nullptr;
  WINOGRAD_MPI_FUNCTIONS(WINOGRAD_MPI_DECLARE)
#undef WINOGRAD_MPI_DECLARE

  /// The name of one that is missing, or null.
  const char *load(void *library) {
    const char *missing = nullptr;
#define WINOGRAD_MPI_LOAD(name, symbol, parameters)                            \
  name = reinterpret_cast<int(*) parameters>(dlsym(library, #symbol));         \
  if (!name)                                                                   \
    missing = #symbol;
    WINOGRAD_MPI_FUNCTIONS(WINOGRAD_MPI_LOAD)
#undef WINOGRAD_MPI_LOAD
    return missing;
  }
};

/// What mpi.h defines.
template <typename Handle> struct Constants {
  Handle world, byte, int64, float64, sum, min, max;
  void *statusIgnore;
};

/// The same numbers in every MPICH.
const char *load(void *, Constants<int> &constants) {
  constants = {0x44000000, 0x4c00010d, 0x4c00083a, 0x4c00080b,
               0x58000003, 0x58000002, 0x58000001, reinterpret_cast<void *>(1)};
  return nullptr;
}

/// Addresses in Open MPI.
const char *load(void *library, Constants<void *> &constants) {
  const char *missing = nullptr;
  auto find = [&](const char *name) {
    void *address = dlsym(library, name);
    if (!address)
      missing = name;
    return address;
  };
  constants = {find("ompi_mpi_comm_world"), find("ompi_mpi_byte"),
               find("ompi_mpi_int64_t"),    find("ompi_mpi_double"),
               find("ompi_mpi_op_sum"),     find("ompi_mpi_op_min"),
               find("ompi_mpi_op_max"),     nullptr};
  return missing;
}

constexpr int kThreadFunneled = 1;
constexpr int kTag = 0;
/// MPI counts in ints.
constexpr size_t kMaxBytes = size_t(1) << 30;

template <typename Handle> class BoundLibrary : public MPILibrary {
public:
  BoundLibrary(std::string path, MPIImplementation implementation)
      : MPILibrary(std::move(path), implementation) {
    instance = this;
  }

  Error bind(void *library) {
    const char *missing = functions.load(library);
    if (!missing)
      missing = load(library, constants);
    if (!missing)
      return Error::success();
    return createStringError("expected '" + path + "' to have '" + missing +
                             "', but it has not (is it too old?)");
  }

  void finish() override { functions.finalize(); }

  [[noreturn]] void abort() override {
    functions.abort(constants.world, EXIT_FAILURE);
    std::_Exit(EXIT_FAILURE);
  }

  /// Libraries poll for what they wait for. Another rank may be compiling on
  /// the same core.
  void wait() override {
    Handle request;
    functions.ibarrier(constants.world, &request);
    std::chrono::microseconds pause(1);
    for (int isDone = 0; !isDone;) {
      functions.test(&request, &isDone, constants.statusIgnore);
      if (!isDone)
        std::this_thread::sleep_for(pause);
      pause = std::min(2 * pause, std::chrono::microseconds(2000));
    }
  }

  int64_t sum(int64_t value) override {
    return reduce(value, constants.int64, constants.sum);
  }
  int64_t min(int64_t value) override {
    return reduce(value, constants.int64, constants.min);
  }
  int64_t max(int64_t value) override {
    return reduce(value, constants.int64, constants.max);
  }
  double max(double value) override {
    return reduce(value, constants.float64, constants.max);
  }

  void send(const char *bytes, size_t count, int64_t to) override {
    visitChunks(count, [&](size_t at, int size) {
      functions.send(bytes + at, size, constants.byte, int(to), kTag,
                     constants.world);
    });
  }
  void receive(char *bytes, size_t count, int64_t from) override {
    visitChunks(count, [&](size_t at, int size) {
      functions.recv(bytes + at, size, constants.byte, int(from), kTag,
                     constants.world, constants.statusIgnore);
    });
  }

  void visitFunctions(
      llvm::function_ref<void(llvm::StringRef name, void *address)> visit)
      const override {
    visit("MPI_Send", reinterpret_cast<void *>(countedSend));
    visit("MPI_Allreduce", reinterpret_cast<void *>(countedAllreduce));
  }

private:
  void initialize() override {
    int provided, ownRank, all;
    functions.initThread(nullptr, nullptr, kThreadFunneled, &provided);
    functions.commRank(constants.world, &ownRank);
    functions.commSize(constants.world, &all);
    rank = ownRank;
    size = all;
  }

  template <typename T> T reduce(T value, Handle type, Handle operation) {
    T result;
    functions.allreduce(&value, &result, 1, type, operation, constants.world);
    return result;
  }

  static void visitChunks(size_t count,
                          llvm::function_ref<void(size_t, int)> visit) {
    for (size_t at = 0; at < count; at += kMaxBytes)
      visit(at, int(std::min(kMaxBytes, count - at)));
  }

  int64_t getBytes(int count, Handle type) {
    int bytes = 0;
    functions.typeSize(type, &bytes);
    return int64_t(count) * bytes;
  }

  static int countedSend(const void *data, int count, Handle type, int to,
                         int tag, Handle comm) {
    ++instance->traffic.messages;
    instance->traffic.messageBytes += instance->getBytes(count, type);
    return instance->functions.send(data, count, type, to, tag, comm);
  }
  static int countedAllreduce(const void *data, void *result, int count,
                              Handle type, Handle operation, Handle comm) {
    ++instance->traffic.reductions;
    instance->traffic.reductionBytes += instance->getBytes(count, type);
    return instance->functions.allreduce(data, result, count, type, operation,
                                         comm);
  }

  Functions<Handle> functions;
  Constants<Handle> constants;
  /// Of functions that only get what MPI gives them.
  static inline BoundLibrary *instance = nullptr;
};

} // namespace

template <typename Handle>
static Expected<std::unique_ptr<MPILibrary>>
bindWith(void *library, std::string path, MPIImplementation implementation) {
  auto bound =
      std::make_unique<BoundLibrary<Handle>>(std::move(path), implementation);
  if (Error error = bound->bind(library))
    return error;
  return bound;
}

Expected<std::unique_ptr<MPILibrary>>
mlir::winograd::bindMPILibrary(void *library, std::string path,
                               MPIImplementation implementation) {
  if (implementation == MPIImplementation::MPICH)
    return bindWith<int>(library, std::move(path), implementation);
  return bindWith<void *>(library, std::move(path), implementation);
}

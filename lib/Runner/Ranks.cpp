//===- Ranks.cpp - Processes that fail together ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ranks.h"

#include "winograd/Support/StandardStreams.h"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#ifdef __linux__
#include <cstddef>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

char Reported::ID = 0;

/// Gives the ranks before this one the time to fail alike, and to end this one,
/// before it says the same.
static void letOthersSpeak(int64_t rank) {
  constexpr int64_t most = 20;
  std::this_thread::sleep_for(std::chrono::milliseconds(100) *
                              std::min(rank, most));
}

/// Of compiled code, where the others may wait for what this rank does not send
/// any more: they cannot agree.
static void failAlone(StringRef message) {
  MPILibrary *mpi = MPILibrary::get();
  if (!mpi)
    return;
  static std::atomic<bool> hasFailed = false;
  while (hasFailed.exchange(true)) // another thread, which ends this one, too
    std::this_thread::sleep_for(std::chrono::seconds(1));
  letOthersSpeak(mpi->getRank());
  llvm::outs().flush();
  llvm::errs() << getToolName() << ": error: rank " << mpi->getRank() << ": "
               << message << '\n';
  llvm::errs().flush();
  mpi->abort();
}

Ranks::Ranks(std::unique_ptr<MPILibrary> mpi) : mpi(std::move(mpi)) {
  setErrorExit(failAlone);
  redirectWarnings(&diagnosticStream);
}

Ranks::~Ranks() {
  redirectWarnings(nullptr);
  setErrorExit(nullptr);
  mpi->finish();
}

/// Without MPI: whether this process is the first on its machine to say what is
/// wrong. Its siblings find the same, and cannot take the same name while it
/// waits for them.
static bool speaksForMachine() {
#ifdef __linux__
  std::string name = "winograd-" + std::to_string(getppid());
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  // Behind a zero, the name is in no folder, and ends with the process.
  llvm::copy(name, address.sun_path + 1);
  int taken = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return bind(taken, reinterpret_cast<const sockaddr *>(&address),
              offsetof(sockaddr_un, sun_path) + 1 + name.size()) == 0;
#else
  return true;
#endif
}

static void sayForMachine(Error error) {
  if (!speaksForMachine())
    return llvm::consumeError(std::move(error));
  llvm::logAllUnhandledErrors(std::move(error), llvm::errs(),
                              (getToolName() + ": error: ").str());
  llvm::errs().flush();
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

Expected<std::unique_ptr<Ranks>> Ranks::join() {
  auto mpi = MPILibrary::open();
  Error error = mpi ? (*mpi)->start() : mpi.takeError();
  if (!error)
    return std::unique_ptr<Ranks>(new Ranks(std::move(*mpi)));
  if (!MPILaunch::detect())
    return error;
  sayForMachine(std::move(error));
  return llvm::make_error<Reported>();
}

void Ranks::synchronize() {
  mpi->wait();
  mpi->sum(0);
}

/// `rank 1 of 4: …` of what not all have found.
static Error nameRank(Error error, int64_t rank, int64_t size) {
  return createStringError("rank " + Twine(rank) + " of " + Twine(size) + ": " +
                           llvm::toString(std::move(error)));
}

Error Ranks::agree(Error error) {
  int64_t size = getSize();
  mpi->wait();
  int64_t failed = mpi->sum(error ? 1 : 0);
  int64_t speaker = mpi->min(error || failed == 0 ? getRank() : size);
  if (getRank() == speaker) {
    llvm::outs().flush();
    llvm::errs() << diagnostics;
    if (error && failed != size)
      error = nameRank(std::move(error), speaker, size);
    llvm::logAllUnhandledErrors(std::move(error), llvm::errs(),
                                (getToolName() + ": error: ").str());
    llvm::errs().flush();
  } else {
    llvm::consumeError(std::move(error));
  }
  diagnostics.clear();
  if (!failed)
    return Error::success();
  // mpirun may end all when the first one has ended.
  mpi->wait();
  return llvm::make_error<Reported>();
}

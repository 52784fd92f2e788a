//===- MPILibrary.cpp - MPI, opened when needed ---------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MPILibrary.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/DynamicLibrary.h"
#include <cstdlib>
#include <dlfcn.h>

using namespace mlir;
using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

static constexpr char kLibraryVariable[] = "WINOGRAD_MPI_LIBRARY";

//===----------------------------------------------------------------------===//
// Who has started this process
//===----------------------------------------------------------------------===//

static std::optional<int64_t> getNumber(const char *variable) {
  const char *text = std::getenv(variable);
  int64_t number;
  if (!text || !llvm::to_integer(text, number))
    return std::nullopt;
  return number;
}

std::optional<MPILaunch> MPILaunch::detect() {
  struct {
    MPIImplementation implementation;
    const char *rank, *size;
  } launchers[] = {
      {MPIImplementation::OpenMPI, "OMPI_COMM_WORLD_RANK",
       "OMPI_COMM_WORLD_SIZE"},
      {MPIImplementation::MPICH, "PMI_RANK", "PMI_SIZE"},
  };
  for (const auto &launcher : launchers) {
    std::optional<int64_t> rank = getNumber(launcher.rank);
    std::optional<int64_t> size = getNumber(launcher.size);
    if (rank && size)
      return MPILaunch{launcher.implementation, *rank, *size};
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Opening
//===----------------------------------------------------------------------===//

/// By the names of the interface, and where only those for building are there.
static SmallVector<StringRef>
getFileNames(const std::optional<MPILaunch> &launch) {
  if (const char *given = std::getenv(kLibraryVariable); given && *given)
    return {given};
  SmallVector<StringRef> names;
  if (!launch || launch->implementation == MPIImplementation::MPICH)
    names.append({"libmpich.so.12", "libmpi.so.12", "libmpich.so"});
  if (!launch || launch->implementation == MPIImplementation::OpenMPI)
    names.append({"libmpi.so.40", "libmpi.so"});
  return names;
}

/// By what the library says of itself; it may before it is started.
static Expected<MPIImplementation> identify(void *library, StringRef path) {
  if (dlsym(library, "ompi_mpi_comm_world"))
    return MPIImplementation::OpenMPI;
  constexpr int most = 8192; // MPICH's and Open MPI's, and ours is no other
  std::string version(most, '\0');
  int length = 0;
  if (auto getVersion = reinterpret_cast<int (*)(char *, int *)>(
          dlsym(library, "MPI_Get_library_version")))
    getVersion(version.data(), &length);
  StringRef text(version.data(), length);
  for (StringRef name : {"MPICH", "MVAPICH", "Intel(R) MPI"})
    if (text.contains(name))
      return MPIImplementation::MPICH;
  return createStringError("expected '" + path +
                           "' to be a library of MPI with the binary "
                           "interface of MPICH or Open MPI, but it " +
                           (text.empty()
                                ? "has no MPI_Get_library_version"
                                : "says that it is " + text.split('\n').first));
}

static MPILibrary *current = nullptr;

MPILibrary *MPILibrary::get() { return current; }

MPILibrary::~MPILibrary() { current = nullptr; }

Expected<std::unique_ptr<MPILibrary>> MPILibrary::open() {
  std::optional<MPILaunch> launch = MPILaunch::detect();
  std::string reasons;
  for (StringRef name : getFileNames(launch)) {
    // Global: the library's own plugins look for its functions, and compiled
    // code for its constants. Its threads may run on when the process ends.
    void *library =
        dlopen(name.str().c_str(), RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    if (!library) {
      reasons += (reasons.empty() ? "" : "; ") + std::string(dlerror());
      continue;
    }
    auto implementation = identify(library, name);
    if (!implementation)
      return implementation.takeError();
    std::string reason;
    llvm::sys::DynamicLibrary::addPermanentLibrary(library, &reason);
    auto mpi = bindMPILibrary(library, name.str(), *implementation);
    if (mpi)
      current = mpi->get();
    return mpi;
  }
  std::string whose = launch ? (", that of " + getName(launch->implementation) +
                                ", whose mpirun has started this")
                                   .str()
                             : "";
  return createStringError("expected a library of MPI for --shard" + whose +
                           " (" + kLibraryVariable +
                           " names one), but got: " + reasons);
}

Error MPILibrary::start() {
  std::optional<MPILaunch> launch = MPILaunch::detect();
  if (launch && launch->size > 1 &&
      launch->implementation != getImplementation())
    return createStringError("expected a library of " +
                             getName(launch->implementation) +
                             ", whose mpirun has started this, but '" + path +
                             "' is one of " + getName(implementation));
  initialize();
  if (launch && launch->size != size)
    return createStringError("expected '" + path + "' to find the " +
                             Twine(launch->size) +
                             " processes that mpirun has started, but it "
                             "finds " +
                             Twine(size));
  return Error::success();
}

MPITraffic MPILibrary::takeTraffic() { return std::exchange(traffic, {}); }

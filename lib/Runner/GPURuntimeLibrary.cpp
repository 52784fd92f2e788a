//===- GPURuntimeLibrary.cpp - A GPU's runtime, opened when needed --------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/GPURuntimeLibrary.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/DynamicLibrary.h"
#include <dlfcn.h>

using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

template <typename Function>
Error GPURuntimeLibrary::find(void *library, Function *&function,
                              const char *name) {
  function = reinterpret_cast<Function *>(dlsym(library, name));
  if (function)
    return Error::success();
  return createStringError("expected '" + path +
                           "' to be a GPU runtime, but it has no function '" +
                           name + "'");
}

Expected<std::unique_ptr<GPURuntimeLibrary>>
GPURuntimeLibrary::open(llvm::StringRef target) {
  std::unique_ptr<GPURuntimeLibrary> runtime(new GPURuntimeLibrary());
  runtime->path = ("libwinograd_" + target + "_runtime.so").str();
  // Not through LLVM: the linker looks where the caller's own run path says,
  // and LLVM's exit, which closes what it has opened, must not unload a driver.
  void *library =
      dlopen(runtime->path.c_str(), RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
  if (!library)
    return createStringError("expected the library '" + runtime->path +
                             "' for --target=" + target +
                             ", but got: " + dlerror());
  std::string reason;
  llvm::sys::DynamicLibrary::addPermanentLibrary(library, &reason);
  GPURuntimeLibrary &r = *runtime;
  Error error = Error::success();
  auto find = [&](auto *&function, const char *name) {
    if (!error)
      error = r.find(library, function, name);
  };
  find(r.visitAllDevices, "winogradGPUVisitDevices");
  find(r.startRuntime, "winogradGPUStart");
  find(r.stopRuntime, "winogradGPUStop");
  find(r.getDeviceInUse, "winogradGPUGetDevice");
  find(r.takeFirstError, "winogradGPUTakeError");
  find(r.visitProfile, "winogradGPUVisitProfile");
  find(r.resetProfile, "winogradGPUResetProfile");
  find(r.getMemoryInUse, "winogradGPUGetMemory");
  if (error) {
    r.stopRuntime = nullptr;
    return error;
  }
  return runtime;
}

GPURuntimeLibrary::~GPURuntimeLibrary() {
  // An error that stays in the runtime is printed when the process ends.
  if (stopRuntime)
    stopRuntime();
}

Error GPURuntimeLibrary::takeError() const {
  const char *message = takeFirstError();
  return message ? createStringError(message) : Error::success();
}

Error GPURuntimeLibrary::visitDevices(
    llvm::function_ref<void(const WinogradGPUDevice &)> visit) const {
  visitAllDevices(
      [](const WinogradGPUDevice *device, void *context) {
        (*static_cast<llvm::function_ref<void(const WinogradGPUDevice &)> *>(
            context))(*device);
      },
      &visit);
  return takeError();
}

Error GPURuntimeLibrary::start(const WinogradGPUConfig &config) {
  startRuntime(&config);
  return takeError();
}

Error GPURuntimeLibrary::stop() {
  stopRuntime();
  return takeError();
}

std::vector<GPURuntimeLibrary::ProfileEntry>
GPURuntimeLibrary::takeProfile() const {
  std::vector<ProfileEntry> profile;
  visitProfile(
      [](const WinogradGPUProfileEntry *entry, void *context) {
        static_cast<std::vector<ProfileEntry> *>(context)->push_back(
            {entry->kind, entry->name, entry->count, entry->seconds,
             entry->bytes});
      },
      &profile);
  resetProfile();
  return profile;
}

double
GPURuntimeLibrary::getStreamSeconds(const std::vector<ProfileEntry> &profile) {
  double seconds = 0;
  for (const ProfileEntry &entry : profile)
    if (entry.kind == WinogradGPUProfileStream)
      seconds += entry.seconds;
  return seconds;
}

Error mlir::winograd::withGPU(
    llvm::StringRef target, const std::optional<std::string> &device,
    bool validate, WinogradGPUProfiling profiling,
    llvm::function_ref<Error(const GPURuntimeLibrary *)> body) {
  if (target == "cpu")
    return body(nullptr);
  auto gpu = GPURuntimeLibrary::open(target);
  if (!gpu)
    return gpu.takeError();
  if (Error error = (*gpu)->start(
          {device ? device->c_str() : nullptr, validate, profiling}))
    return error;
  Error error = body(gpu->get());
  // Also after an error: what the runtime holds is an error otherwise.
  return llvm::joinErrors(std::move(error), (*gpu)->stop());
}

//===- RuntimeBase.cpp - What all runtimes have in common -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimeBase.h"

using namespace winograd::runtime;

RuntimeBase &RuntimeBase::get() {
  // This is destroyed, and prints the error if nobody took it.
  static FirstError error;
  static RuntimeBase &runtime = *makeRuntime(error).release();
  return runtime;
}

//===----------------------------------------------------------------------===//
// Start and stop
//===----------------------------------------------------------------------===//

bool RuntimeBase::visitDevices(void (*visit)(const WinogradGPUDevice *, void *),
                               void *context) {
  std::vector<DeviceInfo> devices;
  if (!getDevices(devices))
    return false;
  for (size_t i = 0; i < devices.size(); ++i) {
    WinogradGPUDevice device = devices[i].get(i);
    visit(&device, context);
  }
  return true;
}

bool RuntimeBase::start(const WinogradGPUConfig &config) {
  if (view)
    return error.set("expected the GPU runtime to start once, but it is "
                     "running on '" +
                     std::string(view->name) + "'");
  profiling = config.profiling;
  WinogradGPUDevice opened = {};
  if (open(config, opened))
    view = opened;
  else
    close();
  return view.has_value();
}

const WinogradGPUDevice *RuntimeBase::getDevice() const {
  return view ? &*view : nullptr;
}

WinogradGPUMemory RuntimeBase::getMemory() const {
  return view ? getMemoryStatistics() : WinogradGPUMemory{};
}

bool RuntimeBase::isReady() {
  return !error.isSet() && (view || start({})) && canGiveBack();
}

bool RuntimeBase::canGiveBack() {
  if (view)
    makeCurrent();
  return view.has_value();
}

void RuntimeBase::checkLeaks() {
  for (auto [what, count] : getHeld())
    if (count != 0)
      error.set(std::string("expected all ") + what +
                " to be given back before the GPU runtime stops, but " +
                std::to_string(count) + " were not");
}

void RuntimeBase::stop() {
  if (!canGiveBack())
    return;
  synchronizeStreams();
  waitIdle();
  checkLeaks();
  streams.clear();
  idle.clear();
  defaultStream = nullptr;
  close();
  view.reset();
  profile.reset();
}

//===----------------------------------------------------------------------===//
// Streams and modules
//===----------------------------------------------------------------------===//

StreamBase *RuntimeBase::createStream() {
  if (!idle.empty()) {
    StreamBase *stream = idle.back();
    idle.pop_back();
    return stream;
  }
  std::unique_ptr<StreamBase> stream = makeStream();
  if (!stream)
    return nullptr;
  streams.push_back(std::move(stream));
  return streams.back().get();
}

void RuntimeBase::destroyStream(StreamBase *stream) {
  stream->synchronize();
  idle.push_back(stream);
}

StreamBase *RuntimeBase::getDefault() {
  if (!defaultStream)
    defaultStream = createStream();
  return defaultStream;
}

size_t RuntimeBase::getNumStreamsHeld() const {
  return streams.size() - idle.size() - (defaultStream ? 1 : 0);
}

void RuntimeBase::synchronizeStreams() {
  for (const std::unique_ptr<StreamBase> &stream : streams)
    stream->synchronize();
}

void RuntimeBase::unload(void *module) {
  synchronizeStreams();
  destroyModule(module);
}

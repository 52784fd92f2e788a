//===- Launcher.cpp - Launches Metal kernels on a CPU ---------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs the script that is its argument, with the kernels of `kernelTable`:
//
//   buffer BYTES FILE|-       buffers count from 0; -: spoilt memory
//   launch KERNEL GX GY GZ TX TY TZ BUFFER...
//   save BUFFER FILE
//
// With `descending` as second argument, threads run in the opposite order,
// which a kernel with correct barriers does not notice.
//
//===----------------------------------------------------------------------===//

#include "Launcher.h"
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#include <vector>

// The section of variables in threadgroup memory, if there are any.
extern char __start_threadgroup_memory[] __attribute__((weak));
extern char __stop_threadgroup_memory[] __attribute__((weak));

[[noreturn]] static void fail(const std::string &message) {
  std::cerr << "error: " << message << "\n";
  std::exit(1);
}

namespace {
/// A buffer that ends where a page without access begins, but for the few bytes
/// that its alignment leaves between. It starts with bytes that are NaN for
/// every floating-point type, and so do they.
class Buffer {
public:
  explicit Buffer(size_t bytes) : bytes(bytes) {
    size_t page = sysconf(_SC_PAGESIZE);
    size_t usable = (bytes + page - 1) / page * page;
    void *memory = mmap(nullptr, usable + page, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED ||
        mprotect(static_cast<char *>(memory) + usable, page, PROT_NONE))
      fail("expected memory for a buffer, but got none");
    data = static_cast<char *>(memory) + usable - getAligned();
    memset(data, 0xff, getAligned());
  }

  /// Whether nothing was written behind the buffer.
  bool isIntact() const {
    return std::all_of(data + bytes, data + getAligned(),
                       [](char byte) { return byte == char(0xff); });
  }

  char *data;
  size_t bytes;

private:
  /// Metal's buffers begin at multiples of a vector's size.
  size_t getAligned() const { return (bytes + 15) / 16 * 16; }
};

/// The threads of a threadgroup, each with a stack of its own, so that they can
/// wait for each other.
class Fibers {
public:
  Fibers(size_t count, std::function<void(size_t)> body)
      : body(std::move(body)), fibers(count),
        offered{std::vector<uint32_t>(count), std::vector<uint32_t>(count)} {}

  /// Runs every thread once, in the given order, to its end.
  void run(bool descending);
  void wait();
  uint32_t exchange(uint32_t value, unsigned mask);

  static Fibers *running;

private:
  static constexpr size_t stackBytes = 256 * 1024;
  struct Fiber {
    std::unique_ptr<char[]> stack;
    jmp_buf resume;
    bool isStarted = false, isDone = false;
    /// Which of the two that are offered is the next.
    bool turn = false;
  };
  static void enter() { running->loop(running->current); }
  [[noreturn]] void loop(size_t index);
  void resume(size_t index);

  std::function<void(size_t)> body;
  std::vector<Fiber> fibers;
  /// By turns: a value stays until its thread has passed another wait.
  std::vector<uint32_t> offered[2];
  jmp_buf scheduler;
  size_t current = 0;
};
} // namespace

Fibers *Fibers::running = nullptr;

void Fibers::loop(size_t index) {
  for (;;) {
    body(index);
    fibers[index].isDone = true;
    wait();
  }
}

/// Back to the scheduler, until it resumes the thread.
void Fibers::wait() {
  if (_setjmp(fibers[current].resume) == 0)
    _longjmp(scheduler, 1);
}

void Fibers::resume(size_t index) {
  current = index;
  if (_setjmp(scheduler) != 0)
    return;
  Fiber &fiber = fibers[index];
  if (fiber.isStarted)
    _longjmp(fiber.resume, 1);
  fiber.isStarted = true;
  fiber.stack = std::make_unique<char[]>(stackBytes);
  ucontext_t context;
  getcontext(&context);
  context.uc_stack.ss_sp = fiber.stack.get();
  context.uc_stack.ss_size = stackBytes;
  context.uc_link = nullptr;
  makecontext(&context, &Fibers::enter, 0);
  setcontext(&context);
}

void Fibers::run(bool descending) {
  running = this;
  for (Fiber &fiber : fibers)
    fiber.isDone = false;
  for (size_t done = 0; done < fibers.size();) {
    for (size_t i = 0; i < fibers.size(); ++i)
      resume(descending ? fibers.size() - 1 - i : i);
    done = 0;
    for (const Fiber &fiber : fibers)
      done += fiber.isDone;
    if (done != 0 && done != fibers.size())
      fail("expected all threads of a threadgroup at a barrier, but " +
           std::to_string(done) + " of " + std::to_string(fibers.size()) +
           " had ended");
  }
  running = nullptr;
}

void waitForThreadgroup() {
  if (!Fibers::running)
    fail("expected a kernel without barriers");
  Fibers::running->wait();
}

uint32_t Fibers::exchange(uint32_t value, unsigned mask) {
  std::vector<uint32_t> &values = offered[fibers[current].turn];
  fibers[current].turn = !fibers[current].turn;
  values[current] = value;
  // XOR stays in the simdgroup: those are runs of threads of a power of 2.
  size_t other = current ^ mask;
  if (mask >= Position::lanes || other >= fibers.size())
    fail("expected a lane of the simdgroup");
  wait();
  return values[other];
}

uint32_t exchangeInSimdgroup(uint32_t value, unsigned mask) {
  if (!Fibers::running)
    fail("expected a kernel without exchanges");
  return Fibers::running->exchange(value, mask);
}

/// The coordinates of the index-th point of a box, x fastest.
static void setPoint(unsigned (&point)[3], const unsigned (&box)[3],
                     size_t index) {
  point[0] = index % box[0];
  point[1] = index / box[0] % box[1];
  point[2] = index / box[0] / box[1];
}

static size_t volume(const unsigned (&box)[3]) {
  return size_t(box[0]) * box[1] * box[2];
}

/// Runs all threadgroups, one after the other; the threads of a kernel without
/// barriers too.
static void launch(const KernelEntry &kernel, Position position,
                   const std::vector<void *> &buffers, bool descending) {
  size_t threads = volume(position.threadsPerThreadgroup);
  auto runThread = [&](size_t index) {
    Position mine = position;
    setPoint(mine.inThreadgroup, mine.threadsPerThreadgroup, index);
    // No kernel may rely on which threads are a simdgroup.
    mine.lane = index % Position::lanes;
    mine.simdgroup = index / Position::lanes;
    if (descending && threads % Position::lanes == 0)
      mine.simdgroup = threads / Position::lanes - 1 - mine.simdgroup;
    kernel.run(buffers.data(), mine);
  };
  Fibers fibers(kernel.hasBarriers ? threads : 0, runThread);
  size_t groups = volume(position.threadgroups);
  for (size_t i = 0; i < groups; ++i) {
    setPoint(position.ofThreadgroup, position.threadgroups,
             descending ? groups - 1 - i : i);
    memset(__start_threadgroup_memory, 0xff,
           __stop_threadgroup_memory - __start_threadgroup_memory);
    if (kernel.hasBarriers) {
      fibers.run(descending);
      continue;
    }
    for (size_t thread = 0; thread < threads; ++thread)
      runThread(descending ? threads - 1 - thread : thread);
  }
}

namespace {
/// Runs the lines of a script.
class Script {
public:
  explicit Script(bool descending) : descending(descending) {}
  void run(const std::string &line);

private:
  void makeBuffer(std::istream &line);
  void launchKernel(std::istream &line);
  void save(std::istream &line);
  Buffer &getBuffer(size_t index) {
    if (index >= buffers.size())
      fail("expected one of " + std::to_string(buffers.size()) +
           " buffers, but got " + std::to_string(index));
    return buffers[index];
  }

  std::vector<Buffer> buffers;
  bool descending;
};
} // namespace

void Script::makeBuffer(std::istream &line) {
  size_t bytes;
  std::string path;
  if (!(line >> bytes >> path))
    fail("expected: buffer BYTES FILE");
  buffers.emplace_back(bytes);
  if (path == "-")
    return;
  std::ifstream file(path, std::ios::binary);
  if (!file.read(buffers.back().data, bytes))
    fail("expected " + std::to_string(bytes) + " bytes in " + path);
}

void Script::launchKernel(std::istream &line) {
  std::string name;
  Position position;
  line >> name;
  for (unsigned &size : position.threadgroups)
    line >> size;
  for (unsigned &size : position.threadsPerThreadgroup)
    line >> size;
  if (!line)
    fail("expected: launch KERNEL GX GY GZ TX TY TZ BUFFER...");
  for (const KernelEntry &kernel : kernelTable) {
    if (name != kernel.name)
      continue;
    std::vector<void *> arguments;
    for (size_t index; line >> index;) {
      Buffer &buffer = getBuffer(index);
      size_t number = arguments.size();
      if (number < kernel.bufferBytes.size() &&
          buffer.bytes < kernel.bufferBytes[number])
        fail("expected at least " + std::to_string(kernel.bufferBytes[number]) +
             " bytes for argument " + std::to_string(number) + " of " + name +
             ", but got " + std::to_string(buffer.bytes));
      arguments.push_back(buffer.data);
    }
    if (arguments.size() != kernel.bufferBytes.size())
      fail("expected " + std::to_string(kernel.bufferBytes.size()) +
           " arguments for " + name + ", but got " +
           std::to_string(arguments.size()));
    return launch(kernel, position, arguments, descending);
  }
  fail("expected a kernel in the Metal text, but got '" + name + "'");
}

void Script::save(std::istream &line) {
  size_t index;
  std::string path;
  if (!(line >> index >> path))
    fail("expected: save BUFFER FILE");
  Buffer &buffer = getBuffer(index);
  if (!buffer.isIntact())
    fail("expected nothing behind the end of buffer " + std::to_string(index));
  std::ofstream file(path, std::ios::binary);
  if (!file.write(buffer.data, buffer.bytes).flush())
    fail("expected to write " + path);
}

void Script::run(const std::string &text) {
  std::istringstream line(text);
  std::string command;
  line >> command;
  if (command == "buffer")
    return makeBuffer(line);
  if (command == "launch")
    return launchKernel(line);
  if (command == "save")
    return save(line);
  fail("expected buffer, launch or save, but got '" + command + "'");
}

int main(int argc, char **argv) {
  if (argc < 2)
    fail("expected a script");
  Script script(argc > 2 && std::string(argv[2]) == "descending");
  std::ifstream file(argv[1]);
  if (!file)
    fail(std::string("expected to read ") + argv[1]);
  for (std::string line; std::getline(file, line);)
    script.run(line);
}

//===- peer.h - How a library is run when it is told to ---------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// peer.py in C++, for single convolutions.
//
//===----------------------------------------------------------------------===//

#ifndef WINOGRAD_BENCHMARKS_PEER_H
#define WINOGRAD_BENCHMARKS_PEER_H

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace peer {

using Json = nlohmann::json;

inline double now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// The median duration of a call.
inline double measure(const std::function<void()> &run, double seconds) {
  run();
  std::vector<double> durations;
  double start = now();
  while (durations.size() < 3 || now() - start < seconds) {
    double before = now();
    run();
    durations.push_back(now() - before);
  }
  std::sort(durations.begin(), durations.end());
  size_t middle = durations.size() / 2;
  return durations.size() % 2 ? durations[middle]
                              : (durations[middle - 1] + durations[middle]) / 2;
}

template <typename T>
std::vector<T> readFile(const std::string &path, size_t size) {
  std::vector<T> values(size);
  std::ifstream file(path, std::ios::binary);
  if (!file.read(reinterpret_cast<char *>(values.data()), size * sizeof(T)))
    throw std::runtime_error("expected '" + path + "' to have " +
                             std::to_string(size * sizeof(T)) + " bytes");
  return values;
}

/// f32 in NumPy's format, version 1.0.
inline void writeNpy(const std::string &path, const std::vector<long> &shape,
                     const float *values) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
  size_t count = 1;
  for (long size : shape) {
    header += std::to_string(size) + ", ";
    count *= size;
  }
  header += "), }";
  // With the magic, the version and the length of the header before it.
  header.resize((header.size() + 10 + 1 + 63) / 64 * 64 - 10 - 1, ' ');
  header += '\n';
  std::ofstream file(path, std::ios::binary);
  file.write("\x93NUMPY\x01\x00", 8);
  file.put(char(header.size() & 255)).put(char(header.size() >> 8));
  file << header;
  file.write(reinterpret_cast<const char *>(values), count * sizeof(float));
  if (!file.flush())
    throw std::runtime_error("could not write '" + path + "'");
}

/// One way of the library to calculate the problem.
struct Contender {
  std::string name, layout;
  std::function<void()> run;
};

/// Prints an answer.
inline void say(const Json &answer) { std::cout << answer << std::endl; }

/// The times of the contenders that were prepared last.
using Contenders = std::map<std::string, std::function<void()>>;

/// Answers requests until standard input ends. `prepare` says an answer for
/// each contender, and adds it.
inline int
serve(const std::string &version,
      const std::function<void(const Json &request, Contenders &)> &prepare) {
  Contenders contenders;
  for (std::string line; std::getline(std::cin, line);)
    try {
      Json request = Json::parse(line);
      if (request.contains("prepare")) {
        contenders.clear();
        prepare(request["prepare"], contenders);
        say({{"ready", true}});
      } else if (request.contains("run")) {
        say({{"median",
              measure(contenders.at(request["run"]), request["seconds"])}});
      } else {
        say({{"version", version}});
      }
    } catch (const std::exception &error) {
      say({{"error", error.what()}});
    }
  return 0;
}

} // namespace peer

#endif // WINOGRAD_BENCHMARKS_PEER_H

//===- peer_onednn.cpp - oneDNN's convolutions ----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// oneDNN, f32. Prints a line for each shape in SHAPES and each of these:
//
//   onednn            the algorithm and the layouts that oneDNN chooses
//   onednn-winograd   its Winograd implementation, where it has one (AVX-512)
//   onednn-nchw       images in NCHW
//   onednn-nhwc       images in NHWC
//   onednn+reorders   the first, from and to NCHW
//
// Filters are brought into the layout that oneDNN chooses before the clock
// starts. Data, timing and lines are those of data.py.
//
//===----------------------------------------------------------------------===//

#include "peer_timing.h"
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <oneapi/dnnl/dnnl.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

using namespace dnnl;
using Tag = memory::format_tag;

namespace {

template <typename T>
std::vector<T> readFile(const std::string &path, size_t size) {
  std::vector<T> values(size);
  std::ifstream file(path, std::ios::binary);
  if (!file.read(reinterpret_cast<char *>(values.data()), size * sizeof(T)))
    throw std::runtime_error("expected '" + path + "' to have " +
                             std::to_string(size * sizeof(T)) + " bytes");
  return values;
}

/// One convolution, its data, and oneDNN's view of both.
class Problem {
public:
  explicit Problem(const std::string &shape) : shape(shape) {
    if (std::sscanf(shape.c_str(), "%ldx%ldx%ldx%ldx%ld", &n, &c, &k, &h, &w) !=
        5)
      throw std::runtime_error("expected a shape NxCxKxHxW, but got '" + shape +
                               "'");
    std::string base = getVariable("PEERS_DATA", ".") + "/" + shape;
    reference = readFile<double>(base + ".r", n * k * h * w);
    source = makeMemory(imageType(c, Tag::nchw));
    filter = makeMemory(filterType(Tag::oihw));
    result = makeMemory(imageType(k, Tag::nchw));
    fill(source, readFile<float>(base + ".x", n * c * h * w));
    fill(filter, readFile<float>(base + ".w", k * c * 9));
  }

  /// Checks and times one way; skips what this version cannot do.
  void measure(const std::string &name, algorithm kind, Tag layout,
               bool withReorders = false);

private:
  memory::desc imageType(memory::dim channels, Tag layout) const {
    return {{n, channels, h, w}, memory::data_type::f32, layout};
  }
  memory::desc filterType(Tag layout) const {
    return {{k, c, 3, 3}, memory::data_type::f32, layout};
  }
  memory makeMemory(const memory::desc &type) const { return {type, cpu}; }
  static void fill(memory &to, const std::vector<float> &values) {
    std::memcpy(to.get_data_handle(), values.data(),
                values.size() * sizeof(float));
  }

  convolution_forward::primitive_desc describe(algorithm kind,
                                               Tag layout) const {
    const memory::dims ones = {1, 1};
    memory::desc x = imageType(c, layout), g = filterType(Tag::any),
                 y = imageType(k, layout);
#if DNNL_VERSION_MAJOR >= 3
    return {cpu, prop_kind::forward_inference, kind, x, g, y, ones, ones, ones};
#else
    return {{prop_kind::forward_inference, kind, x, g, y, ones, ones, ones},
            cpu};
#endif
  }

  double findError() const {
    const float *values = static_cast<const float *>(result.get_data_handle());
    double error = 0;
    for (size_t i = 0; i < reference.size(); ++i) {
      double difference = std::fabs(values[i] - reference[i]);
      if (!(difference <= error)) // also if it is NaN
        error = difference;
      if (std::isnan(error))
        break;
    }
    return error;
  }

  std::string shape;
  long n, c, k, h, w;
  engine cpu{engine::kind::cpu, 0};
  stream queue{cpu};
  std::vector<double> reference;
  /// In the order of the files.
  memory source, filter, result;
};

void Problem::measure(const std::string &name, algorithm kind, Tag layout,
                      bool withReorders) try {
  convolution_forward::primitive_desc description = describe(kind, layout);
  memory x = makeMemory(description.src_desc());
  memory g = makeMemory(description.weights_desc());
  memory y = makeMemory(description.dst_desc());
  reorder readSource(source, x), readFilter(filter, g), writeResult(y, result);
  convolution_forward convolution(description);
  std::unordered_map<int, memory> arguments = {
      {DNNL_ARG_SRC, x}, {DNNL_ARG_WEIGHTS, g}, {DNNL_ARG_DST, y}};

  readFilter.execute(queue, filter, g);
  readSource.execute(queue, source, x);
  double seconds = medianSeconds([&] {
    if (withReorders)
      readSource.execute(queue, source, x);
    convolution.execute(queue, arguments);
    if (withReorders)
      writeResult.execute(queue, y, result);
    queue.wait();
  });
  writeResult.execute(queue, y, result);
  queue.wait();
  std::printf("%s,%s,%s,%.4f,%.1f,%.2e\n", name.c_str(), shape.c_str(),
              getVariable("T", "1").c_str(), seconds * 1e3,
              2.0 * n * c * k * h * w * 9 / seconds / 1e9, findError());
  std::fflush(stdout);
} catch (const dnnl::error &error) {
  if (error.status != dnnl_unimplemented)
    throw;
}

} // namespace

int main() try {
  std::istringstream shapes(getVariable("SHAPES", ""));
  for (std::string shape; std::getline(shapes, shape, ',');) {
    Problem problem(shape);
    problem.measure("onednn", algorithm::convolution_auto, Tag::any);
    problem.measure("onednn-winograd", algorithm::convolution_winograd,
                    Tag::any);
    problem.measure("onednn-nchw", algorithm::convolution_auto, Tag::nchw);
    problem.measure("onednn-nhwc", algorithm::convolution_auto, Tag::nhwc);
    problem.measure("onednn+reorders", algorithm::convolution_auto, Tag::any,
                    /*withReorders=*/true);
  }
  return 0;
} catch (const std::exception &error) {
  std::fprintf(stderr, "peer_onednn: error: %s\n", error.what());
  return 1;
}

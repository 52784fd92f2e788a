//===- peer_onednn.cpp - oneDNN's convolutions ----------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// oneDNN, f32. Its contenders for a convolution:
//
//   onednn            the algorithm and the layouts that oneDNN chooses
//   onednn-winograd   its Winograd implementation, where it has one (AVX-512)
//   onednn-nchw       images in NCHW
//   onednn-nhwc       images in NHWC
//   onednn+reorders   the first, from and to NCHW
//
// Filters are brought into the layout that oneDNN chooses before the clock
// starts.
//
//===----------------------------------------------------------------------===//

#include "peer.h"
#include <cstring>
#include <memory>
#include <oneapi/dnnl/dnnl.hpp>
#include <unordered_map>

using namespace dnnl;
using Tag = memory::format_tag;

namespace {

/// One convolution, its data, and oneDNN's view of both.
class Problem {
public:
  Problem(const std::string &shape, const std::string &folder)
      : folder(folder) {
    if (std::sscanf(shape.c_str(), "%ldx%ldx%ldx%ldx%ld", &n, &c, &k, &h, &w) !=
        5)
      throw std::runtime_error("expected a shape NxCxKxHxW, but got '" + shape +
                               "'");
    source = makeMemory(imageType(c, Tag::nchw));
    filter = makeMemory(filterType(Tag::oihw));
    result = makeMemory(imageType(k, Tag::nchw));
    std::string base = folder + "/" + shape;
    fill(source, peer::readFile<float>(base + ".x", n * c * h * w));
    fill(filter, peer::readFile<float>(base + ".w", k * c * 9));
  }

  /// Runs one way once and writes its result; says so if this version cannot.
  void prepare(const std::string &name, algorithm kind, Tag layout,
               const char *layoutName, bool withReorders,
               peer::Contenders &contenders);

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

  std::string folder;
  long n, c, k, h, w;
  engine cpu{engine::kind::cpu, 0};
  stream queue{cpu};
  /// In the order of the files.
  memory source, filter, result;
};

void Problem::prepare(const std::string &name, algorithm kind, Tag layout,
                      const char *layoutName, bool withReorders,
                      peer::Contenders &contenders) try {
  double start = peer::now();
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
  // (What it refers to of this object are handles, which are shared.)
  auto run = [=, queue = queue, source = source, result = result]() mutable {
    if (withReorders)
      readSource.execute(queue, source, x);
    convolution.execute(queue, arguments);
    if (withReorders)
      writeResult.execute(queue, y, result);
    queue.wait();
  };
  run();
  double seconds = peer::now() - start;
  writeResult.execute(queue, y, result);
  queue.wait();
  peer::writeNpy(folder + "/" + name + ".0.npy", {n, k, h, w},
                 static_cast<const float *>(result.get_data_handle()));
  contenders[name] = run;
  peer::say(
      {{"contender", name}, {"compile", seconds}, {"layout", layoutName}});
} catch (const dnnl::error &error) {
  if (error.status != dnnl_unimplemented)
    throw;
  peer::say({{"contender", name},
             {"failed", "this version has no such implementation"}});
}

void prepare(const peer::Json &request, peer::Contenders &contenders) {
  if (!request.contains("shape")) {
    peer::say({{"contender", "onednn"},
               {"failed", "is compared by single convolutions only"}});
    return;
  }
  Problem problem(request["shape"], request["folder"]);
  const char *own = "its own";
  problem.prepare("onednn", algorithm::convolution_auto, Tag::any, own, false,
                  contenders);
  problem.prepare("onednn-winograd", algorithm::convolution_winograd, Tag::any,
                  own, false, contenders);
  problem.prepare("onednn-nchw", algorithm::convolution_auto, Tag::nchw, "nchw",
                  false, contenders);
  problem.prepare("onednn-nhwc", algorithm::convolution_auto, Tag::nhwc, "nhwc",
                  false, contenders);
  problem.prepare("onednn+reorders", algorithm::convolution_auto, Tag::any,
                  "nchw", /*withReorders=*/true, contenders);
}

} // namespace

int main() {
  const dnnl_version_t *version = dnnl_version();
  return peer::serve(std::to_string(version->major) + "." +
                         std::to_string(version->minor) + "." +
                         std::to_string(version->patch),
                     prepare);
}

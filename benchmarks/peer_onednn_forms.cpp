//===- peer_onednn_forms.cpp - oneDNN's convolutions and gradients --------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   peer_onednn_forms forward|dgrad|wgrad N C K H W R S STRIDE STRIDE
//                     DILATION DILATION GROUPS PAD PAD
//
// times one operation of a convolution from C channels of HxW to K, f32, and
// prints milliseconds in the layouts that oneDNN chooses and, on the next line,
// with images and gradients in NCHW. Reorders come before the clock starts.
// oneDNN's deconvolutions are its dgrad. forms.py calls it; what is calculated
// is not checked.
//
//===----------------------------------------------------------------------===//

#include "peer_timing.h"
#include <array>
#include <cstdio>
#include <oneapi/dnnl/dnnl.hpp>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

using namespace dnnl;
using Tag = memory::format_tag;
using Dims = memory::dims;

namespace {

/// A description by these arguments; that of a gradient has one of the
/// convolution as a hint.
template <typename Primitive, typename... Arguments>
auto describe(const engine &cpu, const Arguments &...arguments) {
#if DNNL_VERSION_MAJOR >= 3
  return typename Primitive::primitive_desc(cpu, arguments...);
#else
  return typename Primitive::primitive_desc(
      typename Primitive::desc(arguments...), cpu);
#endif
}
template <typename Primitive, typename... Arguments>
auto describeGradient(const engine &cpu,
                      const convolution_forward::primitive_desc &hint,
                      const Arguments &...arguments) {
#if DNNL_VERSION_MAJOR >= 3
  return typename Primitive::primitive_desc(cpu, arguments..., hint);
#else
  return typename Primitive::primitive_desc(
      typename Primitive::desc(arguments...), cpu, hint);
#endif
}

/// The convolution, whatever is calculated of it.
class Problem {
public:
  explicit Problem(const std::array<long, 14> &sizes) {
    auto [n, c, k, h, w, r, s, strideRows, strideColumns, dilationRows,
          dilationColumns, groups, padRows, padColumns] = sizes;
    stride = {strideRows, strideColumns};
    dilation = {dilationRows - 1, dilationColumns - 1};
    pad = {padRows, padColumns};
    x = {n, c, h, w};
    filter = {k, c / groups, r, s};
    if (groups != 1)
      filter = {groups, k / groups, c / groups, r, s};
    y = {n, k, (h + 2 * padRows - dilationRows * (r - 1) - 1) / strideRows + 1,
         (w + 2 * padColumns - dilationColumns * (s - 1) - 1) / strideColumns +
             1};
  }

  /// Milliseconds.
  double time(const std::string &operation, Tag layout) {
    auto kind = algorithm::convolution_auto;
    auto hint = describe<convolution_forward>(
        cpu, prop_kind::forward_training, kind, getType(x, layout),
        getType(filter, Tag::any), getType(y, layout), stride, dilation, pad,
        pad);
    if (operation == "forward") {
      auto description = describe<convolution_forward>(
          cpu, prop_kind::forward_inference, kind, getType(x, layout),
          getType(filter, Tag::any), getType(y, layout), stride, dilation, pad,
          pad);
      return run(convolution_forward(description),
                 {{DNNL_ARG_SRC, fill(description.src_desc())},
                  {DNNL_ARG_WEIGHTS, fill(description.weights_desc())},
                  {DNNL_ARG_DST, fill(description.dst_desc())}});
    }
    // Gradients have no `convolution_auto` in every version.
    kind = algorithm::convolution_direct;
    if (operation == "dgrad") {
      auto description = describeGradient<convolution_backward_data>(
          cpu, hint, kind, getType(x, layout), getType(filter, Tag::any),
          getType(y, layout), stride, dilation, pad, pad);
      return run(convolution_backward_data(description),
                 {{DNNL_ARG_DIFF_SRC, fill(description.diff_src_desc())},
                  {DNNL_ARG_WEIGHTS, fill(description.weights_desc())},
                  {DNNL_ARG_DIFF_DST, fill(description.diff_dst_desc())}});
    }
    if (operation != "wgrad")
      throw std::runtime_error("expected forward, dgrad or wgrad, but got '" +
                               operation + "'");
    auto description = describeGradient<convolution_backward_weights>(
        cpu, hint, kind, getType(x, layout), getType(filter, Tag::any),
        getType(y, layout), stride, dilation, pad, pad);
    return run(convolution_backward_weights(description),
               {{DNNL_ARG_SRC, fill(description.src_desc())},
                {DNNL_ARG_DIFF_WEIGHTS, fill(description.diff_weights_desc())},
                {DNNL_ARG_DIFF_DST, fill(description.diff_dst_desc())}});
  }

private:
  static memory::desc getType(const Dims &sizes, Tag layout) {
    return {sizes, memory::data_type::f32, layout};
  }

  /// Memory with values that are neither zero nor subnormal.
  memory fill(const memory::desc &type) const {
    memory result(type, cpu);
    auto *values = static_cast<float *>(result.get_data_handle());
    for (size_t i = 0; i < type.get_size() / sizeof(float); ++i)
      values[i] = static_cast<float>(i % 31 + 1) / 32;
    return result;
  }

  double run(const primitive &operation,
             const std::unordered_map<int, memory> &arguments) {
    return 1e3 * medianSeconds([&] {
             operation.execute(queue, arguments);
             queue.wait();
           });
  }

  engine cpu{engine::kind::cpu, 0};
  stream queue{cpu};
  Dims x, filter, y, stride, dilation, pad;
};

} // namespace

int main(int argc, char **argv) try {
  std::array<long, 14> sizes;
  if (argc != static_cast<int>(sizes.size()) + 2)
    throw std::runtime_error("expected an operation and 14 sizes");
  for (size_t i = 0; i < sizes.size(); ++i)
    sizes[i] = std::stol(argv[i + 2]);
  Problem problem(sizes);
  for (Tag layout : {Tag::any, Tag::nchw})
    std::printf("%.4f\n", problem.time(argv[1], layout));
  return 0;
} catch (const std::exception &error) {
  std::fprintf(stderr, "peer_onednn_forms: error: %s\n", error.what());
  return 1;
}

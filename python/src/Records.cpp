//===- Records.cpp - Diagnostics and remarks in Python --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Conversions.h"

#include <nanobind/stl/string.h>

namespace nb = nanobind;
using namespace mlir::winograd::python;

template <typename Range, typename Function>
static nb::tuple makeTuple(const Range &range, Function convert) {
  nb::list list;
  for (const auto &element : range)
    list.append(convert(element));
  return nb::tuple(list);
}

static nb::tuple toPython(const Place &place) {
  return nb::make_tuple(place.file, place.line, place.column);
}

nb::tuple
mlir::winograd::python::toPython(const std::vector<Message> &messages) {
  return makeTuple(messages, [](const Message &message) {
    return nb::make_tuple(message.severity, message.text,
                          ::toPython(message.place), toPython(message.notes));
  });
}

nb::tuple
mlir::winograd::python::toPython(const std::vector<RemarkRecord> &remarks) {
  return makeTuple(remarks, [](const RemarkRecord &remark) {
    return nb::make_tuple(
        remark.kind, remark.category, remark.name, remark.function, remark.text,
        makeTuple(remark.arguments,
                  [](const auto &argument) {
                    return nb::make_tuple(argument.first, argument.second);
                  }),
        ::toPython(remark.place));
  });
}

void mlir::winograd::python::raise(llvm::Error error,
                                   const std::vector<Message> &messages) {
  nb::object type = nb::module_::import_("winograd._records").attr("Error");
  nb::object exception =
      type.attr("_of")(llvm::toString(std::move(error)), toPython(messages));
  PyErr_SetObject(type.ptr(), exception.ptr());
  throw nb::python_error();
}

//===- NpyHeader.cpp - The dictionary in front of a .npy file -------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Npy.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <optional>

using namespace mlir::winograd;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

Expected<NpyType> NpyType::parse(StringRef descr) {
  bool hasOrder = !descr.empty() && StringRef("|<>=").contains(descr.front());
  StringRef name = descr.drop_front(hasOrder);
  if (name.starts_with("O"))
    return createStringError("expected an array of numbers, but got pickled "
                             "Python objects (type '" +
                             descr + "')");
  if (descr.starts_with(">") && !name.ends_with("1"))
    return createStringError("expected little-endian elements, but got "
                             "big-endian '" +
                             descr + "'");
  auto type = llvm::StringSwitch<std::optional<NpyType>>(name)
                  .Case("b1", NpyType{'b', 1})
                  .Case("i1", NpyType{'i', 1})
                  .Case("i2", NpyType{'i', 2})
                  .Case("i4", NpyType{'i', 4})
                  .Case("i8", NpyType{'i', 8})
                  .Case("u1", NpyType{'u', 1})
                  .Case("u2", NpyType{'u', 2})
                  .Case("u4", NpyType{'u', 4})
                  .Case("u8", NpyType{'u', 8})
                  .Case("f2", NpyType{'f', 2})
                  .Case("f4", NpyType{'f', 4})
                  .Case("f8", NpyType{'f', 8})
                  .Case("V2", NpyType{'V', 2})
                  .Default(std::nullopt);
  if (!type)
    return createStringError("expected an element type among b1, i1 to i8, u1 "
                             "to u8, f2, f4, f8 and V2, but got '" +
                             descr + "'");
  return *type;
}

std::string NpyType::str() const {
  return (Twine(bytes == 1 || kind == 'V' ? '|' : '<') + Twine(kind) +
          Twine(bytes))
      .str();
}

//===----------------------------------------------------------------------===//
// The dictionary
//===----------------------------------------------------------------------===//

/// As in NumPy.
static constexpr size_t kMaxRank = 64;

/// For a message: without what a terminal may obey.
static std::string escape(StringRef text) {
  std::string escaped;
  llvm::raw_string_ostream os(escaped);
  llvm::printEscapedString(text.take_front(64), os);
  return escaped;
}

namespace {

/// Parses the subset of Python literals that NumPy writes into a header.
class HeaderParser {
public:
  explicit HeaderParser(StringRef text) : rest(text) {}

  Expected<NpyHeader> parse() {
    if (Error error = expect('{'))
      return error;
    while (!consume('}')) {
      if (Error error = parseEntry())
        return error;
      if (!consume(',') && !peek('}'))
        return unexpected("',' or '}'");
    }
    if (!rest.trim().empty())
      return unexpected("nothing after the dictionary");
    if (!descr || !shape || !order)
      return createStringError("expected the header to have the keys 'descr', "
                               "'fortran_order' and 'shape'");
    Expected<NpyType> type = NpyType::parse(escape(*descr));
    if (!type)
      return type.takeError();
    // With one dimension there is one order.
    if (*order && llvm::count_if(*shape, [](int64_t s) { return s != 1; }) > 1)
      return createStringError("expected the elements in C order, but got "
                               "Fortran order (np.ascontiguousarray helps)");
    return NpyHeader{*type, *shape};
  }

private:
  bool peek(char c) {
    rest = rest.ltrim();
    return rest.starts_with(StringRef(&c, 1));
  }
  bool consume(char c) {
    if (!peek(c))
      return false;
    rest = rest.drop_front();
    return true;
  }
  Error unexpected(const Twine &wanted) {
    return createStringError("expected " + wanted +
                             " in the header, but got '" +
                             escape(rest.ltrim().take_front(16)) + "'");
  }
  Error expect(char c) {
    return consume(c) ? Error::success() : unexpected("'" + Twine(c) + "'");
  }

  Expected<StringRef> parseString() {
    rest = rest.ltrim();
    if (!rest.starts_with("'") && !rest.starts_with("\""))
      return unexpected("a string");
    size_t end = rest.find(rest.front(), 1);
    if (end == StringRef::npos)
      return unexpected("a string that ends");
    StringRef text = rest.slice(1, end);
    rest = rest.drop_front(end + 1);
    return text;
  }

  Error parseEntry() {
    Expected<StringRef> key = parseString();
    if (!key)
      return key.takeError();
    if (Error error = expect(':'))
      return error;
    if (*key == "descr" && !descr)
      return parseDescr();
    if (*key == "fortran_order" && !order)
      return parseOrder();
    if (*key == "shape" && !shape)
      return parseShape();
    return createStringError("expected the keys 'descr', 'fortran_order' and "
                             "'shape' once each, but got '" +
                             escape(*key) + "'");
  }

  Error parseDescr() {
    if (peek('['))
      return createStringError("expected an array of numbers, but got an array "
                               "of structures");
    Expected<StringRef> text = parseString();
    if (!text)
      return text.takeError();
    descr = text->str();
    return Error::success();
  }

  Error parseOrder() {
    rest = rest.ltrim();
    if (rest.consume_front("True"))
      order = true;
    else if (rest.consume_front("False"))
      order = false;
    else
      return unexpected("True or False");
    return Error::success();
  }

  // (), (5,), (2, 3)
  Error parseShape() {
    if (Error error = expect('('))
      return error;
    shape.emplace();
    while (!consume(')')) {
      StringRef digits = rest.ltrim().take_while(llvm::isDigit);
      int64_t size;
      if (digits.getAsInteger(10, size))
        return unexpected("a size");
      rest = rest.ltrim().drop_front(digits.size());
      if (shape->size() == kMaxRank)
        return createStringError("expected at most " + Twine(kMaxRank) +
                                 " dimensions, but got more");
      shape->push_back(size);
      if (!consume(',') && !peek(')'))
        return unexpected("',' or ')'");
    }
    return Error::success();
  }

  StringRef rest;
  std::optional<std::string> descr;
  std::optional<bool> order;
  std::optional<llvm::SmallVector<int64_t>> shape;
};

} // namespace

Expected<NpyHeader> NpyHeader::parse(StringRef text) {
  return HeaderParser(text).parse();
}

std::string NpyHeader::str() const {
  std::string text =
      "{'descr': '" + type.str() + "', 'fortran_order': False, 'shape': (";
  for (int64_t size : shape)
    text += std::to_string(size) + (shape.size() == 1 ? "," : ", ");
  if (shape.size() > 1)
    text.resize(text.size() - 2);
  return text + "), }";
}

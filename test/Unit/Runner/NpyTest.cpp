//===- NpyTest.cpp - Reading and writing NumPy's file format --------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Runner/Npy.h"

#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <cstring>

using namespace mlir::winograd;

namespace {

/// The bytes of a .npy file with this header text and these elements.
std::string makeFile(const std::string &text, const std::string &elements = {},
                     char version = 1) {
  std::string file = "\x93NUMPY";
  file += {version, '\0', char(text.size() & 0xff), char(text.size() >> 8)};
  if (version > 1)
    file.append(2, '\0');
  return file + text + elements;
}

std::string makeHeader(const std::string &descr, const std::string &shape,
                       const std::string &order = "False") {
  return "{'descr': " + descr + ", 'fortran_order': " + order +
         ", 'shape': " + shape + ", }\n";
}

/// The message with which these bytes are refused; "accepted" if they are not.
std::string getError(llvm::StringRef file) {
  llvm::Expected<NpyArray> array = NpyArray::parse(file);
  return array ? "accepted" : llvm::toString(array.takeError());
}

NpyArray parse(llvm::StringRef file) {
  return llvm::cantFail(NpyArray::parse(file));
}

TEST(NpyTest, ReadsEveryVersion) {
  for (char version : {1, 2, 3}) {
    NpyArray array =
        parse(makeFile(makeHeader("'<i2'", "(2, 1)"), {5, 0, -1, -1}, version));
    EXPECT_EQ(array.shape(), llvm::ArrayRef<int64_t>({2, 1}));
    EXPECT_EQ(array.type(), (NpyType{'i', 2}));
    int16_t elements[2];
    ASSERT_EQ(array.sizeInBytes(), sizeof(elements));
    std::memcpy(elements, array.data(), sizeof(elements));
    EXPECT_EQ(elements[0], 5);
    EXPECT_EQ(elements[1], -1);
  }
}

TEST(NpyTest, ReadsEveryElementType) {
  for (const char *descr : {"|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2",
                            "<u4", "<u8", "<f2", "<f4", "<f8", "|V2"}) {
    NpyType type = llvm::cantFail(NpyType::parse(descr));
    EXPECT_EQ(type.str(), descr);
    EXPECT_EQ(type.bytes, unsigned(descr[2] - '0'));
    EXPECT_EQ(type.kind, descr[1]);
  }
}

TEST(NpyTest, ReadsAnyKeyOrderQuotesAndSpaces) {
  NpyArray array = parse(makeFile(
      "  {\"shape\" :(3 ,),\t'fortran_order':False,'descr':\"<f4\"}  \n",
      std::string(12, 'x')));
  EXPECT_EQ(array.shape(), llvm::ArrayRef<int64_t>({3}));
  EXPECT_EQ(array.numElements(), 3);
}

TEST(NpyTest, ReadsScalarsAndEmptyArrays) {
  EXPECT_EQ(parse(makeFile(makeHeader("'<f8'", "()"), std::string(8, 'x')))
                .numElements(),
            1);
  NpyArray empty =
      parse(makeFile(makeHeader("'<f8'", "(1099511627776, 4, 0)")));
  EXPECT_EQ(empty.numElements(), 0);
  EXPECT_EQ(empty.shape().size(), 3u);
}

TEST(NpyTest, ReadsTheOrderOfThisMachine) {
  EXPECT_EQ(llvm::cantFail(NpyType::parse("=f4")).str(), "<f4");
  EXPECT_EQ(llvm::cantFail(NpyType::parse("=i1")).str(), "|i1");
}

TEST(NpyTest, RefusesHostileHeaders) {
  // Strides of an empty array overflow, too.
  EXPECT_EQ(
      getError(makeFile(makeHeader("'<f8'", "(4611686018427387904, 4, 0)"))),
      "expected too many bytes of elements for the shape "
      "4611686018427387904x4x0 and the type <f8, but got 0");
  std::string ones = "(";
  for (int i = 0; i < 65; ++i)
    ones += "1, ";
  EXPECT_EQ(getError(makeFile(makeHeader("'|i1'", ones + ")"), "x")),
            "expected at most 64 dimensions, but got more");
  // The length alone is enough to refuse it.
  EXPECT_EQ(getError(llvm::StringRef("\x93NUMPY\2\0\xff\xff\xff\xff", 12)),
            "expected a header of at most 65536 bytes, but got 4294967295");
  EXPECT_EQ(getError(makeFile(makeHeader("'\x1b[2J'", "(1,)"))),
            "expected an element type among b1, i1 to i8, u1 to u8, f2, f4, f8 "
            "and V2, but got '\\1B[2J'");
  EXPECT_EQ(getError(makeFile(std::string(60000, '{') + "\n")),
            "expected a string in the header, but got '{{{{{{{{{{{{{{{{'");
}

TEST(NpyTest, WritesWhatItReads) {
  for (const char *shape : {"()", "(4,)", "(2, 2)", "(1, 4, 1)", "(0, 7)"}) {
    bool isEmpty = llvm::StringRef(shape).contains('0');
    bool isScalar = llvm::StringRef(shape) == "()";
    std::string bytes = isEmpty ? "" : isScalar ? "abcd" : "abcdefghijklmnop";
    NpyArray array = parse(makeFile(makeHeader("'<f4'", shape), bytes));
    std::string file;
    llvm::raw_string_ostream os(file);
    array.write(os);
    // NumPy's own rules: elements at a multiple of 64, a line break before.
    size_t front = file.size() - bytes.size();
    EXPECT_EQ(front % 64, 0u);
    EXPECT_EQ(file[front - 1], '\n');
    EXPECT_TRUE(llvm::StringRef(file).contains(
        "{'descr': '<f4', 'fortran_order': False, 'shape': " +
        std::string(shape) + ", }"));
    NpyArray again = parse(file);
    EXPECT_EQ(again.shape(), array.shape());
    EXPECT_EQ(again.type(), array.type());
    EXPECT_EQ(std::string(again.data(), again.sizeInBytes()), bytes);
  }
}

TEST(NpyTest, WritesVersionTwoWhenTheHeaderIsLong) {
  llvm::SmallVector<int64_t> shape(30000, 1);
  NpyArray array = llvm::cantFail(NpyArray::allocate({'u', 1}, shape));
  array.data()[0] = 'x';
  std::string file;
  llvm::raw_string_ostream os(file);
  array.write(os);
  EXPECT_EQ(file[6], 2);
  EXPECT_EQ((file.size() - 1) % 64, 0u);
}

TEST(NpyTest, RefusesEveryTruncation) {
  std::string file =
      makeFile(makeHeader("'<f4'", "(2, 3)"), std::string(24, 'x'));
  ASSERT_EQ(getError(file), "accepted");
  for (size_t size = 0; size < file.size(); ++size)
    EXPECT_NE(getError(llvm::StringRef(file).take_front(size)), "accepted")
        << size;
  EXPECT_EQ(getError(file + "x"),
            "expected 24 bytes of elements for the shape 2x3 and the type <f4, "
            "but got 25");
}

TEST(NpyTest, SurvivesEveryDamagedByte) {
  std::string file = makeFile(makeHeader("'<f4'", "(2, 3)"), "xxxx");
  for (char damage : {'\0', '\xff', '9', '(', '\''})
    for (size_t i = 0; i < file.size(); ++i) {
      std::string damaged = file;
      damaged[i] = damage;
      EXPECT_NE(getError(damaged), "accepted") << i;
    }
}

TEST(NpyTest, SaysWhatItDoesNotRead) {
  auto descr = [](const char *text) {
    return getError(makeFile(makeHeader(text, "(1,)"), "xxxx"));
  };
  EXPECT_EQ(getError("PK\3\4"), "expected a .npy file, which begins with "
                                "\\x93NUMPY, but got other bytes");
  EXPECT_EQ(getError(makeFile("", "", 4)),
            "expected version 1.0, 2.0 or 3.0 of the .npy format, but got 4.0");
  EXPECT_EQ(descr("'>f4'"),
            "expected little-endian elements, but got big-endian '>f4'");
  EXPECT_EQ(descr("'|O'"), "expected an array of numbers, but got pickled "
                           "Python objects (type '|O')");
  EXPECT_EQ(descr("[('x', '<f4')]"),
            "expected an array of numbers, but got an array of structures");
  EXPECT_EQ(descr("'<c8'"),
            "expected an element type among b1, i1 to i8, u1 to u8, f2, f4, f8 "
            "and V2, but got '<c8'");
  EXPECT_EQ(getError(makeFile(makeHeader("'<f4'", "(2, 2)", "True"), "")),
            "expected the elements in C order, but got Fortran order "
            "(np.ascontiguousarray helps)");
}

TEST(NpyTest, SaysWhatIsWrongWithAHeader) {
  auto header = [](const char *text) { return getError(makeFile(text)); };
  EXPECT_EQ(header("{'descr': '<f4'}"),
            "expected the header to have the keys 'descr', 'fortran_order' and "
            "'shape'");
  EXPECT_EQ(header("{'shape': (), 'shape': ()}"),
            "expected the keys 'descr', 'fortran_order' and 'shape' once each, "
            "but got 'shape'");
  EXPECT_EQ(header("{'shape': (-1,)}"),
            "expected a size in the header, but got '-1,)}'");
  EXPECT_EQ(header("{'shape': (99999999999999999999,)}"),
            "expected a size in the header, but got '9999999999999999'");
  EXPECT_EQ(header("{'fortran_order': 1}"),
            "expected True or False in the header, but got '1}'");
  EXPECT_EQ(header("[]"), "expected '{' in the header, but got '[]'");
  EXPECT_EQ(header("{'descr': '<f4'"),
            "expected ',' or '}' in the header, but got ''");
}

TEST(NpyTest, RefusesSizesThatOverflow) {
  EXPECT_EQ(getError(makeFile(makeHeader("'<f4'", "(4294967296, 4294967296)"))),
            "expected too many bytes of elements for the shape "
            "4294967296x4294967296 and the type <f4, but got 0");
  llvm::Expected<NpyArray> array =
      NpyArray::allocate({'f', 4}, {int64_t(1) << 60, 2});
  ASSERT_FALSE(array);
  EXPECT_EQ(llvm::toString(array.takeError()),
            "expected an array that fits into memory, but got the shape "
            "1152921504606846976x2");
}

TEST(NpyTest, NamesTheFileThatItCannotRead) {
  llvm::Expected<NpyArray> array = NpyArray::read("no-such-file.npy");
  ASSERT_FALSE(array);
  EXPECT_EQ(llvm::toString(array.takeError()),
            "expected 'no-such-file.npy' to be a readable file, but got: No "
            "such file or directory");
}

} // namespace

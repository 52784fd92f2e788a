//===- Matrices.cpp - Prints the matrices of F(m, r) ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// winograd-matrices m r [points...]: the matrices A^T, G and B^T as exact
// rationals, each under a line with its name, one row a line. For scripts that
// compare them with others' or measure their accuracy.
//
//===----------------------------------------------------------------------===//

#include "winograd/Support/CookToom.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir::winograd;

static void print(llvm::StringRef name, const RationalMatrix &matrix) {
  llvm::outs() << name << "\n";
  for (int64_t row = 0; row < matrix.rows(); ++row) {
    llvm::interleave(matrix.row(row), llvm::outs(), " ");
    llvm::outs() << "\n";
  }
}

static int fail(const llvm::Twine &message) {
  llvm::errs() << "winograd-matrices: error: " << message << "\n";
  return 1;
}

int main(int argc, char **argv) {
  llvm::ArrayRef<char *> arguments(argv + 1, argv + argc);
  int64_t m, r;
  if (arguments.size() < 2 ||
      llvm::StringRef(arguments[0]).getAsInteger(10, m) ||
      llvm::StringRef(arguments[1]).getAsInteger(10, r))
    return fail("usage: winograd-matrices m r [points...]");
  llvm::SmallVector<Rational> points;
  for (llvm::StringRef argument : arguments.drop_front(2)) {
    std::optional<Rational> point = Rational::parse(argument);
    if (!point)
      return fail("expected a point such as -2/3, but got '" + argument + "'");
    points.push_back(*point);
  }
  llvm::Expected<CookToom> algorithm =
      points.empty() ? CookToom::build(m, r) : CookToom::build(m, r, points);
  if (!algorithm)
    return fail(llvm::toString(algorithm.takeError()));
  print("AT", algorithm->outputMatrix());
  print("G", algorithm->filterMatrix());
  print("BT", algorithm->inputMatrix());
  return 0;
}

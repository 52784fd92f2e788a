//===- Report.h - What a search of points found -----------------*- C++ -*-===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef WINO_POINTS_REPORT_H
#define WINO_POINTS_REPORT_H

#include "Options.h"
#include "llvm/Support/raw_ostream.h"

/// Prints what is ranked, the best first, as a table and the attribute of the
/// best one, or as lines
///     rank,predicted,measured,least,most,rms,steps,points
/// where `points` have blanks between them. Steps are those of the 1-D
/// transforms of the input and of the output, a multiply-add counted as one.
void printReport(llvm::ArrayRef<mlir::winograd::RankedPoints> ranked,
                 const PointsOptions &options, llvm::raw_ostream &os);

#endif // WINO_POINTS_REPORT_H

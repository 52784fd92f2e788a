//===- ShardSpec.cpp - What ranks are given -------------------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/Shard/ShardSpec.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::winograd;

static constexpr std::pair<ShardKind, StringLiteral> names[] = {
    {ShardKind::Batch, "batch"},
    {ShardKind::Depth, "depth"},
    {ShardKind::Height, "height"},
    {ShardKind::Width, "width"},
    {ShardKind::OutputChannels, "output-channels"},
    {ShardKind::InputChannels, "input-channels"}};

StringRef winograd::getName(ShardKind kind) {
  for (const auto &[named, name] : names)
    if (named == kind)
      return name;
  return "";
}

std::string winograd::getName(ArrayRef<ShardCut> cuts) {
  return llvm::join(
      llvm::map_range(
          cuts,
          [](const ShardCut &cut) {
            return (getName(cut.kind) + ":" + Twine(cut.parts)).str();
          }),
      ",");
}

bool winograd::isSpatial(ShardKind kind) {
  return kind == ShardKind::Depth || kind == ShardKind::Height ||
         kind == ShardKind::Width;
}

unsigned winograd::getDistanceFromLast(ShardKind kind) {
  return kind == ShardKind::Width ? 0 : kind == ShardKind::Height ? 1 : 2;
}

FailureOr<SmallVector<ShardCut>>
winograd::parseShards(StringRef text, int64_t ranks, std::string &problem) {
  auto fail = [&](const Twine &message) {
    problem = ("expected what ranks are given as NAME[:PARTS],..., but got '" +
               text + "': " + message)
                  .str();
    return failure();
  };
  SmallVector<ShardCut> cuts;
  int64_t product = 1;
  ShardCut *open = nullptr;
  SmallVector<StringRef> items;
  text.split(items, ',');
  cuts.reserve(items.size());
  for (StringRef item : items) {
    auto [name, number] = item.split(':');
    const auto *named = llvm::find_if(names, [name = name](const auto &entry) {
      return entry.second == name;
    });
    if (named == std::end(names))
      return fail("'" + name + "' is none of " +
                  llvm::join(llvm::make_second_range(names), ", "));
    if (llvm::any_of(cuts, [&](const ShardCut &cut) {
          return cut.kind == named->first;
        }))
      return fail("'" + name + "' occurs twice");
    int64_t parts = 0;
    if (item.contains(':')) {
      if (number.getAsInteger(10, parts) || parts < 1 || parts > ranks)
        return fail("'" + number + "' is no number of parts from 1 to " +
                    Twine(ranks) + ", the ranks");
      product *= parts;
    }
    cuts.push_back({named->first, parts});
    if (parts > 0)
      continue;
    if (open)
      return fail("at most one number of parts can be left out");
    open = &cuts.back();
  }
  if (open && ranks % product == 0)
    open->parts = ranks / product;
  else if (open || product != ranks)
    return fail("the parts do not make the " + Twine(ranks) + " ranks");
  return cuts;
}

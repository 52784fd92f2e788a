//===- Options.cpp - The command line of wino-points ----------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/CommandLine.h"

namespace cl = llvm::cl;
using namespace mlir::winograd;

namespace {

/// Every option, with its name and meaning.
struct CommandLine {
  cl::OptionCategory category{"wino-points"};
  cl::opt<long long> m{cl::Positional, cl::Required, cl::cat(category),
                       cl::desc("<m: outputs>")};
  cl::opt<long long> r{cl::Positional, cl::Required, cl::cat(category),
                       cl::desc("<r: taps>")};
  cl::opt<StorageType> storage{
      "type", cl::init(StorageType::F32), cl::cat(category),
      cl::desc("What X^ and G^ are stored in; arithmetic is f32"),
      cl::values(clEnumValN(StorageType::F32, "f32", "single precision"),
                 clEnumValN(StorageType::F16, "f16", "half precision"),
                 clEnumValN(StorageType::BF16, "bf16", "bfloat16"))};
  cl::list<std::string> points{
      "points", cl::cat(category), cl::value_desc("0,1,-1,..."),
      cl::desc("Compare these sets of points, one for each such option, "
               "instead of searching; 'default' are the default ones")};
  cl::opt<long long> largest{
      "largest", cl::init(5), cl::cat(category), cl::value_desc("N"),
      cl::desc("The largest numerator and denominator of a point (5)")};
  cl::opt<long long> singles{
      "singles", cl::init(2), cl::cat(category), cl::value_desc("N"),
      cl::desc("At most so many points other than 0 without their "
               "negative (2)")};
  cl::opt<long long> built{
      "build", cl::init(64), cl::cat(category), cl::value_desc("N"),
      cl::desc("Build the matrices of so many sets, those with the least "
               "growth of errors (64)")};
  cl::opt<long long> measured{
      "measure", cl::init(16), cl::cat(category), cl::value_desc("N"),
      cl::desc("Measure so many of these, and the default points (16)")};
  cl::opt<long long> shown{
      "show", cl::init(10), cl::cat(category), cl::value_desc("N"),
      cl::desc("Print so many, and the default points (10)")};
  cl::opt<long long> channels{
      "channels", cl::init(64), cl::cat(category), cl::value_desc("N"),
      cl::desc("Input channels of what is measured (64)")};
  cl::opt<long long> dimensions{
      "dimensions", cl::init(2), cl::cat(category), cl::value_desc("N"),
      cl::desc("Its transformed dimensions, 1 to 3 (2)")};
  cl::opt<long long> tiles{
      "tiles", cl::init(256), cl::cat(category), cl::value_desc("N"),
      cl::desc("Its tiles, each with a filter of its own (256)")};
  cl::opt<long long> seeds{
      "seeds", cl::init(5), cl::cat(category), cl::value_desc("N"),
      cl::desc("Measure with so many sets of random data (5)")};
  cl::opt<bool> filterAtRunTime{
      "run-time-filter", cl::cat(category),
      cl::desc("Transform the filter in f32, as one that is an argument, "
               "instead of in f64, as a constant")};
  cl::opt<bool> csv{"csv", cl::cat(category),
                    cl::desc("Print lines of comma-separated values")};

  llvm::Expected<PointsOptions> get();
  llvm::Error check();
};

} // namespace

static llvm::Error makeError(const llvm::Twine &message) {
  return llvm::createStringError(message);
}

static llvm::Error checkRange(const cl::opt<long long> &option, int64_t least,
                              int64_t most) {
  if (option >= least && option <= most)
    return llvm::Error::success();
  return makeError("expected --" + option.ArgStr + " to be " +
                   llvm::Twine(least) + " to " + llvm::Twine(most) +
                   ", but got " + llvm::Twine(option.getValue()));
}

/// `0,2/3,-2/3`, or `default`.
static llvm::Expected<llvm::SmallVector<Rational>>
parsePoints(int64_t m, int64_t r, llvm::StringRef text) {
  if (text == "default") {
    llvm::Expected<CookToom> algorithm = CookToom::build(m, r);
    if (!algorithm)
      return algorithm.takeError();
    return CookToom::defaultPoints(m, r);
  }
  llvm::SmallVector<Rational> points;
  for (llvm::StringRef rest = text; !rest.empty();) {
    auto [first, others] = rest.split(',');
    std::optional<Rational> point = Rational::parse(first.trim());
    if (!point)
      return makeError("expected --points to be numbers such as -2/3, but got "
                       "'" +
                       first + "'");
    points.push_back(*point);
    rest = others;
  }
  return points;
}

/// Sizes within which a search ends, and memory suffices.
llvm::Error CommandLine::check() {
  struct Range {
    cl::opt<long long> &option;
    int64_t least, most;
  };
  for (const Range &range :
       {Range{largest, 1, 64}, Range{singles, 0, CookToom::maxAlpha},
        Range{built, 1, 100000}, Range{measured, 1, 10000},
        Range{shown, 1, 10000}, Range{channels, 1, 4096},
        Range{dimensions, 1, 3}, Range{tiles, 1, 65536},
        Range{seeds, 1, 10000}})
    if (llvm::Error error = checkRange(range.option, range.least, range.most))
      return error;
  return llvm::Error::success();
}

/// What a simulation keeps, 4 bytes each. (Without an algorithm of this size
/// there is none.)
static llvm::Error checkMemory(const PointsOptions &options) {
  constexpr int64_t mostValues = int64_t(1) << 28;
  if (options.m < 1 || options.r < 1 || options.m > CookToom::maxAlpha ||
      options.r > CookToom::maxAlpha)
    return llvm::Error::success();
  const SimulationOptions &simulation = options.search.simulation;
  int64_t values = simulation.channels * simulation.tiles;
  for (int64_t dimension = 0; dimension < simulation.dimensions; ++dimension)
    values *= options.m + options.r - 1;
  if (values <= mostValues)
    return llvm::Error::success();
  return makeError("expected the image's tiles to have at most " +
                   llvm::Twine(mostValues) + " values, but got " +
                   llvm::Twine(values) +
                   "; lower the channels, the tiles or the dimensions");
}

llvm::Expected<PointsOptions> CommandLine::get() {
  if (llvm::Error error = check())
    return error;
  PointsOptions options;
  options.m = m;
  options.r = r;
  options.search.simulation = {storage, channels, dimensions, tiles,
                               filterAtRunTime};
  if (llvm::Error error = checkMemory(options))
    return error;
  options.search.sets = {largest, singles};
  options.search.built = built;
  options.search.measured = measured;
  options.search.seeds = seeds;
  options.shown = shown;
  options.csv = csv;
  for (llvm::StringRef text : points) {
    auto set = parsePoints(m, r, text);
    if (!set)
      return set.takeError();
    options.sets.push_back(std::move(*set));
  }
  return options;
}

constexpr char kOverview[] =
    "Searches interpolation points for F(m, r) with a small rounding error: "
    "predicted from the matrices, which are built and proven exactly, and "
    "measured by simulation. Errors are root mean squares, as multiples of a "
    "direct f32 convolution's.\n\n"
    "  wino-points 4 3                         # 64 channels, f32\n"
    "  wino-points 4 3 --type=f16 --csv\n"
    "  wino-points 4 3 --points=0,1,-1,2,-2 --points=default\n";

llvm::Expected<PointsOptions> parseCommandLine(int argc, char **argv) {
  CommandLine commandLine;
  cl::HideUnrelatedOptions(commandLine.category);
  cl::ParseCommandLineOptions(argc, argv, kOverview);
  return commandLine.get();
}

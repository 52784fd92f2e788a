/*===- winograd-capi.c - The C API, from C --------------------------------===//
 *
 * Part of the Winograd project, under the Apache License v2.0 with LLVM
 * Exceptions. See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===
 *
 * Makes attributes and prints what is in them, then plans and lowers the
 * convolution in the file that is named.
 */

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/Diagnostics.h"
#include "winograd-c/Attributes.h"
#include "winograd-c/Passes.h"
#include <stdio.h>
#include <stdlib.h>

static MlirStringRef str(const char *text) {
  return mlirStringRefCreateFromCString(text);
}

static void print(MlirStringRef text, void *userData) {
  (void)userData;
  printf("%.*s", (int)text.length, text.data);
}

static void require(bool condition, const char *what) {
  if (condition)
    return;
  fprintf(stderr, "expected %s\n", what);
  exit(1);
}

static MlirLogicalResult printDiagnostic(MlirDiagnostic diagnostic,
                                         void *userData) {
  (void)userData;
  printf("diagnostic: ");
  mlirDiagnosticPrint(diagnostic, print, NULL);
  printf("\n");
  return mlirLogicalResultSuccess();
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

static void printMatrix(MlirAttribute algorithm, WinogradMatrix matrix,
                        const char *name) {
  intptr_t rows = winogradAlgorithmAttrGetNumRows(algorithm, matrix);
  intptr_t columns = winogradAlgorithmAttrGetNumColumns(algorithm, matrix);
  printf("%s %dx%d\n", name, (int)rows, (int)columns);
  for (intptr_t row = 0; row < rows; ++row) {
    for (intptr_t column = 0; column < columns; ++column) {
      WinogradRational entry;
      require(winogradAlgorithmAttrGetEntry(algorithm, matrix, row, column,
                                            &entry),
              "an entry of 64 bits");
      printf(" %d/%d", (int)entry.numerator, (int)entry.denominator);
    }
    printf("\n");
  }
}

static void testAlgorithm(MlirContext context) {
  WinogradRational points[] = {{0, 1}, {2, 2}, {-1, 1}};
  MlirAttribute f2x3 = winogradAlgorithmAttrGet(context, 2, 3, 3, points);
  require(winogradAttributeIsAnAlgorithm(f2x3), "an algorithm");
  require(!winogradAttributeIsAPlan(f2x3), "no plan");
  mlirAttributePrint(f2x3, print, NULL);
  printf("\nm %d r %d\n", (int)winogradAlgorithmAttrGetM(f2x3),
         (int)winogradAlgorithmAttrGetR(f2x3));
  printMatrix(f2x3, WinogradMatrixInput, "input");
  printMatrix(f2x3, WinogradMatrixFilter, "filter");
  printMatrix(f2x3, WinogradMatrixOutput, "output");
  require(mlirAttributeEqual(f2x3,
                             winogradAlgorithmAttrGetDefault(context, 2, 3)),
          "0, 1 and -1 to be the default points");

  MlirAttribute f4x3 = winogradAlgorithmAttrGetDefault(context, 4, 3);
  printf("points");
  for (intptr_t i = 0; i < winogradAlgorithmAttrGetNumPoints(f4x3); ++i) {
    WinogradRational point = winogradAlgorithmAttrGetPoint(f4x3, i);
    printf(" %d/%d", (int)point.numerator, (int)point.denominator);
  }
  printf("\nentry ");
  winogradAlgorithmAttrPrintEntry(f4x3, WinogradMatrixFilter, 0, 0, print,
                                  NULL);
  printf("\n");
}

static void testInvalidAlgorithms(MlirContext context) {
  WinogradRational twice[] = {{0, 1}, {1, 1}, {1, 1}};
  WinogradRational none[] = {{0, 1}, {1, 0}, {1, 1}};
  WinogradRational large[] = {{0, 1}, {INT64_MIN, -1}, {1, 1}};
  MlirAttribute attrs[] = {
      winogradAlgorithmAttrGet(context, 2, 3, 3, twice),
      winogradAlgorithmAttrGet(context, 2, 3, 3, none),
      winogradAlgorithmAttrGet(context, 2, 3, 3, large),
      winogradAlgorithmAttrGet(context, 2, 3, 2, twice),
      winogradAlgorithmAttrGetDefault(context, 0, 3),
      winogradAlgorithmAttrGetDefault(context, 15, 3),
  };
  for (size_t i = 0; i < sizeof(attrs) / sizeof(*attrs); ++i)
    require(mlirAttributeIsNull(attrs[i]), "no algorithm");
}

static void testPlan(MlirContext context) {
  MlirAttribute f4x3 = winogradAlgorithmAttrGetDefault(context, 4, 3);
  MlirAttribute algorithms[] = {f4x3, f4x3};
  int64_t block[] = {3, 2};
  MlirAttribute plan =
      winogradPlanAttrGet(context, str("blocked"), 2, algorithms, 2, block, 16,
                          mlirAttributeGetNull());
  require(winogradAttributeIsAPlan(plan), "a plan");
  mlirAttributePrint(plan, print, NULL);
  printf("\nkind ");
  print(winogradPlanAttrGetKind(plan), NULL);
  printf(", %d algorithms, block",
         (int)winogradPlanAttrGetNumAlgorithms(plan));
  for (intptr_t i = 0; i < winogradPlanAttrGetNumBlockSizes(plan); ++i)
    printf(" %d", (int)winogradPlanAttrGetBlockSize(plan, i));
  printf(", panel %d\n", (int)winogradPlanAttrGetPanel(plan));
  require(mlirAttributeEqual(winogradPlanAttrGetAlgorithm(plan, 1), f4x3),
          "the algorithm that was given");
  require(mlirAttributeIsNull(winogradPlanAttrGetWorkgroup(plan)),
          "no workgroup");

  MlirAttribute workgroup = mlirAttributeParseGet(
      context, str("#winograd.workgroup_schedule<tiles = 4, channels = 32, "
                   "depth = 8, rows = 4, columns = 8>"));
  MlirAttribute onGPU = winogradPlanAttrGet(
      context, str("three-buffer"), 2, algorithms, 0, NULL, 0, workgroup);
  require(mlirAttributeEqual(winogradPlanAttrGetWorkgroup(onGPU), workgroup),
          "the workgroup that was given");

  MlirAttribute noAlgorithms[] = {mlirUnitAttrGet(context),
                                  mlirAttributeGetNull()};
  MlirAttribute nothing = mlirAttributeGetNull();
  MlirAttribute attrs[] = {
      winogradPlanAttrGet(context, str("best"), 0, NULL, 0, NULL, 0, nothing),
      winogradPlanAttrGet(context, str("blocked"), 0, NULL, 0, NULL, 0,
                          nothing),
      winogradPlanAttrGet(context, str("blocked"), 2, algorithms, 1, block, 8,
                          nothing),
      winogradPlanAttrGet(context, str("blocked"), 1, noAlgorithms, 0, NULL, 0,
                          nothing),
      winogradPlanAttrGet(context, str("blocked"), 1, noAlgorithms + 1, 0, NULL,
                          0, nothing),
      winogradPlanAttrGet(context, str("blocked"), 2, algorithms, 0, NULL, 0,
                          f4x3),
  };
  for (size_t i = 0; i < sizeof(attrs) / sizeof(*attrs); ++i)
    require(mlirAttributeIsNull(attrs[i]), "no plan");
}

//===----------------------------------------------------------------------===//
// Passes and pipelines
//===----------------------------------------------------------------------===//

/// The file named `path`, which the caller frees.
static char *readFile(const char *path) {
  FILE *file = fopen(path, "rb");
  require(file != NULL, "a file that can be read");
  size_t size = 0, capacity = 1 << 16;
  char *text = malloc(capacity);
  while ((size += fread(text + size, 1, capacity - size - 1, file)) ==
         capacity - 1)
    text = realloc(text, capacity *= 2);
  fclose(file);
  text[size] = 0;
  return text;
}

/// Runs and destroys `pm`, and prints what has become of the module.
static void runAndPrint(MlirContext context, const char *text,
                        MlirPassManager pm, const char *title) {
  MlirModule module = mlirModuleCreateParse(context, str(text));
  require(!mlirModuleIsNull(module), "a module");
  MlirOperation op = mlirModuleGetOperation(module);
  require(mlirLogicalResultIsSuccess(mlirPassManagerRunOnOp(pm, op)),
          "the passes to succeed");
  printf("// %s\n", title);
  mlirOperationPrint(op, print, NULL);
  mlirModuleDestroy(module);
  mlirPassManagerDestroy(pm);
}

static void testPasses(MlirContext context, const char *text) {
  // Passes by name, with options.
  MlirPassManager pm = mlirPassManagerCreate(context);
  MlirOpPassManager passes = mlirPassManagerGetAsOpPassManager(pm);
  require(mlirLogicalResultIsSuccess(mlirOpPassManagerAddPipeline(
              passes, str("winograd-plan{plan=four-buffer tile=2}"), print,
              NULL)),
          "the pass to be known");
  mlirPassManagerAddOwnedPass(
      pm, mlirCreateWinogradConversionConvertLinalgToWinograd());
  runAndPrint(context, text, pm, "passes");

  pm = mlirPassManagerCreate(context);
  passes = mlirPassManagerGetAsOpPassManager(pm);
  require(mlirLogicalResultIsSuccess(
              winogradAddPipeline(passes, WinogradPipelineToCPU,
                                  str("plan=blocked tile=4"), print, NULL)),
          "options of the pipeline");
  runAndPrint(context, text, pm, "winograd-to-cpu");

  pm = mlirPassManagerCreate(context);
  passes = mlirPassManagerGetAsOpPassManager(pm);
  require(mlirLogicalResultIsSuccess(winogradAddPipeline(
              passes, WinogradPipelineToKernels, str(""), print, NULL)),
          "default options");
  runAndPrint(context, text, pm, "winograd-to-kernels");

  pm = mlirPassManagerCreate(context);
  passes = mlirPassManagerGetAsOpPassManager(pm);
  const char *wrong[] = {"tile=four", "speed=high", "direct plan=blocked",
                         "threads=0"};
  for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); ++i) {
    printf("refused: ");
    require(mlirLogicalResultIsFailure(winogradAddPipeline(
                passes, WinogradPipelineToCPU, str(wrong[i]), print, NULL)),
            "these options to be refused");
    printf("\n");
  }
  mlirPassManagerDestroy(pm);
}

int main(int argc, char **argv) {
  require(argc == 2, "the name of a file");
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  winogradRegisterAllDialects(registry);
  winogradRegisterPasses();
  winogradRegisterPasses();
  MlirContext context =
      mlirContextCreateWithRegistry(registry, /*threadingEnabled=*/false);
  mlirDialectRegistryDestroy(registry);
  mlirContextAttachDiagnosticHandler(context, printDiagnostic, NULL, NULL);

  MlirDialectHandle handle = mlirGetDialectHandle__winograd__();
  print(mlirDialectHandleGetNamespace(handle), NULL);
  printf(" dialect\n");
  require(!mlirDialectIsNull(mlirDialectHandleLoadDialect(handle, context)),
          "the dialect to load");
  testAlgorithm(context);
  testInvalidAlgorithms(context);
  testPlan(context);
  char *text = readFile(argv[1]);
  testPasses(context, text);
  free(text);
  mlirContextDestroy(context);
  return 0;
}

/*===- lower.c - Winograd from C ------------------------------------------===//
 *
 * Part of the Winograd project, under the Apache License v2.0 with LLVM
 * Exceptions. See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===
 *
 * Reads a module from standard input, lowers it for a CPU, and prints it.
 */

#include "winograd-c/Attributes.h"
#include "winograd-c/Passes.h"
#include <stdio.h>

static char text[1 << 20];

static void print(MlirStringRef part, void *file) {
  fwrite(part.data, 1, part.length, file);
}

int main(void) {
  text[fread(text, 1, sizeof(text) - 1, stdin)] = 0;
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  winogradRegisterAllDialects(registry);
  MlirContext context = mlirContextCreateWithRegistry(registry, true);
  mlirDialectRegistryDestroy(registry);

  MlirModule module =
      mlirModuleCreateParse(context, mlirStringRefCreateFromCString(text));
  MlirPassManager pm = mlirPassManagerCreate(context);
  MlirStringRef options =
      mlirStringRefCreateFromCString("plan=blocked tile=4");
  if (mlirModuleIsNull(module) ||
      mlirLogicalResultIsFailure(winogradAddPipeline(
          mlirPassManagerGetAsOpPassManager(pm), WinogradPipelineToCPU, options,
          print, stderr)) ||
      mlirLogicalResultIsFailure(
          mlirPassManagerRunOnOp(pm, mlirModuleGetOperation(module))))
    return 1;
  mlirOperationPrint(mlirModuleGetOperation(module), print, stdout);

  mlirPassManagerDestroy(pm);
  mlirModuleDestroy(module);
  mlirContextDestroy(context);
  return 0;
}

//===- Implementation.cpp - Whose MPI a program is for --------------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "winograd/MPI/Implementation.h"

#include "mlir/Dialect/DLTI/DLTI.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::winograd;

std::optional<MPIImplementation>
mlir::winograd::parseMPIImplementation(StringRef name) {
  return llvm::StringSwitch<std::optional<MPIImplementation>>(name)
      .Case("mpich", MPIImplementation::MPICH)
      .Case("openmpi", MPIImplementation::OpenMPI)
      .Default(std::nullopt);
}

StringRef mlir::winograd::getName(MPIImplementation implementation) {
  return implementation == MPIImplementation::MPICH ? "MPICH" : "Open MPI";
}

void mlir::winograd::setMPIImplementation(ModuleOp module,
                                          MPIImplementation implementation) {
  MLIRContext *context = module.getContext();
  context->loadDialect<DLTIDialect>();
  // As MLIR's conversion spells them.
  bool isMPICH = implementation == MPIImplementation::MPICH;
  auto name = StringAttr::get(context, isMPICH ? "MPICH" : "OpenMPI");
  auto key = StringAttr::get(context, "MPI:Implementation");
  module->setAttr(kMPIAttrName,
                  MapAttr::get(context, {DataLayoutEntryAttr::get(key, name)}));
}

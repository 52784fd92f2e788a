//===- MessageEffects.cpp - What MPI's operations do to memory ------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Upstream's operations that send and receive do not say what they read and
// write, and the deallocation of buffers refuses operations that don't.
//
//===----------------------------------------------------------------------===//

#include "ShardingModels.h"
#include "mlir/Dialect/MPI/IR/MPI.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::winograd;

namespace {

/// What other ranks see: no message is left out, or moved over another.
struct Messages : public SideEffects::Resource::Base<Messages> {
  StringRef getName() override { return "Messages"; }
};

using Effects =
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>;

void addMessage(Effects &effects) {
  effects.emplace_back(MemoryEffects::Read::get(), Messages::get());
  effects.emplace_back(MemoryEffects::Write::get(), Messages::get());
}

struct SendEffects
    : public MemoryEffectOpInterface::ExternalModel<SendEffects, mpi::SendOp> {
  void getEffects(Operation *op, Effects &effects) const {
    effects.emplace_back(MemoryEffects::Read::get(),
                         &cast<mpi::SendOp>(op).getRefMutable());
    addMessage(effects);
  }
};

struct ReceiveEffects
    : public MemoryEffectOpInterface::ExternalModel<ReceiveEffects,
                                                    mpi::RecvOp> {
  void getEffects(Operation *op, Effects &effects) const {
    effects.emplace_back(MemoryEffects::Write::get(),
                         &cast<mpi::RecvOp>(op).getRefMutable());
    addMessage(effects);
  }
};

struct AllReduceEffects
    : public MemoryEffectOpInterface::ExternalModel<AllReduceEffects,
                                                    mpi::AllReduceOp> {
  void getEffects(Operation *op, Effects &effects) const {
    auto reduce = cast<mpi::AllReduceOp>(op);
    effects.emplace_back(MemoryEffects::Read::get(),
                         &reduce.getSendbufMutable());
    effects.emplace_back(MemoryEffects::Write::get(),
                         &reduce.getRecvbufMutable());
    addMessage(effects);
  }
};

} // namespace

void winograd::registerMessageEffects(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, mpi::MPIDialect *) {
    mpi::SendOp::attachInterface<SendEffects>(*context);
    mpi::RecvOp::attachInterface<ReceiveEffects>(*context);
    mpi::AllReduceOp::attachInterface<AllReduceEffects>(*context);
  });
}

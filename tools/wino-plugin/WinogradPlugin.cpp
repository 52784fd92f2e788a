//===- WinogradPlugin.cpp - Winograd for a stock mlir-opt -----------------===//
//
// Part of the Winograd project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The two entry points that mlir-opt looks for:
//
//   mlir-opt --load-pass-plugin=WinogradPlugin.so
//            --load-dialect-plugin=WinogradPlugin.so
//            --pass-pipeline='builtin.module(winograd-plan,convert-linalg-to-winograd)'
//
// The host brings upstream's dialects and passes; the plugin brings ours.
//
//===----------------------------------------------------------------------===//

#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "winograd/InitAll.h"

static constexpr const char *pluginName = "Winograd";

extern "C" LLVM_ATTRIBUTE_WEAK ::mlir::DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, pluginName, LLVM_VERSION_STRING,
          [](mlir::DialectRegistry *registry) {
            mlir::winograd::registerWinogradDialects(*registry);
          }};
}

extern "C" LLVM_ATTRIBUTE_WEAK ::mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, pluginName, LLVM_VERSION_STRING,
          [] { mlir::winograd::registerWinogradPasses(); }};
}

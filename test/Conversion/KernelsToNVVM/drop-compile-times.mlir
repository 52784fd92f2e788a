// How long a kernel took to compile is no part of the program.

// RUN: wino-opt %s --winograd-drop-compile-times | FileCheck %s
// CHECK: gpu.binary @timed  [#gpu.object<#nvvm.target, properties = {O = 3 : i32}, assembly = "{{.*}}">]
// CHECK: gpu.binary @plain  [#gpu.object<#nvvm.target, "object">]
module attributes {gpu.container_module} {
  gpu.binary @timed [
#gpu.object<#nvvm.target, properties = {LLVMIRToISATimeInMs = 7 : i64, O = 3 : i32}, assembly = "…">
  ]
  gpu.binary @plain [#gpu.object<#nvvm.target, "object">]
}

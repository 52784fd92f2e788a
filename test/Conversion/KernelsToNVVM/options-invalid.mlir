// Options that have no such value.

// RUN: not wino-opt %s --winograd-kernels-to-nvvm=chip=sm_1234 2>&1 | FileCheck %s --check-prefix=CHIP
// RUN: not wino-opt %s --winograd-kernels-to-nvvm=chip=ampere 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: not wino-opt %s --winograd-kernels-to-nvvm=chip=sm_75 2>&1 | FileCheck %s --check-prefix=OLD
// RUN: not wino-opt %s --winograd-kernels-to-nvvm=ptx=7.8 2>&1 | FileCheck %s --check-prefix=PTX
// CHIP: expected 'chip' to be sm_80 or newer, but got 'sm_1234'
// NAME: expected 'chip' to be sm_80 or newer, but got 'ampere'
// OLD: expected 'chip' to be sm_80 or newer, but got 'sm_75'
// PTX: expected 'ptx' to be a version of PTX, such as 78 for 7.8, but got '7.8'
module {}

// RUN: wino-opt %S/../../Conversion/KernelsToSPIRV/loops.mlir --winograd-kernels-to-spirv=embed=false -o %t.before
// RUN: wino-opt %S/../../Conversion/KernelsToSPIRV/loops.mlir --winograd-kernels-to-metal=output=%t.metal -o %t.after
// RUN: diff %t.before %t.after

// Writing the text changes nothing, although the serialiser would.

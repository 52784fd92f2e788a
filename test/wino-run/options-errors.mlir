// Options that are unknown, have no such value, or contradict each other.

// RUN: not wino-run %s --entry=f --bogus 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: wino-run: Unknown command line argument '--bogus'
// RUN: not wino-run %s 2>&1 | FileCheck %s --check-prefix=NO-ENTRY
// NO-ENTRY: for the --entry option: must be specified at least once
// RUN: not wino-run --entry=f 2>&1 | FileCheck %s --check-prefix=NO-MODULE
// NO-MODULE: Not enough positional command line arguments
// RUN: not wino-run %s --entry=f --target=abacus 2>&1 | FileCheck %s --check-prefix=TARGET
// TARGET: wino-run: error: expected --target to be cpu, vulkan or cuda, but got 'abacus'
// RUN: not wino-run %s --entry=f --list-devices 2>&1 | FileCheck %s --check-prefix=NO-GPU
// RUN: not wino-run %s --entry=f --device=0 2>&1 | FileCheck %s --check-prefix=NO-GPU
// RUN: not wino-run %s --entry=f --profile 2>&1 | FileCheck %s --check-prefix=NO-GPU
// RUN: not wino-run %s --entry=f --validate 2>&1 | FileCheck %s --check-prefix=NO-GPU
// NO-GPU: wino-run: error: expected --device, --list-devices, --profile and --validate beside --target=vulkan or --target=cuda
// RUN: not wino-run %s --entry=f --target=vulkan --threads=2 2>&1 | FileCheck %s --check-prefix=GPU-THREADS
// GPU-THREADS: wino-run: error: expected --threads beside --target=cpu, since it is an option of winograd-to-cpu
// RUN: not wino-run %s --entry=f --target=vulkan --stop-after=input 2>&1 | FileCheck %s --check-prefix=GPU-STOP
// GPU-STOP: wino-run: error: expected --stop-after beside --target=cpu, since it is an option of winograd-to-cpu
// RUN: not wino-run %s --entry=f --target=vulkan --time --profile 2>&1 | FileCheck %s --check-prefix=TIME-PROFILE
// TIME-PROFILE: wino-run: error: expected --time or --profile, but got both: measuring each kernel takes time itself
// RUN: not wino-run %s --entry=f --target=vulkan --profile=0 2>&1 | FileCheck %s --check-prefix=PROFILE0
// PROFILE0: wino-run: error: expected --profile to be at least 1 and at most 1000000, but got 0
// RUN: not wino-run %s --entry=f --time=0 2>&1 | FileCheck %s --check-prefix=TIME0
// TIME0: wino-run: error: expected --time to be at least 1 and at most 1000000, but got 0
// RUN: not wino-run %s --entry=f --time=1000000001 2>&1 | FileCheck %s --check-prefix=TIME-MOST
// TIME-MOST: wino-run: error: expected --time to be at least 1 and at most 1000000, but got 1000000001
// RUN: not wino-run %s --entry=f --time=long 2>&1 | FileCheck %s --check-prefix=TIME
// TIME: for the --time option: 'long' value invalid
// RUN: not wino-run %s --entry=f --check --tolerance=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// NEGATIVE: wino-run: error: expected --tolerance to be at least 0, but got -1
// RUN: not wino-run %s --entry=f --check --tolerance=nan 2>&1 | FileCheck %s --check-prefix=NAN
// NAN: wino-run: error: expected --tolerance to be at least 0, but got nan
// RUN: not wino-run %s --entry=f --tolerance=1 2>&1 | FileCheck %s --check-prefix=TOLERANCE
// TOLERANCE: wino-run: error: expected --check beside --tolerance
// RUN: not wino-run %s --entry=f --direct --pipeline=cse 2>&1 | FileCheck %s --check-prefix=PATHS
// PATHS: wino-run: error: expected --direct or --pipeline, but got both
// RUN: not wino-run %s --entry=f --pipeline=cse --pipeline-options=lanes=4 2>&1 | FileCheck %s --check-prefix=BOTH
// BOTH: wino-run: error: expected --pipeline-options or --pipeline, but got both
// RUN: not wino-run %s --entry=g --random-inputs --time --pipeline-options=speed=1 2>&1 | FileCheck %s --check-prefix=SPEED
// RUN: not wino-run %s --entry=g --random-inputs --time --direct --pipeline-options=speed=1 2>&1 | FileCheck %s --check-prefix=SPEED
// SPEED: wino-run: error: expected --pipeline-options to be options of winograd-to-cpu, but got: {{.*}}no such option speed
// RUN: not wino-run %s --entry=g --random-inputs --time --pipeline-options=threads=0 2>&1 | FileCheck %s --check-prefix=THREADS
// THREADS: wino-run: error: expected 'threads' to be at least 1, but got 0
// RUN: not wino-run %s --entry=g --random-inputs --time --threads=4294967295 2>&1 | FileCheck %s --check-prefix=MANY
// MANY: wino-run: error: expected --threads to be at most 1024, but got 4294967295
// RUN: not wino-run %s --entry=f --direct --plan=direct 2>&1 | FileCheck %s --check-prefix=PLAN
// RUN: not wino-run %s --entry=f --pipeline=cse --plan=direct 2>&1 | FileCheck %s --check-prefix=PLAN
// RUN: not wino-run %s --entry=f --direct --tile=4 2>&1 | FileCheck %s --check-prefix=PLAN
// RUN: not wino-run %s --entry=f --direct --stop-after=input 2>&1 | FileCheck %s --check-prefix=PLAN
// PLAN: wino-run: error: expected --tile, --plan and --stop-after without --direct and --pipeline, since they are options of winograd-to-cpu
// RUN: not wino-run %s --entry=f --stop-after=input --check 2>&1 | FileCheck %s --check-prefix=CHECK-STOP
// CHECK-STOP: wino-run: error: expected --check without --stop-after, since the reference has no such step
// RUN: not wino-run %s --entry=f --random-inputs --input=a.npy 2>&1 | FileCheck %s --check-prefix=INPUTS
// INPUTS: wino-run: error: expected --input or --random-inputs, but got both
// RUN: not wino-run %s --entry=f --random-inputs=x 2>&1 | FileCheck %s --check-prefix=SEED
// SEED: for the --random-inputs option: 'x' value invalid
func.func @f(%a: tensor<2xf32>) {
  return
}

func.func @g(%a: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}

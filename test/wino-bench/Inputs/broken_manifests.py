"""Breaks a manifest in every way that benchmarks/gpu/manifest.py reports.

usage: broken_manifests.py SCRIPTS FOLDER SCRATCH
"""
import copy
import json
import pathlib
import shutil
import sys

scripts, folder, scratch = sys.argv[1:]
sys.path.insert(0, scripts)
from manifest import Manifest, ManifestError  # noqa: E402

shutil.copytree(folder, scratch, dirs_exist_ok=True)
path = pathlib.Path(scratch) / "manifest.json"
good = json.loads(path.read_text())
Manifest(scratch, "ptx")


def attempt(what):
    try:
        manifest = Manifest(scratch, "ptx")
        for function in manifest.functions.values():
            for buffer in function["buffers"]:
                if buffer["kind"] == "constant":
                    manifest.constant(buffer)
        sys.exit(f"{what}: expected an error")
    except ManifestError as error:
        print(f"{what}: {error}")


def attempt_changed(what, change):
    changed = copy.deepcopy(good)
    change(changed)
    path.write_text(json.dumps(changed))
    attempt(what)


path.unlink()
attempt("no file")
path.write_text("{")
attempt("no JSON")
path.write_text("[]")
attempt("a list")
attempt_changed("a newer version", lambda m: m.update(version=3))
attempt_changed("too many lanes", lambda m: m["kernels"][0].update(subgroupLanes=64))
attempt_changed("another target", lambda m: m.update(target="spirv"))
attempt_changed("no kernels", lambda m: m.pop("kernels"))
attempt_changed("an unknown kernel", lambda m: m["functions"][0]["launches"][0].update(kernel="other"))
attempt_changed("a missing buffer", lambda m: m["functions"][0]["launches"][0]["buffers"].pop())


def shrink(manifest):
    function = manifest["functions"][0]
    function["buffers"][function["launches"][0]["buffers"][1]]["bytes"] = 8


attempt_changed("a small buffer", shrink)
attempt_changed("a wrong size", lambda m: m["functions"][0]["arguments"][0].update(bytes=4))
path.write_text(json.dumps(good))
constants = pathlib.Path(scratch) / "constants.bin"
constants.write_bytes(constants.read_bytes()[:100])
attempt("short constants")

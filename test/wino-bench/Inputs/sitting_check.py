"""A sitting of libraries of known speed, errors and failures: `sitting_check.py BENCHMARKS FOLDER`."""
import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])

import numpy as np

import contenders
import results
from sitting import Sitting

HERE = pathlib.Path(__file__).resolve().parent


def sit(folder, libraries, interrupted_at=None):
    """The problem that is left, and what was said; a key is pressed when that is `interrupted_at`."""
    processes = [contenders.Process(name, [sys.executable, HERE / "fake_peer.py", name, *how], folder, threads=1)
                 for name, how in libraries.items()]
    problem = {"name": "1x1x1x2x2", "kind": "convolution", "flops": 1e6, "contenders": []}
    notes = []

    def say(text):
        notes.append(text)
        if interrupted_at and interrupted_at in text:
            raise KeyboardInterrupt

    try:
        Sitting(processes, rounds=3, turn_seconds=0, threads=1, say=say).run(
            {"folder": str(folder)}, problem, [np.load(folder / "expected.npy").astype(float)])
    except KeyboardInterrupt:
        print("interrupted")
    finally:
        for process in processes:
            contenders.close(process)
    results.finish(problem)
    return problem, notes


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    expected = np.arange(4, dtype=np.float32).reshape(1, 1, 2, 2)
    np.save(folder / "expected.npy", expected)
    np.save(folder / "wrong.npy", expected + np.float32(0.5))
    problem, notes = sit(folder, {"winograd": ["9", "2", "1", "4"], "ncnn": ["9", "5", "3", "3"], "onednn": ["dies"],
                                  "iree": ["babbles"], "torch": ["fails"]})
    results.print_table(problem)
    print(f"ratio: {results.get_ratio(problem):.2f}")
    # By turns: each round goes through all that are left.
    print(" ".join(note.split(", ")[-1] for note in notes if "round 2" in note))
    document = {"problems": [problem], "machine": {"threads": 1}}
    print(results.format_csv(document), end="")
    json.dumps(problem)
    problem, _ = sit(folder, {"winograd": ["9", "2", "1", "4"], "ncnn": ["9", "5", "3", "3"]}, "round 2 of 3, ncnn-wrong")
    for record in problem["contenders"]:
        print(record["name"], record["status"], [f"{1e3 * turn:.0f}" for turn in record["turns"]])
    problem, _ = sit(folder, {"winograd": ["9", "2", "1", "4"]}, "warms up, winograd-winograd-wrong")
    print(*((record["name"], record["status"], record.get("reason")) for record in problem["contenders"]), sep="\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[2]))

"""A library of known speed: `fake_peer.py MILLISECONDS...` or how it fails. Speaks as benchmarks/peer.py says."""
import json
import pathlib
import shutil
import sys


def say(answer):
    print(json.dumps(answer), flush=True)


def prepare(request, name):
    folder = pathlib.Path(request["folder"])
    # The right result, and one that is off by 0.5 everywhere.
    shutil.copyfile(folder / "expected.npy", folder / f"{name}.0.npy")
    shutil.copyfile(folder / "wrong.npy", folder / f"{name}-wrong.0.npy")
    say({"contender": name, "compile": 0.25, "layout": "nchw"})
    say({"contender": f"{name}-wrong", "compile": 0.5, "layout": "nhwc"})
    say({"contender": f"{name}-other", "failed": "has no such thing"})
    say({"ready": True})


def main(name, how):
    times = [float(value) / 1e3 for value in how] if how[0][0].isdigit() else []
    runs = 0
    for line in sys.stdin:
        request = json.loads(line)
        if "version" in request:
            say({"version": "1.0"})
        elif "prepare" in request:
            if how == ["dies"]:
                sys.exit("out of luck")
            if how == ["babbles"]:
                print("hello", flush=True)
                continue
            prepare(request["prepare"], name)
        elif times:
            # Both contenders of a round take the same time; the first round warms up.
            say({"median": times[runs // 2]})
            runs += 1
        else:
            runs += 1
            say({"error": "no time"} if how == ["fails"] else {"median": 1e-3})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

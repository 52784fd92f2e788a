"""Prints what import_ncnn.py makes of a network with the layers of the example's, without weights.

    network.py FOLDER-OF-THE-EXAMPLE

The first layers have the names that they have in realesr-animevideov3-x4.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

example = sys.argv[1]
sys.path.insert(0, example)
import generated_network

text, weights = generated_network.generate(seed=1, body=1)
text = text.replace("Convolution conv_0 ", "Convolution Conv_0 ").replace(
    "Convolution conv_1 ", "Convolution Conv_2 "
)
with tempfile.TemporaryDirectory() as folder:
    param, binary, module = (Path(folder) / name for name in ("n.param", "n.bin", "n.mlir"))
    param.write_text(text)
    binary.write_bytes(weights)
    subprocess.run(
        [sys.executable, f"{example}/import_ncnn.py", param, binary,
         "--height=256", "--width=256", f"--output={module}"],
        check=True, stdout=subprocess.DEVNULL,
    )
    print(module.read_text().split("{-#")[0])

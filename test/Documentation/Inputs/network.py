"""Prints what winograd_ncnn makes of a network with the layers of the example's, without weights.

    network.py FOLDER-OF-THE-EXAMPLE FOLDER-OF-THE-PACKAGE

The first layers have the names that they have in realesr-animevideov3-x4.
"""
import sys

sys.path[:0] = sys.argv[1:]
import generated_network
from winograd_ncnn import import_model, parse_model

text, weights = generated_network.generate(seed=1, body=1)
text = text.replace("Convolution conv_0 ", "Convolution Conv_0 ").replace(
    "Convolution conv_1 ", "Convolution Conv_2 "
)
module = import_model(parse_model(text, weights), height=256, width=256)
print(module.text.split("{-#")[0])

#===- peer_torch.py - PyTorch's convolutions and networks ----------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""PyTorch, eagerly. Its contenders for a convolution:

    torch-nchw, torch-nhwc     as conv2d calculates it in this memory format
    torch+packed               with filters that are laid out before, as its compiler emits it (images in NCHW)

and of a network, a program that torch.export.save wrote (.pt2), `torch`.
"""
import torch

import data
import peer

# What PyTorch could calculate behind a convolution.
FUSED = ("none", [], "")


def make_convolution(name, layout, request):
    image, filters = (torch.from_numpy(array) for array in data.load(request["folder"], request["shape"]))
    ones = [1, 1]
    if name == "torch+packed":
        packed = torch.ops.mkldnn._reorder_convolution_weight(filters, ones, ones, ones, 1, list(image.shape))

        def run():
            return torch.ops.mkldnn._convolution_pointwise(image, packed, None, ones, ones, ones, 1, *FUSED)
    else:
        image, filters = image.to(memory_format=layout), filters.to(memory_format=layout)

        def run():
            return torch.conv2d(image, filters, padding=1)

    return peer.Contender(name, run, lambda: [run().contiguous().numpy()], layout="nhwc" if name.endswith("nhwc") else "nchw")


def make_network(request):
    program = torch.export.load(request["networks"]["pt2"]).module()
    inputs = [torch.from_numpy(array) for array in peer.load_inputs(request)]

    def results():
        values = program(*inputs)
        return [value.numpy() for value in (values if isinstance(values, (tuple, list)) else [values])]

    return peer.Contender("torch", lambda: program(*inputs), results, layout="nchw")


def prepare(request):
    torch.set_num_threads(request["threads"])
    torch.set_grad_enabled(False)
    if "shape" not in request:
        yield peer.attempt("torch", lambda: make_network(request)) if "pt2" in request["networks"] else peer.Failed(
            "torch", "needs the network as .pt2, which torch.export.save writes")
        return
    for name, layout in (("torch-nchw", torch.contiguous_format), ("torch-nhwc", torch.channels_last),
                         ("torch+packed", torch.contiguous_format)):
        yield peer.attempt(name, lambda name=name, layout=layout: make_convolution(name, layout, request))


if __name__ == "__main__":
    peer.serve(torch.__version__, prepare)

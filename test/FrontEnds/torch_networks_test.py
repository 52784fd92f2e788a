#===- torch_networks_test.py - Whole networks of torch.compile -----------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
import unittest
import warnings

import networks
import torch
import winograd.torch
from torch_backend_test import Pieces, compile


class NetworksTest(unittest.TestCase):
    def check(self, name, weights):
        """One piece, with all weights in it, and the numbers of PyTorch."""
        model, x = networks.make(name)
        with torch.no_grad(), Pieces() as pieces, warnings.catch_warnings():
            warnings.simplefilter("error", winograd.torch.FallbackWarning)
            expected = model(x)
            got = compile(model)(x)
        error = (got - expected).abs().max() / expected.abs().max()
        print(f"{name}: largest error {error:.1e} of the largest value")
        self.assertLess(error, 1e-5)
        self.assertEqual(pieces.weights, [weights])

    def test_resnet18(self):
        self.check("resnet18", 102)

    def test_unet(self):
        self.check("unet", 22)


if __name__ == "__main__":
    unittest.main()

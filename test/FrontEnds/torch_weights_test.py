#===- torch_weights_test.py - Weights that change ------------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
import copy
import unittest

import torch
import winograd.torch
from torch import nn
from torch_backend_test import Pieces, compile, conv_block, image
from winograd.torch._piece import MOST_FOLDS


def halve(weight):
    weight.mul_(0.5)


def halve_data(weight):
    weight.data.mul_(0.5)


def halve_array(weight):
    weight.detach().numpy()[...] *= 0.5


def halve_other(weight):
    weight.data = weight.data * 0.5


class WeightsTest(unittest.TestCase):
    def setUp(self):
        self._no_grad = torch.no_grad()
        self._no_grad.__enter__()
        self.addCleanup(self._no_grad.__exit__, None, None, None)

    def assert_close(self, got, expected):
        torch.testing.assert_close(got, expected, rtol=1e-5, atol=1e-5)

    def check_change(self, model, change):
        compiled, x = compile(model), image()
        before = compiled(x)
        change(model)
        expected = model(x)
        self.assertFalse(torch.allclose(before, expected))
        self.assert_close(compiled(x), expected)

    def test_written(self):
        for change in (halve, halve_data, halve_array, halve_other):
            for which in ("weight", "bias"):
                with self.subTest(change=change.__name__, which=which):
                    self.check_change(
                        conv_block(),
                        lambda model: change(getattr(model[0], which)),  # noqa: B023
                    )

    def test_layouts_and_types(self):
        for model in (conv_block().to(memory_format=torch.channels_last),):
            self.check_change(model, lambda model: halve_data(model[0].weight))

    def test_replaced(self):
        def replace(model):
            model[0].weight = nn.Parameter(model[0].weight * 0.5)

        self.check_change(conv_block(), replace)

    def test_loaded(self):
        other = {name: value * 0.5 for name, value in conv_block().state_dict().items()}
        self.check_change(conv_block(), lambda model: model.load_state_dict(other))

    def test_buffers(self):
        self.check_change(conv_block(), lambda model: model[1].running_mean.add_(1))

    def test_many_changes(self):
        model, x = conv_block(), image()
        compiled = compile(model)
        with Pieces() as pieces:
            for _ in range(MOST_FOLDS + 3):
                self.assert_close(compiled(x), model(x))
                halve(model[0].weight)
        self.assertEqual(pieces.weights, [6] * MOST_FOLDS + [0])

    def test_statistics_that_are_written(self):
        model = conv_block().train()
        twin, x = copy.deepcopy(model), image()
        compiled = compile(model)
        with Pieces() as pieces:
            for _ in range(3):
                self.assert_close(compiled(x), twin(x))
        self.assert_close(model[1].running_var, twin[1].running_var)
        self.assertEqual(model[1].num_batches_tracked, 3)
        self.assertEqual(len(pieces.weights), 1)

    def test_two_models(self):
        models, x = [conv_block(), conv_block()], image()
        halve(models[1][0].weight)
        compiled = [compile(model) for model in models]
        for model, fast in zip(models, compiled):
            self.assert_close(fast(x), model(x))

    def test_shared_weights(self):
        block = conv_block(3, 3)
        self.assert_close(compile(lambda x: block(block(x)))(image()), block(block(image())))


if __name__ == "__main__":
    unittest.main()

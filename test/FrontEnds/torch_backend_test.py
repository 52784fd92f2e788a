#===- torch_backend_test.py - Graphs of torch.compile --------------------===#
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===#
import threading
import unittest
import warnings

import torch
import winograd.torch
from torch import nn
from torch.nn import functional
from winograd.torch._piece import Piece


def compile(model, **options):
    """A compiled copy of what PyTorch may have compiled before."""
    torch._dynamo.reset()
    dynamic = options.pop("dynamic", False)
    return torch.compile(model, backend="winograd", dynamic=dynamic, options=options)


def conv_block(inputs=3, outputs=8):
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    ).eval()


def image(*shape, dtype=torch.float32):
    torch.manual_seed(1)
    return torch.randn(*(shape or (1, 3, 20, 20)), dtype=dtype)


class Pieces:
    """Counts the pieces that are compiled meanwhile, with how many weights."""

    def __enter__(self):
        self.weights, self._bind = [], Piece._bind

        def bind(piece, arguments):
            result = self._bind(piece, arguments)
            if result is not None:
                self.weights.append(sum(piece._is_weight))
            return result

        Piece._bind = bind
        return self

    def __exit__(self, *_):
        Piece._bind = self._bind


class BackendTest(unittest.TestCase):
    def setUp(self):
        self._no_grad = torch.no_grad()
        self._no_grad.__enter__()
        self.addCleanup(self._no_grad.__exit__, None, None, None)

    def check(self, model, *inputs, tolerance=1e-5, fallbacks=(), **options):
        """Compares a compiled model with itself, and what is said with what is expected."""
        compiled = compile(model, **options)
        for again in range(2):
            copies = [x.clone() if isinstance(x, torch.Tensor) else x for x in inputs]
            expected = model(*(x.clone() if isinstance(x, torch.Tensor) else x for x in inputs))
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always", winograd.torch.FallbackWarning)
                got = compiled(*copies)
            said = [str(w.message) for w in said
                    if issubclass(w.category, winograd.torch.FallbackWarning)]
            self.assertEqual(len(said), 0 if again else len(fallbacks), said)
            for text, pattern in zip(said, fallbacks):
                self.assertRegex(text, pattern)
            self.assert_same(got, expected, tolerance)
        return compiled

    def assert_same(self, got, expected, tolerance=1e-5):
        if isinstance(expected, (tuple, list)):
            self.assertEqual(len(got), len(expected))
            for pair in zip(got, expected):
                self.assert_same(*pair, tolerance)
        elif isinstance(expected, torch.Tensor):
            self.assertEqual((got.dtype, got.shape, got.stride()),
                             (expected.dtype, expected.shape, expected.stride()))
            torch.testing.assert_close(got, expected, rtol=tolerance, atol=tolerance)
        else:
            self.assertEqual(got, expected)

    # What is compiled.

    def test_one_piece(self):
        with Pieces() as pieces:
            self.check(conv_block(), image())
        self.assertEqual(pieces.weights, [6])

    def test_several_results(self):
        block = conv_block()

        def model(x, n):
            y = block(x)
            return y, None, x, n + 1, y, y.mean((2, 3)), (y > 0).any(), y.argmax(1)

        self.check(model, image(), 3)

    def test_views_of_results_and_inputs(self):
        block = conv_block()

        def model(x):
            y = block(x)
            return x.view(1, -1), y.permute(0, 2, 3, 1), y[0, 2:5], x[:, 1]

        self.check(model, image())

    def test_strides(self):
        block = conv_block()
        x = image()
        self.check(block, x.to(memory_format=torch.channels_last))
        self.check(block, image(20, 20, 3, 1).permute(3, 2, 0, 1))
        self.check(block, image(1, 3, 40, 20)[:, :, ::2])
        self.check(lambda x: x.transpose(2, 3).relu(), x)
        self.check(conv_block().to(memory_format=torch.channels_last),
                   x.to(memory_format=torch.channels_last))

    def test_element_types(self):
        for dtype, tolerance in ((torch.float64, 1e-5), (torch.float16, 2e-2),
                                 (torch.bfloat16, 1e-1)):
            with self.subTest(dtype):
                self.check(conv_block().to(dtype), image(dtype=dtype), tolerance=tolerance)
        for dtype in (torch.int8, torch.int16, torch.int32, torch.int64):
            with self.subTest(dtype):
                self.check(lambda x: (x + 1, x * x, x > 2, x.float()),
                           torch.arange(24).reshape(4, 6).to(dtype))
        self.check(lambda x: (~x, x.sum()), torch.tensor([True, False, True]))

    def test_sizes_that_are_none(self):
        self.check(lambda x: x.relu() + 1, torch.zeros(0, 3))
        self.check(lambda x: x.exp(), torch.tensor(0.5))

    def test_written_inputs(self):
        block = conv_block()

        def model(x):
            y = block(x)
            x.add_(1)
            return y

        compiled = self.check(model, image())
        x = image()
        compiled(x)
        self.assert_same(x, image() + 1)

    def test_graph_breaks(self):
        block, last = conv_block(), conv_block(8, 4)

        def model(x):
            y = block(x)
            if y.sum().item() > 1e9:
                return y
            torch._dynamo.graph_break()
            return last(y)

        with Pieces() as pieces:
            self.check(model, image())
        self.assertGreaterEqual(len(pieces.weights), 2)

    def test_inference_mode(self):
        with torch.inference_mode():
            block = conv_block()
            self.check(block, image())

    def test_threads(self):
        block = conv_block()
        compiled, x, failures = compile(block), image(), []
        expected = block(x)

        def run():
            with torch.no_grad():
                for _ in range(5):
                    if not torch.allclose(compiled(x), expected, atol=1e-5):
                        failures.append("another result")

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    def test_options(self):
        for options in ({"plan": "blocked", "tile": 2}, {"direct": True}, {"threads": 2},
                        {"weights": "arguments"}, {"pipeline_options": "max-error=4"}):
            with self.subTest(options), Pieces() as pieces:
                self.check(conv_block(), image(), **options)
                self.assertEqual(pieces.weights, [0 if "weights" in options else 6])
        for options, message in (
            ({"speed": 9}, "expected options among weights, plan, tile, .* but got 'speed'"),
            ({"weights": "some"}, "expected the option 'weights' to be constants or arguments"),
            ({"tile": 2, "plan": "fast"}, "expected .*'plan' to be auto, .* but got 'fast'"),
        ):
            with self.subTest(options), self.assertRaisesRegex(Exception, message):
                compile(conv_block(), **options)(image())
        with self.assertRaisesRegex(Exception, "expected no mode .* but got 'max-autotune'"):
            torch._dynamo.reset()
            torch.compile(conv_block(), backend="winograd", mode="max-autotune")(image())

    # Sizes.

    def test_dynamic_sizes(self):
        block = conv_block()
        compiled = compile(block, dynamic=True)
        for size in (20, 12, 20, 33):
            x = image(2, 3, size, size + 1)
            self.assert_same(compiled(x), block(x))

    def test_too_many_sizes(self):
        block = conv_block()
        compiled = compile(block, dynamic=True)
        with torch._dynamo.config.patch(recompile_limit=2):
            compiled(image(2, 3, 9, 10)), compiled(image(2, 3, 8, 10))
            x = image(2, 3, 7, 10)
            with self.assertWarnsRegex(winograd.torch.FallbackWarning,
                                       r"\(2, 3, 7, 10\) runs in PyTorch: .* 2 others"):
                self.assert_same(compiled(x), block(x))

    # What is left to PyTorch.

    def test_one_operation(self):
        block, last = conv_block(), conv_block(8, 4)

        def model(x):
            values, indices = block(x).sort(3)
            return last(values), indices

        with Pieces() as pieces:
            self.check(model, image(), fallbacks=[r"aten\.sort.*\(.*torch_backend_test\.py:\d+\)"
                                                  r" runs in PyTorch: .+"])
        self.assertEqual(pieces.weights, [6, 6])

    def test_random_numbers(self):
        block = conv_block()

        self.check(lambda x: functional.dropout(block(x), 0.0), image())
        compiled = compile(lambda x: block(x + torch.rand_like(x)))
        with self.assertWarnsRegex(winograd.torch.FallbackWarning, "rand.*random numbers"):
            x = image()
            torch.manual_seed(3)
            got = compiled(x)
        torch.manual_seed(3)
        self.assert_same(got, block(x + torch.rand_like(x)))

    def test_complex_numbers(self):
        block = conv_block()

        def model(x):
            return block(torch.fft.ifft2(torch.fft.fft2(x)).real)

        compiled = compile(model)
        with self.assertWarnsRegex(winograd.torch.FallbackWarning, "fft.* runs in PyTorch"):
            self.assert_same(compiled(image()), model(image()))

    def test_other_devices(self):
        compiled = compile(lambda x: x + 1)
        with self.assertWarnsRegex(winograd.torch.FallbackWarning, "add.*tensor on meta"):
            self.assertEqual(compiled(torch.zeros(3, device="meta")).device.type, "meta")

    def test_gradients(self):
        block, x = conv_block(), image()
        with torch.enable_grad():
            compiled = compile(block)
            with self.assertWarnsRegex(winograd.torch.FallbackWarning, "gradients .*no_grad"):
                compiled(x).sum().backward()
            got = block[0].weight.grad.clone()
            block.zero_grad()
            block(x).sum().backward()
            self.assert_same(got, block[0].weight.grad)
            x.requires_grad_()
            self.assertIsNotNone(compiled(x).grad_fn)
        with Pieces() as pieces:
            self.assert_same(compiled(x), block(x).detach())
        self.assertEqual(pieces.weights, [6])

    def test_gradients_inside(self):
        weight = nn.Parameter(torch.ones(3))

        def model(x):
            with torch.enable_grad():
                return (x * weight).sum()

        compiled = compile(model)
        with self.assertWarns(winograd.torch.FallbackWarning):
            got = compiled(torch.arange(3.0))
        with torch.enable_grad():
            got.backward()
        self.assert_same(weight.grad, torch.arange(3.0))


if __name__ == "__main__":
    unittest.main()

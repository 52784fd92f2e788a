#===- mlir_lexer.py - Colours for MLIR -------------------------------------===//
#
# Part of the Winograd project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===----------------------------------------------------------------------===//
"""What Pygments lacks: a lexer of MLIR's text, as far as colours need one."""

from pygments.lexer import RegexLexer, words
from pygments.token import (
    Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, Whitespace
)

TYPES = words(
    ("tensor", "memref", "vector", "tuple", "index", "none", "complex"), prefix=r"\b", suffix=r"\b")


class MLIRLexer(RegexLexer):
    """Comments, strings, values, symbols, attributes, types, operations, numbers."""

    name = "MLIR"
    aliases = ["mlir"]
    filenames = ["*.mlir"]
    tokens = {
        "root": [
            (r"//.*?$", Comment.Single),
            (r'"(\\.|[^"\\\n])*"', String.Double),
            (r"%[\w$.#-]+(:\d+)?", Name.Variable),
            (r'@("[^"]*"|[\w$.-]+)', Name.Function),
            (r"\^[\w$.-]+", Name.Label),
            (r"#[A-Za-z_][\w$.-]*", Name.Constant),
            (r"![A-Za-z_][\w$.-]*", Keyword.Type),
            # An operation is its dialect's: arith.addf, or one of the builtin dialect's.
            (r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+", Name.Builtin),
            (r"\b(?:module|func|return)\b", Name.Builtin),
            (TYPES, Keyword.Type),
            # The sizes of a shape, up to its element type: 1x?x8xf32.
            (r"(?:\?|\d+)x(?=[\d?a-z!])", Number.Integer),
            (r"(?:[su]?i\d+|bf16|tf32|f\d+\w*)\b", Keyword.Type),
            (r"0x[0-9A-Fa-f]+", Number.Hex),
            (r"-?\d+\.\d*(?:[eE][+-]?\d+)?", Number.Float),
            (r"-?\b\d+\b", Number.Integer),
            (r"\b(?:true|false|unit|dense|loc)\b", Keyword.Constant),
            (r"\baffine_(?:map|set)\b", Keyword),
            (r"->|==|[=+*<>-]", Operator),
            (r"[A-Za-z_]\w*", Text),
            (r"\s+", Whitespace),
            (r"[{}()\[\],:;/?|&]", Punctuation),
            (r".", Text),
        ]
    }

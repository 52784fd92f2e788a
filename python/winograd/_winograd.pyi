"""What the extension module gives to the Python files of the package."""

from typing import Any

version: str

_Place = tuple[str, int, int]
_Messages = tuple[tuple[str, str, _Place, Any], ...]
_Remarks = tuple[tuple[Any, ...], ...]
_Type = tuple[str, tuple[int | None, ...]]
_Rows = tuple[tuple[str, ...], ...]

class Function:
    name: str
    inputs: tuple[_Type, ...]
    results: tuple[_Type, ...]
    plans: tuple[str, ...]
    is_cached: bool
    messages: _Messages
    remarks: _Remarks
    def call(self, *arrays: Any) -> tuple[Any, ...]: ...

def algorithm(
    m: int, r: int, points: list[str] | None
) -> tuple[tuple[str, ...], _Rows, _Rows, _Rows]: ...
def opt(
    source: str | bytes, pipeline: str, wants_remarks: bool
) -> tuple[str, _Messages, _Remarks]: ...
def compile(
    source: str | bytes, entry: str, options: dict[str, Any], wants_remarks: bool
) -> Function: ...

"""Writes the Parquet files that ParquetReaderTest reads, as pyarrow (25.0.1) makes them:

    pip install pyarrow && python tables.py ../resources/io/epochline/trainer/data
"""

import decimal
import sys

import pyarrow as pa
import pyarrow.parquet as pq

folder = sys.argv[1]

numbers = {
    "f32": pa.array([0.1, -2.5, 3e38], pa.float32()),
    "f64": pa.array([0.1, -2.5, 3e38], pa.float64()),
    "i8": pa.array([-128, 0, 127], pa.int8()),
    "i64": pa.array([-(2**53), 0, 2**53], pa.int64()),
    "u8": pa.array([0, 1, 255], pa.uint8()),
    "u64": pa.array([0, 1, 2**64 - 1], pa.uint64()),
    "bool": pa.array([True, False, True]),
    "decimal": pa.array([decimal.Decimal("1.25"), decimal.Decimal("-0.50"), decimal.Decimal("0")]),
}
pq.write_table(
    pa.table(numbers | {"series": ["b", "a", "b"], "y": [1.0, 2.0, 3.0]}), f"{folder}/numbers.parquet", compression="zstd"
)

holes = {
    "null": pa.array([1, None, 3], pa.int32()),
    "nan": pa.array([1, 2, float("nan")]),
    "text": ["1", "2", "x"],
    "series": pa.array(["a", None, "a"]),
    "y": [1.0, 2.0, 3.0],
}
pq.write_table(pa.table(holes), f"{folder}/holes.parquet")

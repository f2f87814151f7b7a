"""Reads the golden tables beside this file with pandas and pyarrow: python check_table.py (pandas 3.0.6, pyarrow 25.0.1).

The tables are what TableGoldenTest writes from summaries.jsonl; after a change that is meant, run it with
-Dgolden.write=true and then this script.
"""

import math
import pathlib

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

HERE = pathlib.Path(__file__).parent
BIG = 2**53 + 1

table = pyarrow.parquet.read_table(HERE / "table.parquet")
types = {field.name: field.type for field in table.schema}
assert all(types[name] == pa.string() for name in ("run_id", "status", "labels.trial", "model.params.hidden"))
assert all(types[name] == pa.int64() for name in ("epochs", "job.epochs", "steps", "parameters", "seed"))
assert all(types[name] == pa.float64() for name in ("best_val_loss", "metrics.mse", "optimizer.lr", "clip_norm"))
assert all(types[name] == pa.bool_() for name in ("stopped_early", "model.params.norm"))

rows = table.to_pylist()
assert [row["run_id"] for row in rows] == ["s-t1", "s-t2", "s-t3"]
assert rows[0]["seed"] == BIG and rows[1]["steps"] == BIG and rows[1]["parameters"] == 2**63 - 1
assert math.isnan(rows[1]["best_val_loss"]) and rows[2]["best_val_loss"] is None
assert math.isnan(rows[1]["metrics.accuracy"]) and rows[2]["metrics.accuracy"] is None
assert rows[0]["clip_norm"] == math.inf and rows[1]["final_val_loss"] == -math.inf
assert rows[1]["labels.note"] == 'a, "b"\nλ 🎈' and rows[2]["labels.note"] == "" and rows[0]["labels.note"] is None
assert rows[0]["model.params.hidden"] == "[64,32]" and rows[1]["model.params.hidden"] == "[]"
assert rows[1]["first_train_loss"] == 0.1 and rows[1]["final_train_loss"] == 1e-300
assert rows[0]["epochs"] == 3 and rows[0]["job.epochs"] == 10
assert rows[2]["failure.code"] == "diverged" and rows[0]["failure.code"] is None

exact = pd.read_parquet(HERE / "table.parquet", dtype_backend="numpy_nullable")
assert exact["seed"].dtype == pd.Int64Dtype() and exact["seed"][0] == BIG and exact["seed"].isna().tolist() == [False, False, True]
plain = pd.read_parquet(HERE / "table.parquet")
assert plain["best_val_loss"].dtype == np.float64 and plain["attempt"].tolist() == [1, 2, 0]

csv = pd.read_csv(HERE / "table.csv", dtype_backend="numpy_nullable", float_precision="round_trip", keep_default_na=False, na_values={})
assert list(csv.columns) == table.column_names
assert csv["labels.note"][1] == 'a, "b"\nλ 🎈'
loose = pd.read_csv(HERE / "table.csv", dtype_backend="numpy_nullable", float_precision="round_trip")
for name, kind in types.items():
    for row, cell in zip(rows, loose[name]):
        value = row[name]
        if kind == pa.string() or value is None or (isinstance(value, float) and math.isnan(value)):
            continue  # text that looks like a number is one to a reader of CSV; NaN and nothing are the same to it
        assert cell == value, (name, cell, value)

arrow = pyarrow.csv.read_csv(
    HERE / "table.csv",
    parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
    convert_options=pyarrow.csv.ConvertOptions(
        column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
    ),
)
for ours, theirs in zip(rows, arrow.to_pylist()):
    for name in ours:
        same = ours[name] == theirs[name] or (ours[name] != ours[name] and theirs[name] != theirs[name])
        assert same, (name, ours[name], theirs[name])
print("read as meant:", table.num_rows, "runs,", table.num_columns, "columns")

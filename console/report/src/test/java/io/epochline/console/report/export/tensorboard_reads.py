"""What TensorBoard's own reader finds in an event file.

    mvn -pl console/report -am test -Dtest=TensorBoardFileTest -Dsurefire.failIfNoSpecifiedTests=false
    cd console/report && pip install tensorboard==2.21.0
    python src/test/java/io/epochline/console/report/export/tensorboard_reads.py target/tensorboard/run-1 \
        > src/test/resources/io/epochline/console/report/export/tensorboard.json
"""
import hashlib
import json
import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

folder = pathlib.Path(sys.argv[1])
file = next(folder.glob("events.out.tfevents.*"))
accumulator = EventAccumulator(str(folder), size_guidance={"scalars": 0})
accumulator.Reload()


def number(value):
    return value if value == value else "NaN"


print(json.dumps(
    {
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "scalars": {
            tag: [[event.wall_time, event.step, number(event.value)] for event in accumulator.Scalars(tag)]
            for tag in sorted(accumulator.Tags()["scalars"])
        },
    },
    indent=None,
    separators=(",", ":"),
))

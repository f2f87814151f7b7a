"""What TensorBoard's own readers find in an event file: scalars, histograms, and the row of its table of hyperparameters.

    mvn -pl console/report -am test -Dtest=TensorBoardFileTest -Dsurefire.failIfNoSpecifiedTests=false
    cd console/report && pip install tensorboard==2.21.0
    python src/test/java/io/epochline/console/report/export/tensorboard_reads.py target/tensorboard/run-1 \
        > src/test/resources/io/epochline/console/report/export/tensorboard.json
"""
import hashlib
import json
import pathlib
import sys

from google.protobuf import json_format
from tensorboard import context
from tensorboard.backend.event_processing.data_provider import MultiplexerDataProvider
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.plugins.base_plugin import TBContext
from tensorboard.plugins.hparams import api_pb2
from tensorboard.plugins.hparams.backend_context import Context
from tensorboard.plugins.hparams.list_session_groups import Handler

folder = pathlib.Path(sys.argv[1])
file = next(folder.glob("events.out.tfevents.*"))
accumulator = EventAccumulator(str(folder), size_guidance={"scalars": 0, "histograms": 0})
accumulator.Reload()


def number(value):
    return value if value == value else "NaN"


def histogram(event):
    return {"step": event.step, **{name: getattr(event.histogram_value, name) for name in ("min", "max", "num", "sum")},
            "bucket_limit": list(event.histogram_value.bucket_limit), "bucket": list(event.histogram_value.bucket)}


def sessions():
    multiplexer = EventMultiplexer().AddRunsFromDirectory(str(folder.parent))
    multiplexer.Reload()
    backend = Context(TBContext(data_provider=MultiplexerDataProvider(multiplexer, str(folder.parent))))
    everything = api_pb2.ListSessionGroupsRequest(
        start_index=0, slice_size=10,
        allowed_statuses=[api_pb2.STATUS_UNKNOWN, api_pb2.STATUS_SUCCESS, api_pb2.STATUS_FAILURE, api_pb2.STATUS_RUNNING])
    for group in Handler(context.RequestContext(), backend, "", everything).run().session_groups:
        (session,) = group.sessions
        yield session.name, {
            "status": api_pb2.Status.Name(session.status),
            "seconds": session.end_time_secs - session.start_time_secs,
            "settings": {name: json_format.MessageToDict(value) for name, value in sorted(group.hparams.items())},
            "results": {value.name.tag: number(value.value) for value in session.metric_values},
        }


print(json.dumps(
    {
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "scalars": {
            tag: [[event.wall_time, event.step, number(event.value)] for event in accumulator.Scalars(tag)]
            for tag in sorted(accumulator.Tags()["scalars"])
        },
        "histograms": {
            tag: [histogram(event) for event in accumulator.Histograms(tag)] for tag in sorted(accumulator.Tags()["histograms"])
        },
        "hparams": dict(sessions()),
    },
    indent=None,
    separators=(",", ":"),
))

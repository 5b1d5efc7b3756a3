"""Nothing is written, sent or logged unless the caller asks: these are health records."""

import subprocess
import sys
from typing import Final

# An audit hook sees whatever Python asks of the system, from whichever library.
_PROGRAM: Final = """
import sys
from placement import Assessment, Recommendation, place
place(Assessment(), engine={engine!r}).model_dump_json()  # what is loaded on first use is loaded

seen = []
def hear(event, arguments):
    if event == "open" and (isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")):
        seen.append((event, arguments[:2]))
    elif event.split(".")[0] in {{"socket", "subprocess", "urllib", "smtplib", "sqlite3", "shutil", "tempfile"}}:
        seen.append((event,))
    elif event in {{"os.mkdir", "os.rename", "os.remove", "os.system", "os.posix_spawn", "os.fork", "syslog.syslog"}}:
        seen.append((event,))

import logging
class Listener(logging.Handler):
    def emit(self, record):
        seen.append(("logged", record.name))
logging.getLogger().addHandler(Listener())
logging.getLogger().setLevel(0)

sys.addaudithook(hear)
person = Assessment.model_validate({{"age": 77, "suicide_risk": "plan_or_intent", "housing": "unsure"}})
recommendation = place(person, engine={engine!r})
text = recommendation.model_dump_json()
Recommendation.model_validate_json(text)
repr(recommendation), str(person), recommendation.cases, recommendation.why_not("4")
try:
    Assessment.model_validate({{"age": 77, "suicide_risk": "planted-7731"}})
except ValueError as error:
    str(error)
assert not seen, seen
{check}
"""


def _run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_placing_somebody_writes_sends_and_logs_nothing() -> None:
    for engine in ("reference", "auto"):
        done = _run(_PROGRAM.format(engine=engine, check=""))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_listener_hears_what_is_written_and_logged() -> None:
    check = "logging.info('x'); open('/dev/null', 'w').close(); assert len(seen) == 2, seen; print('heard')"
    done = _run(_PROGRAM.format(engine="reference", check=check))
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard\n", "")

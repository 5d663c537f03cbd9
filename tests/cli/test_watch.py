"""``onrecord watch`` as it is seen on a terminal."""

import json
import os
import signal
import subprocess
import sys
import time


def test_one_look_tells_what_came_and_what_it_changed(onrecord, tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.txt").write_text("Germany has pledged to deploy troops to Ukraine.\n")
    arguments = ("watch", tmp_path / "articles", "--once", "--settle", 0, "--rules-only", "--workers", 1)
    found = onrecord(*arguments, "--register", tmp_path / "a.register")
    assert found.status == 0
    assert "1 new document, 1 new story" in found.out
    assert "came  a.txt" in found.out
    assert "Germany, deploy: pledged" in found.out
    again = onrecord(*arguments, "--register", tmp_path / "a.register", "--json")
    assert json.loads(again.out)["summary"]["held"] == 1
    assert onrecord("watch", tmp_path / "none", "--once", "--register", tmp_path / "b.register").status == 2


# what a shell starts in the background without job control, these tests among it, is told to ignore it
HEARS_CTRL_C = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"


def test_ctrl_c_ends_it_cleanly(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.txt").write_text("Germany has pledged to deploy troops to Ukraine.\n")
    program = f"{HEARS_CTRL_C}import sys\nfrom onrecord.cli import main\nsys.exit(main(sys.argv[1:]))\n"
    arguments = ["watch", str(tmp_path / "articles"), "--settle", "0", "--interval", "0.1", "--rules-only"]
    command = [sys.executable, "-c", program, *arguments, "--workers", "1", "--register", str(tmp_path / "a.register")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            first = running.stdout.readline()
            while "deploy" not in first and running.poll() is None:
                first = running.stdout.readline()
            time.sleep(0.5)
            os.kill(running.pid, signal.SIGINT)
            assert running.wait(timeout=30) == 0
            assert "Traceback" not in running.stderr.read()
        finally:
            running.kill()


def test_an_interrupt_that_python_drops_ends_it_at_the_next_rest():
    program = (
        f"{HEARS_CTRL_C}from onrecord.cli.watch import Interrupt\n"
        "import os\n"
        "class Cleared:\n"
        "    def __del__(self):\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        sum(range(1000))\n"
        "try:\n"
        "    with Interrupt() as pressed:\n"
        "        Cleared()\n"
        "        print('dropped')\n"
        "        pressed.rest(30)\n"
        "except KeyboardInterrupt:\n"
        "    print('ended')\n"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True)
    assert found.stdout.split() == ["dropped", "ended"]

"""A file of many broken records, read in a process of its own: `… WHICH COUNT FOLDER`; tells what it took."""

import json
import sys
import time
from pathlib import Path

from app.files import CannotOpen, open_map
from tests.faults.peaks import megabytes

BODIES = {
    "empty": '"tp_{n}":{{"kind":"touchpoint"}}',
    "null": '"tp_{n}":null',
    "wrong": '"tp_{n}":{{"kind":"touchpoint","place":["ph_1","ch_1","V"],"title":5,"volume":"y"}}',
    "twice": '"tp_1":{{"kind":"touchpoint","place":["ph_1","ch_1","V"],"title":"{n}"}}',
    "dangling": '"ho_{n}":{{"kind":"handover","source":"tp_x","target":"tp_y"}}',
}
HEAD = '{\n"format":"journey","version":1,"min_reader":1,"doc":"01JD","app":"1","seen":{},\n"records":{\n'


def main() -> None:
    """Write the file, open it, and say what came of it as JSON."""
    which, many, place = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) / "broken.journey"
    with place.open("w", encoding="utf-8") as file:
        file.write(HEAD + BODIES[which].format(n=0))
        file.writelines(f",\n{BODIES[which].format(n=n)}" for n in range(1, many))
        file.write('\n},\n"sum":"sha256:0"\n}\n')
    begun, said, problems = time.process_time(), "", 0
    try:
        problems = len(open_map(place).problems)
    except CannotOpen as error:
        said = str(error)
    told = {"said": said, "problems": problems, "seconds": time.process_time() - begun}
    print(json.dumps({**told, "megabytes": megabytes()}))


if __name__ == "__main__":
    main()

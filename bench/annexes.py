"""Rehearsal of the sample annex, and of 10,000 rows of .xlsx, with the peak memory of the process."""

import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from tracker.services.annexes import Choices, rehearse
from tracker.services.sample import ANNEX

HEADER = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn")


def main() -> None:
    for what in ("sample", "large"):
        # A process of its own: the peak memory of one must not hide that of the other.
        subprocess.run([sys.executable, "-m", "bench.annexes", what], check=True)


def _large() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Phụ lục")
    sheet.append(HEADER)
    for number in range(1, 10_001):
        sheet.append(
            (
                number,
                f"Xây dựng, cập nhật cơ sở dữ liệu chuyên ngành số {number}",
                f"Phòng số {number % 30}",
                "Các cơ quan, đơn vị liên quan",
                "Báo cáo",
                f"Quý {('I', 'II', 'III', 'IV')[number % 4]}/2026",
            )
        )
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _measure(what: str) -> None:
    if what == "sample":
        name, content = ANNEX.name, ANNEX.read_bytes()
    else:
        with tempfile.TemporaryDirectory() as folder:
            # Made elsewhere, so that making it does not count as memory of reading it.
            path = Path(folder) / "large.xlsx"
            subprocess.run([sys.executable, "-m", "bench.annexes", "make", str(path)], check=True)
            name, content = path.name, path.read_bytes()
    start = time.perf_counter()
    rehearsal = rehearse(None, name, content, Choices())
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"rehearse {name}: {rehearsal.counts()['task']} tasks, {seconds:.2f} s, peak {peak:.0f} MB"
    )


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    elif sys.argv[1] == "make":
        Path(sys.argv[2]).write_bytes(_large())
    else:
        _measure(sys.argv[1])

"""The words of the language of deadlines, by the part that they play in it."""

from enum import Enum, auto


class Kind(Enum):
    # figures
    NUMBER = auto()
    SPELLED = auto()
    ROMAN = auto()
    TIME = auto()
    DOCUMENT = auto()
    WEEKDAY = auto()
    # units
    DAY = auto()
    WEEK = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()
    HALF = auto()
    # what stands before a date and says how it is meant
    BEFORE = auto()
    LATEST = auto()
    WITHIN = auto()
    UNTIL = auto()
    END = auto()
    LATE = auto()
    FROM = auto()
    AFTER = auto()
    VAGUE = auto()
    EARLY = auto()
    PERIOD = auto()
    NOW = auto()
    # how often
    EVERY = auto()
    REGULARLY = auto()
    TIMES = auto()
    CONSTANTLY = auto()
    ONWARD = auto()
    # what the words around a date are worth
    FINISH = auto()
    LEAD = auto()
    LINK = auto()
    CITING = auto()
    BEGIN = auto()
    NUMBERED = auto()
    HORIZON = auto()
    EVENT = auto()
    WORKING = auto()
    NOT = auto()
    UNCLEAR = auto()
    OTHER = auto()
    # signs
    AND = auto()
    OF = auto()
    COMMA = auto()
    SLASH = auto()
    DASH = auto()
    DOT = auto()
    STOP = auto()
    COLON = auto()
    OPEN = auto()
    CLOSE = auto()
    MARK = auto()


SPELLED = {
    "một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

SIGNS = {
    ",": Kind.COMMA, "/": Kind.SLASH, "-": Kind.DASH, ".": Kind.STOP, ";": Kind.STOP,
    ":": Kind.COLON, "(": Kind.OPEN, ")": Kind.CLOSE, "+": Kind.AND, "&": Kind.AND,
    "→": Kind.DASH, "~": Kind.DASH, "÷": Kind.DASH, "§": Kind.DOCUMENT,
} | dict.fromkeys("\"'“”‘’*•_", Kind.MARK)  # fmt: skip

# "năm" is a unit here; where a month is spelled out, the grammar reads it as five.
WORDS = {
    Kind.DAY: "ngày",
    Kind.WEEK: "tuần",
    Kind.MONTH: "tháng",
    Kind.QUARTER: "quý | quí",
    Kind.YEAR: "năm",
    Kind.HALF: "nửa",
    Kind.BEFORE: "trước",
    Kind.LATEST: """chậm nhất | muộn nhất | trễ nhất | không quá | không vượt quá | không để quá
        | không muộn hơn | không chậm hơn | không trễ hơn | không chậm quá | không muộn quá
        | không sau | hạn cuối | hạn cuối cùng | hạn chót""",
    Kind.WITHIN: "trong | nội trong | vào",
    Kind.UNTIL: "đến | tới | cho đến | cho tới",
    Kind.END: """hết | kết thúc | ngày cuối | ngày cuối của | ngày cuối cùng | ngày cuối cùng của
        | ngày cuối cùng trong""",
    Kind.LATE: "cuối | cuối cùng",
    Kind.FROM: "từ | kể từ | bắt đầu từ | tính từ | từ sau | ngay từ | bắt đầu thực hiện từ",
    Kind.AFTER: "sau | quá | sớm nhất | không trước",
    Kind.VAGUE: """giữa | khoảng | khoảng thời gian | gần | gần cuối | trung tuần
        | thượng tuần | hạ tuần | tuần đầu | tuần cuối | tuần đầu tiên | tuần cuối cùng
        | hè | mùa hè""",
    Kind.EARLY: "đầu | đầu tiên",
    Kind.PERIOD: "giai đoạn | thời kỳ | thời kì",
    Kind.NOW: "nay | bây giờ",
    Kind.EVERY: "hằng | hàng | mỗi | từng",
    Kind.REGULARLY: "định kỳ | định kì",
    Kind.TIMES: "lần",
    Kind.CONSTANTLY: """thường xuyên | liên tục | nhiệm vụ thường xuyên | công việc thường xuyên
        | hoạt động thường xuyên""",
    Kind.ONWARD: """năm tiếp theo | năm tiếp | năm sau | năm kế tiếp | năm tới | năm sau đó
        | giai đoạn tiếp theo | giai đoạn sau | thời gian tiếp theo | thời gian tới
        | trở đi | trở về sau | về sau | tiếp theo""",
    Kind.FINISH: """hoàn thành | hoàn tất | xong | thời hạn | hạn hoàn thành | hạn nộp
        | hạn gửi | deadline""",
    Kind.LEAD: """thực hiện | triển khai | thí điểm | xây dựng | ban hành | trình | phê duyệt
        | thẩm định | đầu tư | nghiệm thu | vận hành | nâng cấp | mua sắm | lắp đặt | rà soát
        | kiện toàn | thành lập | gửi | nộp | công bố | tổ chức | triển khai thực hiện
        | tổ chức thực hiện | áp dụng | duy trì | hoàn thiện | phấn đấu | dự kiến | cơ bản
        | toàn bộ | thời gian | thời gian thực hiện | thời gian hoàn thành | thời gian triển khai
        | tiến độ | hạn | dứt điểm | gia hạn | kéo dài | đưa vào sử dụng | đưa vào vận hành
        | đưa vào khai thác | phải | cần""",
    Kind.LINK: """là | ngay | ngay trong | cả | các | những | thời điểm | mốc | tháng sau
        | tháng sau đó | tháng tiếp theo | tháng kế tiếp | tháng liền kề | đột xuất | nếu có
        | khi có yêu cầu | khi được yêu cầu | khi cần | khi cần thiết | khi có phát sinh
        | khi phát sinh | khi có chỉ đạo""",
    Kind.CITING: "theo | căn cứ",
    Kind.BEGIN: "bắt đầu | khởi động",
    Kind.NUMBERED: "số",
    Kind.HORIZON: "tầm nhìn | tầm nhìn đến | định hướng | định hướng đến",
    Kind.EVENT: "khi | ngay sau | nếu | đến nay | tùy | tuỳ | phụ thuộc",
    Kind.WORKING: "làm việc",
    Kind.NOT: "không | chưa | đã",
    Kind.UNCLEAR: """âm lịch | tạm dừng | dừng | hoãn | tạm hoãn | chuyển sang | lùi | lùi đến
        | lùi sang | trở về trước""",
    Kind.OTHER: """tính đến | tính tới | trước đây | trước đó | trước mắt | sau đó
        | sau này | trong đó | trong vòng | liên quan đến | hướng đến | hướng tới | đề cập đến
        | năm nay | hôm nay | hiện nay | ngày nay | tháng tới | quý tới | tuần tới | tuần tra
        | tuần lễ | quá trình | quá hạn | đầu mối | đầu ra | đầu vào | đầu kỳ
        | lần đầu | lần đầu tiên | bước đầu | ban đầu | ngân hàng | khách hàng | bán hàng
        | đơn hàng | mặt hàng | cửa hàng | xếp hàng | từng bước | chi thường xuyên | thông tư
        | vật tư | năm học | mở rộng""",
    Kind.AND: "và | hoặc | hay",
    Kind.OF: "của",
}

WEEKDAYS = {
    0: "thứ hai", 1: "thứ ba", 2: "thứ tư", 3: "thứ năm", 4: "thứ sáu", 5: "thứ bảy",
    6: "chủ nhật",
}  # fmt: skip

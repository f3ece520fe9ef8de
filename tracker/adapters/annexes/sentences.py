"""What is said when a file cannot be read: what is wrong and what to do. All msgids."""

from tracker.domain.errors import N_

EMPTY = N_("Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi tải lên lại.")
TOO_LARGE = N_(
    "Tệp nặng %(size)s MB, quá giới hạn %(limit)s MB. Hãy tách riêng phần phụ lục, "
    "bỏ hình ảnh rồi tải lên lại."
)
LEGACY_DOC = N_(
    "Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word, chọn “Lưu thành” (Save As) kiểu "
    ".docx rồi tải lên lại."
)
PASSWORD = N_("Tệp có đặt mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên lại.")
PDF = N_("Đây là tệp PDF. Hãy dùng bản Word (.docx) hoặc Excel (.xlsx) của phụ lục.")
IMAGE = N_("Đây là tệp hình ảnh. Hãy dùng bản Word (.docx) hoặc Excel (.xlsx) của phụ lục.")
RTF = N_("Đây là tệp RTF. Hãy mở bằng Word, lưu thành kiểu .docx rồi tải lên lại.")
OTHER_OFFICE = N_(
    "Kiểu tệp này chưa đọc được. Hãy mở tệp, lưu thành .docx hoặc .xlsx rồi tải lên lại."
)
ARCHIVE = N_("Đây là tệp nén. Hãy giải nén rồi tải lên từng tệp phụ lục (.docx, .xlsx).")
BINARY = N_(
    "Không nhận ra kiểu của tệp. Hãy dùng tệp Word (.docx), Excel (.xlsx, .xls), .ods hoặc .csv."
)
DAMAGED = N_("Tệp bị hỏng hoặc tải chưa hết. Hãy mở thử tệp trên máy, lưu lại rồi tải lên lại.")
BOMB = N_(
    "Nội dung giải nén của tệp lớn bất thường nên không đọc. Hãy chép phần phụ lục sang "
    "một tệp mới rồi tải lên lại."
)
DOCTYPE = N_(
    "Tệp có khai báo tham chiếu ra ngoài (DTD), không an toàn nên không đọc. Hãy mở bằng "
    "Word hoặc Excel, lưu lại rồi tải lên lại."
)
TOO_MANY_CELLS = N_(
    "Bảng quá lớn, có ô nằm quá xa hoặc quá nhiều ô. Hãy xóa các dòng, cột thừa ngoài phần "
    "phụ lục rồi tải lên lại."
)
TOO_SLOW = N_(
    "Tệp quá phức tạp, đọc quá lâu. Hãy chép riêng phần phụ lục sang một tệp mới rồi tải lên lại."
)
NO_TABLE = N_(
    "Tệp không có bảng nào. Hãy kiểm tra có đúng tệp phụ lục nhiệm vụ không; nếu nhiệm vụ viết "
    "thành đoạn văn thì cần lập thành bảng."
)
ENCODING = N_(
    "Không đọc được bảng mã chữ của tệp. Hãy lưu lại tệp bằng bảng mã Unicode (UTF-8) rồi "
    "tải lên lại."
)

# Remarks about a file or a row that was read.
MACROS = N_("Tệp có macro: chương trình chỉ đọc nội dung, không chạy macro.")
MISNAMED = N_("Đuôi tên tệp không đúng với nội dung: chương trình đã đọc theo nội dung.")
HIDDEN_SHEET = N_("Trang tính đang ẩn trong tệp")
HIDDEN_ROW = N_("Dòng đang ẩn trong tệp")
NO_CACHED_VALUE = N_("Có ô công thức chưa lưu kết quả: hãy mở bằng Excel, lưu lại")

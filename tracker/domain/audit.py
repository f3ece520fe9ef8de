"""What the audit log keeps beside the tasks' own history: who used which power, and when."""

from enum import StrEnum

from tracker.domain.errors import N_


class AuditAction(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    CREDENTIAL_CHANGED = "credential_changed"
    EXPORTED = "exported"
    USER_ADDED = "user_added"
    ROLE_CHANGED = "role_changed"
    USER_REMOVED = "user_removed"
    USER_DISABLED = "user_disabled"
    USER_ENABLED = "user_enabled"
    PERSONAL_DATA_REMOVED = "personal_data_removed"
    SETTINGS_CHANGED = "settings_changed"
    LADDER_CHANGED = "ladder_changed"
    MAIL_HELD = "mail_held"
    MAIL_ARMED = "mail_armed"
    MAIL_TESTED = "mail_tested"
    RHYTHM_CHANGED = "rhythm_changed"
    DELETED = "deleted"
    SUMMARY_SHARED = "summary_shared"
    SUMMARY_WITHDRAWN = "summary_withdrawn"

    @property
    def label(self) -> str:
        """The Vietnamese word, a msgid: edges translate it."""
        return LABELS[self]


LABELS = {
    AuditAction.SIGNED_IN: N_("Đăng nhập"),
    AuditAction.SIGN_IN_REFUSED: N_("Đăng nhập bị từ chối"),
    AuditAction.SIGNED_OUT: N_("Đăng xuất"),
    AuditAction.CREDENTIAL_CHANGED: N_("Đổi mật khẩu"),
    AuditAction.EXPORTED: N_("Tải tệp ra ngoài"),
    AuditAction.USER_ADDED: N_("Thêm người dùng"),
    AuditAction.ROLE_CHANGED: N_("Đổi vai trò"),
    AuditAction.USER_REMOVED: N_("Bỏ khỏi Ban Chỉ đạo"),
    AuditAction.USER_DISABLED: N_("Khóa tài khoản"),
    AuditAction.USER_ENABLED: N_("Mở lại tài khoản"),
    AuditAction.PERSONAL_DATA_REMOVED: N_("Xóa dữ liệu cá nhân"),
    AuditAction.SETTINGS_CHANGED: N_("Sửa thiết lập"),
    AuditAction.LADDER_CHANGED: N_("Sửa lịch nhắc"),
    AuditAction.MAIL_HELD: N_("Giữ hoặc thả thư nhắc"),
    AuditAction.MAIL_ARMED: N_("Cho phép gửi thư"),
    AuditAction.MAIL_TESTED: N_("Gửi thư thử"),
    AuditAction.RHYTHM_CHANGED: N_("Sửa yêu cầu báo cáo định kỳ"),
    AuditAction.DELETED: N_("Xóa"),
    AuditAction.SUMMARY_SHARED: N_("Tạo đường dẫn chỉ xem"),
    AuditAction.SUMMARY_WITHDRAWN: N_("Thu hồi đường dẫn chỉ xem"),
}

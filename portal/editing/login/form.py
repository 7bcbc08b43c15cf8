"""The form at the desk's door."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from portal.editing.login.lockout import minutes_left


class LoginForm(AdminAuthenticationForm):
    """Name and password. Of what was wrong it says no more than that; of a lock-out, how long it lasts."""

    def get_invalid_login_error(self) -> ValidationError:
        if self.request is None or not getattr(self.request, "axes_locked_out", False):
            return super().get_invalid_login_error()
        minutes = minutes_left(self.request, self.cleaned_data["username"])
        return ValidationError(
            f"这个用户名在这里连续登录失败，暂时不能登录：请 {minutes} 分钟后再试。急用请找管理员解除。",
            code="locked_out",
        )

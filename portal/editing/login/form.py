"""The form at the desk's door."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError

from portal.editing.login import second_factor
from portal.editing.login.lockout import minutes_left


class LoginForm(AdminAuthenticationForm):
    """Name, password, and the code of who has a second factor, on one page.

    Of what was wrong it never says which: whoever guesses passwords would know when to go on to the codes. A wrong code
    counts as a failed login.
    """

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": "用户名、密码或验证码不对，请核对后再登录。大小写有区别；开启了两步验证的账号还要填验证码。"
    }
    code = forms.CharField(
        label="验证码",
        required=False,
        max_length=20,
        help_text="开启了两步验证的账号才填：手机上的 6 位数字，或一个备用码。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off"}),
    )

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if second_factor.is_on(user) and not second_factor.passes(user, self.cleaned_data.get("code", "")):
            credentials = {"username": user.get_username()}
            user_login_failed.send(__name__, credentials=credentials, request=self.request)
            raise self.get_invalid_login_error()

    def get_invalid_login_error(self) -> ValidationError:
        if self.request is None or not getattr(self.request, "axes_locked_out", False):
            return super().get_invalid_login_error()
        minutes = minutes_left(self.request, self.cleaned_data["username"])
        return ValidationError(
            f"这个用户名在这里连续登录失败，暂时不能登录：请 {minutes} 分钟后再试。急用请找网站的维护人解除。",
            code="locked_out",
        )

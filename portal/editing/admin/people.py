"""People at the desk. A 管理员 makes accounts, gives the groups of GIVEN, and looks after who is 编辑 or 审核.

All else is a superuser's: superusers themselves, whom nobody else sees, rights beside the groups, the groups, and the
accounts of other administrators. To change one of these in any way would be to get at its password: who takes somebody
out of 管理员 may set a new password, and put the group back.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_tasks_db.models import DBTaskResult

from portal.editing.login import second_factor

# What a 管理员 may give, and those groups whose members a 管理员 may look after.
GIVEN = ("编辑", "审核", "管理员")
LOOKED_AFTER = {"编辑", "审核"}

_NAMES = ("last_name", "first_name", "email")
_RIGHTS = "is_active", "groups"
_ROOT_RIGHTS = "is_active", "is_staff", "is_superuser", "groups", "user_permissions"
_ONLY_LOOKED_AT = "这个账号只能看：它的权限不止“编辑”，由超级用户修改。自己的密码在页首的“修改密码”里改。"

# Two would show a second factor's secret, the last one traces.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice, DBTaskResult])


def _may_look_after(who: User, user: User) -> bool:
    if who.is_superuser:
        return True
    groups = set(user.groups.values_list("name", flat=True))
    return not user.is_superuser and groups <= LOOKED_AFTER and not user.user_permissions.exists()


def _may_take_off(who: User, user: User) -> bool:
    return who.is_superuser and second_factor.is_on(user)


class ResetForm(AdminPasswordChangeForm):
    """A new password for somebody; to have none is no way to the desk, so Django's choice of that is left out."""

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True


class WithSecondFactorForm(UserChangeForm):
    """Acts of a superuser for somebody who has lost the phone."""

    take_off = forms.BooleanField(
        label="关闭两步验证",
        required=False,
        help_text="这个账号开启了两步验证。手机和备用码都没有了时，勾选后保存：下次登录只要密码，以后本人可以重新开启。",
    )


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin):
    """Rights of a group: a superuser's alone, since whoever may change these may do everything."""

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts, each as far as whoever looks may touch it."""

    add_form = UserCreationForm
    add_form_template = None
    change_password_form = ResetForm
    add_fieldsets = ((None, {"fields": ("username", *_NAMES, "password1", "password2", "groups")}),)
    list_display = ["username", "last_name", "first_name", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = ("user_permissions",)
    actions = None

    # --- who ---

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or _may_look_after(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """Whoever was ever logged in may have done something, which names them: such an account is switched off."""
        may = super().has_delete_permission(request, obj) and self.has_change_permission(request, obj)
        return may and (obj is None or obj.last_login is None)

    # --- what ---

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        may = self.has_change_permission(request, obj)
        name = ("username", "password") if may else ("username",)
        rights = _ROOT_RIGHTS if request.user.is_superuser else _RIGHTS
        if _may_take_off(request.user, obj):
            rights = (*rights, "take_off")
        return (
            (None, {"fields": (*name, *_NAMES), "description": "" if may else _ONLY_LOOKED_AT}),
            ("权限", {"fields": rights}),
            ("时间", {"fields": ("last_login", "date_joined")}),
        )

    def get_form(self, request, obj=None, **kwargs):
        if obj is not None and _may_take_off(request.user, obj):
            kwargs["form"] = WithSecondFactorForm
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        return ("last_login", "date_joined")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            groups = Group.objects.all() if request.user.is_superuser else Group.objects.filter(name__in=GIVEN)
            kwargs |= {"queryset": groups.order_by("pk"), "widget": forms.CheckboxSelectMultiple, "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True  # every account is one for the desk
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("take_off"):
            second_factor.switch_off(request, obj)

"""What publishing systems call an account that is nobody's, which pages and feeds give as an author all the same."""

import re

from service.words import fold

# In English they are roles as well ("Editor"); of other languages only what no paper calls its newsroom.
_WORDS = """
admin admins administrator administrators administrateur administrador administradora administrat\u00f6r beheerder
amministratore j\u00e4rjestelm\u00e4nvalvoja rendszergazda spr\u00e1vce y\u00f6netici
siteadmin webadmin wpadmin sysadmin adminuser superadmin superuser webmaster webmasters postmaster root user staff
editor editors contributor moderator guest anonymous unknown default test
\u0430\u0434\u043c\u0438\u043d \u0430\u0434\u043c\u0456\u043d
\u0430\u0434\u043c\u0438\u043d\u0438\u0441\u0442\u0440\u0430\u0442\u043e\u0440
\u0627\u062f\u0645\u0646 \u0623\u062f\u0645\u0646 \u0627\u062f\u0645\u06cc\u0646
\u7ba1\u7406\u5458 \u7ba1\u7406\u54e1 \u7ba1\u7406\u8005 \uad00\ub9ac\uc790
"""
_ANY = "|".join(map(re.escape, map(fold, _WORDS.split())))
# "web-admin", "@admin", "user 1".
_ACCOUNT = re.compile(
    rf"@?(?:(?:(?:web|site|super|wp)[\s._-])?(?:{_ANY})|web[\s._-]master|admin[\s._-]user)[\s._-]?\d{{0,4}}"
)


def is_account(name: str) -> bool:
    """Whether a name is an account of a publishing system that names nobody: "admin", "webmaster2"."""
    return _ACCOUNT.fullmatch(fold(name)) is not None

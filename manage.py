#!/usr/bin/env python
"""Django's command line for Jince."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from portal.serving.base_errors import advice, is_of_base

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # a setting that the operator has to mend, not the programmer
        sys.exit(f"配置有误：{error}")
    except Exception as error:
        if not is_of_base(error):
            raise
        sys.exit(advice(error))

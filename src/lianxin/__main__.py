"""``./lianxin COMMAND``: takes ``--data`` from anywhere in the line, then hands on to Django."""

import os
import sys


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["test"]:  # needs no instance, and must not make one
        from lianxin.management.commands.test import main as test

        sys.exit(test(arguments[1:]))
    for place, word in enumerate(arguments):
        if word == "--data" and place + 1 < len(arguments):
            os.environ["LIANXIN_DATA"] = arguments[place + 1]
            del arguments[place : place + 2]
            break
        if word.startswith("--data="):
            os.environ["LIANXIN_DATA"] = word.partition("=")[2]
            del arguments[place]
            break
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.site.settings")
    from lianxin.site.environment import WrongSetting
    from lianxin.site.words import compile_words

    compile_words()
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["lianxin", *(arguments or ["help"])])
    except WrongSetting as wrong:
        print(f"连心 · {wrong}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()

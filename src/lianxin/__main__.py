"""``./lianxin COMMAND``: takes ``--data`` from anywhere in the line, then hands on to Django."""

import os
import sys

NEED_AN_INSTANCE = {"backup", "check", "export", "figures", "import", "schedule", "token"}


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
    if (
        arguments[:1] == ["serve"] and "--lan" in arguments
    ):  # the settings are read before the command
        os.environ["LIANXIN_LAN"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.site.settings")
    from lianxin.site.environment import WrongSetting
    from lianxin.site.words import compile_words

    if arguments[:1] and arguments[0] in NEED_AN_INSTANCE:
        refuse_without_instance("--json" in arguments)
    if arguments[:1] == ["restore"]:  # the keys come with the backup
        os.environ["LIANXIN_NO_KEYS"] = "1"
    compile_words()
    from django.core.management import execute_from_command_line

    try:
        if not arguments or arguments in (["help"], ["--help"], ["-h"]):
            tell_commands()
        else:
            execute_from_command_line(["lianxin", *arguments])
    except WrongSetting as wrong:
        print(f"连心 · {wrong}", file=sys.stderr)
        sys.exit(2)


def refuse_without_instance(as_json: bool) -> None:
    """A mistyped folder is named; nothing is made in it."""
    from lianxin.site.environment import data_folder

    folder = data_folder()
    if (folder / "keys").is_dir():
        return
    os.environ["LIANXIN_NO_KEYS"] = "1"
    import django

    from lianxin.kernel.problem import refuse
    from lianxin.site.telling import telling

    django.setup()
    with telling(sys.stderr, as_json=as_json):
        raise refuse("instance.absent", "data", folder=folder)


def tell_commands() -> None:
    """The product's own commands, one line each; Django's stay usable but are not ours to explain."""
    import django
    from django.core.management import find_commands, load_command_class

    import lianxin.management

    django.setup()
    print("连心 · ./lianxin COMMAND --help\n")
    for name in sorted(find_commands(lianxin.management.__path__[0])):
        print(f"  {name:10} {load_command_class('lianxin', name).help}")


if __name__ == "__main__":
    main()

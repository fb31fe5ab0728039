"""The commands, their options and their exit codes. Each command's work is in a module of its own."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

import placepact
from placepact.cli import (
    agreement_options,
    framework_options,
    partnership_options,
    receive_options,
    request_options,
    spending_options,
)
from placepact.errors import Refusal
from placepact.roles.rules import Role

ROLES = [role.value for role in Role]
OK = 0
REFUSED = 1
PARTLY_REFUSED = 3
QUESTION = 4
NOTHING_TO_COUNT = 4
EXIT_CODES = """exit codes:
  0  done
  1  refused or failed; the reason is printed
  2  the command was written wrongly
  3  done in part: some rows were refused
  4  nothing was done: a question must be answered first, or nothing is there to count
"""


def build_parser() -> argparse.ArgumentParser:
    """Everything that can be written on the command line."""
    parser = argparse.ArgumentParser(
        prog="placepact",
        description="One agreement, one set of figures and one ledger for a place and everyone who serves it.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"placepact {placepact.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_demo(commands)
    add_serve(commands)
    add_work(commands)
    add_receive(commands)
    add_scorecard(commands)
    agreement_options.add_agreement(commands)
    agreement_options.add_reward(commands)
    agreement_options.add_board_pack(commands)
    partnership_options.add_partnership(commands)
    add_count(commands)
    framework_options.add_frameworks(commands)
    framework_options.add_burden(commands)
    request_options.add_requests(commands)
    add_check(commands)
    spending_options.add_match(commands)
    spending_options.add_withdraw(commands)
    spending_options.add_tidy(commands)
    add_register(commands)
    add_account(commands)
    add_people(commands)
    return parser


def add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact demo`."""
    demo = commands.add_parser("demo", help="build the demonstration of Greater Manchester and serve it")
    demo.add_argument("--no-serve", action="store_true", help="build only")
    add_port(demo)
    demo.set_defaults(run="placepact.cli.demo")


def add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact serve`."""
    serve = commands.add_parser("serve", help="serve the site from what PLACEPACT_HOME holds")
    add_port(serve)
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    serve.add_argument("--workers", type=int, default=0, help="processes (default: one a core, at most 4)")
    serve.add_argument(
        "--no-work", action="store_true", help="leave what takes long to `placepact work` elsewhere"
    )
    serve.set_defaults(run="placepact.cli.serve")


def add_work(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact work`."""
    work = commands.add_parser(
        "work", help="receive what was brought by a page; serve and demo do so by themselves"
    )
    work.add_argument("--once", action="store_true", help="do what waits now, and end")
    work.add_argument("--attached", action="store_true", help=argparse.SUPPRESS)
    work.set_defaults(run="placepact.cli.work")


def add_port(parser: argparse.ArgumentParser) -> None:
    """The option --port."""
    parser.add_argument(
        "--port", type=port, help="the port to listen on (default: 8000, or the next free one)"
    )


def port(text: str) -> int:
    """A number that a port can have."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port. Write a number from 1 to 65535.")
    return int(text)


def add_receive(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact receive` and the kinds of what is received."""
    receive = commands.add_parser("receive", help="take in a file that an organisation delivers")
    kinds = receive.add_subparsers(dest="kind", required=True, metavar="KIND")
    figures = kinds.add_parser(
        "indicators",
        help="figures in the tidy shape, as CSV or XLSX",
        description="Take in figures in the tidy shape, as CSV or XLSX. Each file is received by itself:\n"
        "one that is refused does not keep back the others, and the exit code is that of the worst.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    figures.add_argument("file", metavar="FILE", nargs="+", help="one or more files")
    figures.add_argument(
        "--from",
        dest="organisation",
        required=True,
        metavar="ORGANISATION",
        help="who delivers: slug, name or identifier such as GB-LAE-MAN",
    )
    figures.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    figures.add_argument(
        "--refused",
        metavar="FILE",
        help="where to write refused rows (default: NAME-refused.csv in the working folder, numbered where "
        "that is there already; no file is ever overwritten)",
    )
    figures.add_argument(
        "--source",
        metavar="SLUG",
        help="the publisher as whose files they are written, such as trafford-themes; most are known by their columns",
    )
    figures.add_argument(
        "--reason",
        metavar="TEXT",
        help="why figures are delivered again, where the file corrects earlier ones",
    )
    add_format(figures, "table", "json")
    figures.set_defaults(run="placepact.cli.receive")
    receive_options.add_receive_dictionary(kinds)
    spending_options.add_receive_spending(kinds)
    receive_options.add_receive_accounts(kinds)
    agreement_options.add_receive_agreement(kinds)
    request_options.add_receive_request(kinds)


def add_scorecard(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact scorecard`."""
    card = commands.add_parser("scorecard", help="print a place's targets, figures and statuses")
    card.add_argument("--place", default="E47000001", metavar="CODE", help="area code (default: %(default)s)")
    card.add_argument("--area", metavar="CODE", help="show one part of the place, such as E08000004")
    card.add_argument("--agreement", metavar="SLUG", help="which agreement (default: the one that runs now)")
    card.add_argument("--scheme", metavar="SLUG", help="judge by another scheme than the agreement's")
    card.add_argument(
        "--as-at",
        metavar="DAY",
        help="as it stood when a day ended, such as 2025-06-30; CSV and JSON are the same to the byte as then",
    )
    add_format(card, "table", "csv", "json")
    card.set_defaults(run="placepact.cli.scorecard")


def add_count(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact count`."""
    count = commands.add_parser(
        "count",
        help="count public money in a place, each pound once",
        description="Public money in a place and a year: as reported, counted twice, and counted once.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    count.add_argument(
        "--place", default="E47000001", metavar="CODE", help="area code (default: %(default)s)"
    )
    count.add_argument("--year", required=True, help="the financial year, such as 2017-18")
    count.add_argument(
        "--by", default="", metavar="LIST", help="split by any of body,theme,area,nature, with commas between"
    )
    count.add_argument(
        "--level", choices=("accounts", "payments"), default="accounts", help="default: %(default)s"
    )
    count.add_argument(
        "--scope",
        default="service-expenditure-and-levies",
        metavar="NAME",
        help="what is counted (default: %(default)s)",
    )
    count.add_argument(
        "--lines", action="store_true", help="every line under the figures, with its file and cell"
    )
    for name, what in (("body", "slug of a body"), ("theme", "slug of a theme, or unclassified")):
        count.add_argument(f"--{name}", default="", metavar="SLUG", help=f"lines of payments: {what}")
    count.add_argument(
        "--page", type=int, default=1, help="lines of payments: which page of 200 (default: 1)"
    )
    count.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="default: %(default)s")
    add_format(count, "table", "csv", "json")
    count.set_defaults(run="placepact.cli.count")


def add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact check`."""
    check = commands.add_parser("check", help="prove the audit chain, every file's hash and what is stored")
    check.add_argument(
        "--head", metavar="HASH", help="a chain head printed earlier, which must be in the chain"
    )
    add_format(check, "table", "json")
    check.set_defaults(run="placepact.cli.check")


def add_register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact register`."""
    register = commands.add_parser(
        "register", help="bring in the carried areas, organisations and definitions, without any figure"
    )
    register.set_defaults(run="placepact.cli.register")
    kinds = register.add_subparsers(dest="kind", metavar="KIND")
    bodies = kinds.add_parser(
        "organisations",
        help="organisations from a file, so that suppliers can be matched to them",
        description="Bring in a register of organisations: a CSV with the columns name, scheme and value (an "
        "identifier of org-id.guide,\nsuch as GB-CHC and 1090968), and where known other_names (divided by "
        "semicolons), sector, legal_form,\nsize_band, size_scheme and area_code.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    bodies.add_argument("file", metavar="FILE", help="a CSV")
    bodies.add_argument("--source", required=True, metavar="TEXT", help="who publishes it, and of which day")
    add_format(bodies, "table", "json")
    bodies.set_defaults(run="placepact.cli.register_organisations")
    add_register_body(kinds)


def add_register_body(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact register body`."""
    body = kinds.add_parser(
        "body",
        help="one public body, so that it can deliver",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    body.add_argument("name", metavar="NAME", help="its full name, such as 'Leeds City Council'")
    body.add_argument(
        "--acts-for",
        required=True,
        action="append",
        metavar="CODE",
        help="an area that it serves; may be given again",
    )
    body.add_argument(
        "--short", default="", metavar="NAME", help="how it is called where there is little room"
    )
    body.add_argument("--sector", default="Local government", metavar="TEXT", help="default: %(default)s")
    body.add_argument("--form", default="", metavar="TEXT", help="its legal form")
    body.add_argument(
        "--identifier",
        action="append",
        default=[],
        metavar="ID",
        help="such as GB-LAE-LDS (org-id.guide); may be given again",
    )
    body.add_argument("--source", required=True, metavar="TEXT", help="where this is from, and of which day")
    body.set_defaults(run="placepact.cli.register_body")


def add_account(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact account`."""
    account = commands.add_parser("account", help="let somebody sign in, with a role in an organisation")
    account.add_argument(
        "email", metavar="EMAIL", help="their address; a new account's password is printed once"
    )
    account.add_argument("--name", help="what to call them (default: the address)")
    account.add_argument("--role", required=True, choices=ROLES, help="what they may do there")
    account.add_argument(
        "--at", dest="organisation", required=True, metavar="ORGANISATION", help="slug, name or identifier"
    )
    account.set_defaults(run="placepact.cli.account")


def add_people(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact sign-in`, `placepact notify` and `placepact audit export`."""
    service = commands.add_parser(
        "sign-in",
        help="set an organisation's own sign-in (OpenID Connect)",
        description="Set an organisation's own sign-in. The client's secret is read from PLACEPACT_OIDC_SECRET.",
    )
    service.add_argument("organisation", metavar="ORGANISATION", help="slug, name or identifier")
    service.add_argument(
        "--server", required=True, metavar="ADDRESS", help="such as https://sign-in.example.gov.uk"
    )
    service.add_argument("--client-id", required=True, metavar="ID", help="what this site is called there")
    service.add_argument(
        "--domain",
        required=True,
        action="append",
        help="an e-mail domain of the organisation; may be repeated",
    )
    service.set_defaults(run="placepact.cli.sign_in")
    unlock = commands.add_parser("unlock", help="take off the second factor of somebody who lost it")
    unlock.add_argument("email", metavar="EMAIL", help="their address; see who asks before you do this")
    unlock.set_defaults(run="placepact.cli.unlock")
    notify = commands.add_parser("notify", help="send the daily e-mail to whoever something new waits for")
    notify.set_defaults(run="placepact.cli.notify")
    audit = commands.add_parser("audit", help="take the account of changes away with its chain")
    acts = audit.add_subparsers(dest="act", required=True, metavar="ACT")
    export = acts.add_parser("export", help="write it as JSON lines, which placepact/audit/verify.py proves")
    export.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="a new file (default: standard output)"
    )
    export.set_defaults(run="placepact.cli.audit")


def add_format(parser: argparse.ArgumentParser, *choices: str) -> None:
    """The option --format."""
    parser.add_argument("--format", choices=choices, default=choices[0], help="default: %(default)s")


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the value is the exit code."""
    options = build_parser().parse_args(words)
    os.environ["DJANGO_SETTINGS_MODULE"] = "placepact.config.settings"
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError, ProgrammingError

    try:
        django.setup()
        code: int = importlib.import_module(options.run).run(options)
    except (Refusal, ImproperlyConfigured) as refusal:
        complain(str(refusal))
        return REFUSED
    except (OperationalError, ProgrammingError) as error:
        complain(
            f"The database does not answer as it should ({str(error).splitlines()[0]}). Where this home is new, "
            "build it with placepact demo or placepact serve; else see that DATABASE_URL names a server that runs."
        )
        return REFUSED
    except BrokenPipeError:
        # Whoever read the output has enough of it; Python must not complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        complain("Stopped. Nothing was left half done.")
        return REFUSED
    return code


def complain(text: str) -> None:
    """An error in bold red on a terminal, plain elsewhere; always on standard error."""
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, soft_wrap=True, highlight=False).print(Text(text, style="bold red"))


if __name__ == "__main__":
    sys.exit(main())

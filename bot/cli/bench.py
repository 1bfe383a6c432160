"""`madoguchi bench`"""

from pathlib import Path
from typing import Annotated

import typer

from bot.figures import tell

Policies = Annotated[
    Path, typer.Option("--policies", help="Folder of policies; a file's stem names its organisation.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    bench = typer.Typer(no_args_is_help=True, help="Speeds and sizes on this machine, best an idle one.")
    cli.add_typer(bench, name="bench")

    @bench.command()
    def answers(policies: Policies, as_json: AsJson = False) -> None:
        """Time ingest, answers, and the start of the server.

        Example: madoguchi bench answers --policies policies/
        """
        from bot.benchmark import time_answers

        tell(time_answers(policies), as_json)

    @bench.command()
    def queue(
        tickets: Annotated[int, typer.Option("--tickets", min=1, help="Invented tickets in the queue.")] = (
            100_000
        ),
        as_json: AsJson = False,
    ) -> None:
        """Time the pages of a full queue.

        Example: madoguchi bench queue --tickets 100000
        """
        from bot.benchmark import time_queue

        tell(time_queue(tickets), as_json)

    @bench.command()
    def clauses(
        count: Annotated[int, typer.Option("--count", min=100, help="Clauses that are searched.")] = 10_000,
        database: Annotated[
            str | None, typer.Option("--database", help="Empty PostgreSQL database, to try pgvector too.")
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Time and weigh the search of many clauses by invented vectors, with every vector store; on Linux.

        Example: madoguchi bench clauses --count 100000
        """
        from bot.benchmark import grow_search

        tell(grow_search(count, database), as_json)

    @bench.command()
    def streams(
        count: Annotated[int, typer.Option("--count", min=1, max=20_000, help="Chats that listen.")] = 500,
        as_json: AsJson = False,
    ) -> None:
        """Weigh what chats that only listen cost the server; on Linux.

        Example: madoguchi bench streams --count 500
        """
        from bot.benchmark import weigh_streams

        tell(weigh_streams(count), as_json)

    @bench.command()
    def load(
        policies: Policies,
        seconds: Annotated[float, typer.Option("--seconds", min=1, help="How long people come.")] = 600,
        streams: Annotated[int, typer.Option("--streams", min=1, help="Chats that listen meanwhile.")] = 200,
        rates: Annotated[
            tuple[int, int] | None,
            typer.Option("--rates", help="Tickets and answers a second; default: the targets."),
        ] = None,
        database: Annotated[
            str | None, typer.Option("--database", help="URL of an empty database; default: SQLite.")
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """File tickets and ask questions at a steady pace, as the widget does.

        Example: madoguchi bench load --policies policies/ --seconds 600
        """
        from bot.benchmark import time_load

        tell(time_load(policies, seconds, streams, rates, database), as_json)

    @bench.command()
    def processes(
        policies: Policies,
        database: Annotated[str, typer.Option("--database", help="URL of an empty PostgreSQL database.")],
        count: Annotated[int, typer.Option("--count", min=1, help="Servers that share it.")] = 2,
        seconds: Annotated[float, typer.Option("--seconds", min=1, help="How long they are asked.")] = 30,
        as_json: AsJson = False,
    ) -> None:
        """Count the answers of several servers that share a database, asked without a pause.

        Example: madoguchi bench processes --policies policies/ --count 2 --database postgresql+psycopg://…
        """
        from bot.benchmark import time_processes

        tell(time_processes(policies, count, seconds, database), as_json)

    @bench.command()
    def peers(
        policies: Policies,
        questions: Annotated[Path, typer.Option("--questions", help="Question set with gold, JSON lines.")],
        model: Annotated[
            Path, typer.Option("--model", help="Folder of a Sentence Transformers model for the plain RAG.")
        ],
        rounds: Annotated[int, typer.Option("--rounds", min=1, help="The middle of so many counts.")] = 3,
        as_json: AsJson = False,
    ) -> None:
        """Compare with a plain LangChain RAG (needs the extra sentence-transformers); on Linux.

        Example: madoguchi bench peers --policies policies/ --questions questions.jsonl --model MiniLM/
        """
        from bot.peers.comparing import compare

        tell(compare(policies, questions, model, rounds), as_json)

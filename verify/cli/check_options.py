"""The options of `verify check`, each with the words of its help.

Words only: what an option means is decided where it is used.
"""

from pathlib import Path
from typing import Annotated

import typer

Photos = Annotated[
    list[str] | None,
    typer.Argument(metavar="PHOTO", help="Photos; `-` is one on standard input."),
]
Against = Annotated[
    str | None,
    typer.Option(metavar="LIBRARY", help="Folder of the library of earlier pictures."),
]
ClaimedDate = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When: 2024-07-25, 2024-07, or DATE..DATE."),
]
ClaimedPlace = Annotated[
    str | None,
    typer.Option(metavar="LAT,LON[,KM]", help="Where, in decimal degrees."),
]
ClaimedRegion = Annotated[
    str | None,
    typer.Option(metavar="X0,Y0,X1,Y1", help="The vehicle meant, in shares 0 to 1."),
]
ClaimedEvents = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Name of the claimed event; repeat for more."),
]
TrustList = Annotated[
    str | None,
    typer.Option(metavar="FILE.pem", help="Signers of Content Credentials you know."),
]
DescriptorModel = Annotated[
    str | None,
    typer.Option(metavar="FILE.onnx", help="A copy-detection model of your own."),
]
Report = Annotated[
    Path | None,
    typer.Option(metavar="FILE.html", help="Write one page with pictures to keep."),
]
Recursive = Annotated[
    bool, typer.Option("-r", "--recursive", help="Examine the pictures in folders.")
]
FilesFrom = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Read more names, one a line; `-`: from input."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="One JSON object a line, failures included.")
]
Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", help="Only the first line of each answer.")
]
NoColor = Annotated[
    bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")
]
ExitZero = Annotated[
    bool,
    typer.Option("--exit-zero", help="End with 0 where the answer would be 1."),
]
Jobs = Annotated[
    int,
    typer.Option(min=0, help="Worker processes; 0 chooses.", show_default=False),
]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Show where a bug happened.")
]

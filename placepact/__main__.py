"""`python -m placepact`: the command line, also where no script was installed."""

import sys

from placepact.cli import main

sys.exit(main())
